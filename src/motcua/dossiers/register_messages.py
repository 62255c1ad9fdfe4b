"""A declaration as the civil-status register reads it: dangKyHoTich of each module.

Names and shapes are those of public code of systems that are connected; the codes of a kind of
copy and of a purpose are a guess. Places go as maXa and detail, dates as dd.MM.yyyy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.exchange.clients.civil_status import BIRTH, COPY, MARITAL_STATUS
from motcua.kernel.parameters import parameters
from motcua.kernel.partial_dates import PartialDate

# by the paper that the procedure results in
MODULES = {
    "birth-certificate": BIRTH,
    "civil-status-extract": COPY,
    "marital-status-certificate": MARITAL_STATUS,
}
Wire = Mapping[str, Any]


def message(module: str, wire: Wire, words: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields to send; ``words`` spell the answers by the same names."""
    plain = {name: written(value) for name, value in wire.items()}
    return {**plain, **_SHAPED[module](wire, words)}


def written(value: Any) -> Any:
    """Write an answer as that wire wants it."""
    if isinstance(value, Mapping) and "commune" in value:
        return {"maXa": value["commune"], "dcChiTiet": value.get("detail", "")}
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str) and value[:4].isdigit() and value[4:5] == "-":
        return PartialDate.parse(value).vi().replace("/", ".")
    return value


def _birth(wire: Wire, words: Mapping[str, str]) -> dict[str, Any]:
    return {}


def _copy(wire: Wire, words: Mapping[str, str]) -> dict[str, Any]:
    birth = PartialDate.parse(wire["cbsNgaySinh"])
    parts = {"namSinh": birth.year, "thangSinh": birth.month, "ngaySinh": birth.day}
    places = {
        name: _with_province(value)
        for name, value in wire.items()
        if isinstance(value, Mapping) and "commune" in value
    }
    return {
        **places,
        "cbsHoTen": _name(wire["cbsHoTen"]),
        "cbsNgaySinh": {name: number for name, number in parts.items() if number is not None},
    }


def _marital_status(wire: Wire, words: Mapping[str, str]) -> dict[str, Any]:
    """The register's own field for the status is a sentence."""
    spelt = ("nxnTinhTrangHonNhan", "nxnThoiGianCuTruTai")
    return {name: words[name] for name in spelt if name in words}


def _name(full: str) -> dict[str, str]:
    """Split a name as that module does: surname first, given name last."""
    first, *rest = full.split()
    if not rest:
        return {"Ho": "", "ChuDem": "", "Ten": first}
    return {"Ho": first, "ChuDem": " ".join(rest[:-1]), "Ten": rest[-1]}


def _with_province(place: Mapping[str, str]) -> dict[str, str]:
    commune = parameters().places.commune(place["commune"])
    return {
        "dcChiTiet": place.get("detail", ""),
        "quocGia": "VN",
        "maTinh": commune.province_code,
        "maXa": commune.code,
    }


_SHAPED: dict[str, Callable[[Wire, Mapping[str, str]], dict[str, Any]]] = {
    BIRTH: _birth,
    COPY: _copy,
    MARITAL_STATUS: _marital_status,
}
