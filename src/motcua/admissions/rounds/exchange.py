"""The rounds as files: one folder per university, holding exactly what it sends and receives.

``<university>/programmes.parquet`` its programmes · ``<university>/0001.to.parquet`` newcomers
of round 1 · ``<university>/0001.from.parquet`` its answer · ``0001.json`` whom the ministry
asked in round 1. Files appear whole, so an exchange that was broken off goes on from where it
stopped, and either side can be run alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from motcua.admissions.instance import Instance
from motcua.admissions.matching import Outcome, Rule, outcome_of
from motcua.admissions.order import order_of
from motcua.admissions.rounds import ministry, university
from motcua.admissions.runs import write_table

SETUP = "exchange.json"


class OtherExchange(Exception):
    """The folder holds an exchange over other inputs or another rule."""


@dataclass(frozen=True)
class Exchange:
    """An exchange in a folder."""

    folder: Path
    rule: Rule

    def home(self, name: str) -> Path:
        return self.folder / quote(name, safe="")

    def rounds(self) -> list[int]:
        """Return the rounds the ministry has opened, in order."""
        return sorted(int(path.stem) for path in self.folder.glob("[0-9]*.json"))

    def asked(self, number: int) -> list[str]:
        """Return the universities that were sent newcomers in a round."""
        names: list[str] = json.loads((self.folder / f"{number:04}.json").read_text())
        return names

    def waiting_for(self) -> list[str]:
        """Return the universities whose answer the last round still lacks."""
        opened = self.rounds()
        if not opened:
            return []
        answer = f"{opened[-1]:04}.from.parquet"
        return [n for n in self.asked(opened[-1]) if not (self.home(n) / answer).exists()]


def set_up(
    folder: Path, instance: Instance, universities: list[str], rule: Rule, identity: dict[str, Any]
) -> Exchange:
    """Create the exchange, or find it again.

    ``universities`` names the university of each programme in ascending order of code,
    ``identity`` tells inputs apart.

    :raises OtherExchange: when the folder belongs to something else.
    """
    setup = {"rule": rule, **identity}
    file = folder / SETUP
    if file.exists():
        if json.loads(file.read_text()) != setup:
            raise OtherExchange(f"{folder} thuộc về một đợt lọc ảo khác")
        return Exchange(folder, rule)
    exchange = Exchange(folder, rule)
    programmes = pa.table(
        {
            "programme": instance.programmes.ascending,
            "quota": instance.quota,
            "floor": instance.floor,
        }
    )
    for name, rows in _by_university(universities):
        exchange.home(name).mkdir(parents=True, exist_ok=True)
        _write(programmes.take(rows), exchange.home(name) / "programmes.parquet")
    _write_json(setup, file)
    return exchange


def find(folder: Path) -> Exchange:
    """Return the exchange that the ministry set up in ``folder``.

    :raises OtherExchange: when there is none.
    """
    file = folder / SETUP
    if not file.exists():
        raise OtherExchange(f"{folder} chưa có đợt lọc ảo nào")
    return Exchange(folder, json.loads(file.read_text())["rule"])


def answer_round(exchange: Exchange, name: str) -> None:
    """Do a university's part of the last round, from its own folder alone."""
    number, home = exchange.rounds()[-1], exchange.home(name)
    newcomers = pq.read_table(home / f"{number:04}.to.parquet")
    answered = university.answer(
        pq.read_table(home / "programmes.parquet"),
        _last_kept(home, number, newcomers.schema),
        newcomers,
        exchange.rule,
    )
    _write(answered, home / f"{number:04}.from.parquet")


def open_round(exchange: Exchange, instance: Instance, universities: list[str]) -> bool:
    """Do the ministry's part: forward newcomers; return False when nobody moves any more."""
    opened = exchange.rounds()
    if not opened:
        rows = instance.opening
    else:
        refused = _refused(exchange, opened[-1])
        rows = ministry.next_rows(instance, ministry.rows_of(instance, refused))
    if not len(rows):
        return False
    number = (opened[-1] if opened else 0) + 1
    names = np.array(universities)[instance.programme[rows]]
    asked = []
    for name, chosen in _by_university(names.tolist()):
        listed = ministry.list_of(instance, rows[chosen.to_numpy()])
        _write(listed, exchange.home(name) / f"{number:04}.to.parquet")
        asked.append(name)
    _write_json(asked, exchange.folder / f"{number:04}.json")
    return True


def outcome(exchange: Exchange, instance: Instance, universities: list[str]) -> Outcome:
    """Put the universities' final lists together."""
    order = order_of(instance)
    held = np.zeros(len(order.row), dtype=np.uint8)
    for name in sorted(set(universities)):
        numbers = _answered(exchange.home(name))
        if numbers:
            final = pq.read_table(exchange.home(name) / f"{numbers[-1]:04}.from.parquet")
            rows = ministry.rows_of(instance, final.filter(final["kept"]))
            held[order.at[rows]] = 1
    return outcome_of(instance, exchange.rule, order, held)


def cutoffs_by_round(exchange: Exchange, universities: list[str]) -> pa.Table:
    """Return round, programme, held, cutoff wherever a university answered."""
    parts = []
    for name in sorted(set(universities)):
        home = exchange.home(name)
        programmes = pq.read_table(home / "programmes.parquet")
        for number in _answered(home):
            answered = pq.read_table(home / f"{number:04}.from.parquet")
            published = university.cutoffs(programmes, answered)
            numbers = pa.array([number] * len(published), pa.int32())
            parts.append(published.add_column(0, "round", numbers))
    whole = pa.concat_tables(parts)
    return whole.sort_by([("round", "ascending"), ("programme", "ascending")])


def _answered(home: Path) -> list[int]:
    return sorted(int(path.name.split(".")[0]) for path in home.glob("*.from.parquet"))


def _last_kept(home: Path, number: int, schema: pa.Schema) -> pa.Table:
    earlier = [n for n in _answered(home) if n < number]
    if not earlier:
        return schema.empty_table()
    answered = pq.read_table(home / f"{earlier[-1]:04}.from.parquet")
    return answered.filter(answered["kept"])


def _refused(exchange: Exchange, number: int) -> pa.Table:
    parts = []
    for name in exchange.asked(number):
        table = pq.read_table(exchange.home(name) / f"{number:04}.from.parquet")
        parts.append(table.filter(pc.invert(table["kept"])))
    return pa.concat_tables(parts)


def _by_university(names: list[str]) -> Iterator[tuple[str, pa.Array]]:
    """Yield each university with the places where it is named."""
    every = np.array(names)
    order = np.argsort(every, kind="stable")
    distinct, begin = np.unique(every[order], return_index=True)
    for name, rows in zip(distinct.tolist(), np.split(order, begin[1:]), strict=True):
        yield name, pa.array(rows)


def _write(table: pa.Table, path: Path) -> None:
    draft = path.with_suffix(".new")
    write_table(table, draft)
    draft.replace(path)


def _write_json(value: Any, path: Path) -> None:
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
