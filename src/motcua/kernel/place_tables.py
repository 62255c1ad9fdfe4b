"""The tables of places in parameters/places, built by its build.py."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from motcua.kernel.dated_documents import read_status
from motcua.kernel.documents import Fault, Node
from motcua.kernel.places import Commune, FormerCommune, Hamlet, Places, Province


def read_places(folder: Path, hamlets: Node, faults: list[Fault]) -> Places:
    provinces = {row["code"]: Province(**row) for row in _rows(folder / "provinces.csv")}
    communes = {
        row["code"]: Commune(row["code"], row["name"], row["province"])
        for row in _rows(folder / "communes.csv")
    }
    former = {commune.code: commune for commune in _former_communes(folder)}
    places = Places(provinces, communes, former, tuple(_hamlets(hamlets)))
    faults += _broken_references(places)
    return places


def _former_communes(folder: Path) -> Iterator[FormerCommune]:
    """Yield the units of every file ``former-communes-until-<last day>.csv``."""
    for file in sorted(folder.glob("former-communes-until-*.csv")):
        until = file.stem.removeprefix("former-communes-until-")
        provinces = {
            row["code"]: row["name"]
            for row in _rows(folder / f"former-provinces-until-{until}.csv")
        }
        last_day = date.fromisoformat(until)
        for row in _rows(file):
            yield FormerCommune(
                row["code"],
                row["name"],
                row["district"],
                provinces[row["province"]],
                last_day,
                tuple(row["successors"].split()),
            )


def _hamlets(node: Node) -> Iterator[Hamlet]:
    for item in node.child("hamlets").items():
        fields = item.fields("former name commune status")
        yield Hamlet(
            fields["name"].text(),
            fields["former"].text(),
            fields["commune"].text(),
            read_status(fields["status"]),
        )


def _broken_references(places: Places) -> Iterator[Fault]:
    for commune in places.communes.values():
        if commune.province_code not in places.provinces:
            yield Fault("places/communes.csv", commune.code, "unknown province", "a province code")
    for former in places.former_communes.values():
        if not former.successors or not set(former.successors) <= places.communes.keys():
            yield Fault("places/former-communes", former.code, "unknown successor", "commune codes")
    for hamlet in places.hamlets:
        former_unit = places.former_communes.get(hamlet.former_code)
        if former_unit is None or hamlet.commune_code not in former_unit.successors:
            yield Fault("demo/hamlets.yaml", hamlet.name, "not a part of its unit", "a successor")


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)
