"""A small insurance file and register of invented people, matched by the real engine for a demo.

The engine's libraries are imported where they are used: every start but the first needs none.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from motcua.corrections import service as corrections
from motcua.kernel import clock
from motcua.kernel.names import fold

if TYPE_CHECKING:
    from motcua.corrections.runs import Sources

AGENCY, SECTOR = "G12.45", "Bảo hiểm xã hội"
PEOPLE, INSURED, NAMESAKES, TWICE, SPOILED_SHARE, SEED = 220, 200, 80, 3, 0.33, 20261123
MAPPING = """\
population: {key: so_dinh_danh, personal_id: so_dinh_danh, full_name: ho_ten, sex: gioi_tinh,
  birth: ngay_sinh, province: ma_tinh, commune: ma_xa}
sector: {key: ma_so_bhxh, personal_id: so_giay_to, full_name: ho_ten, sex: gt, birth: ns,
  province: ma_tinh, district: huyen, commune: ma_xa, geography: new}
"""
_SURNAMES = [
    "Hà",
    "Bùi",
    "Khà",
    "Lường",
    "Ngần",
    "Vì",
    "Quàng",
    "Nguyễn",
    "Đinh",
    "Xa",
    "Lò",
    "Đặng",
    "Trần",
    "Phạm",
    "Lê",
]
_MIDDLES = [
    "Văn",
    "Thị",
    "Đức",
    "Ngọc",
    "Minh",
    "Thu",
    "Hữu",
    "Thanh",
    "Kim",
    "Xuân",
    "Quang",
    "Bảo",
]
_GIVENS = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Hòa",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Uyên",
    "Yến",
]
_PLACES = (
    ("05200", "Huyện Mai Châu"), ("05245", "Huyện Mai Châu"), ("05212", "Huyện Mai Châu"),
    ("04831", "Huyện Đà Bắc"), ("04795", "Thành phố Hòa Bình"), ("04924", "Huyện Lương Sơn"),
)  # fmt: skip
Row = dict[str, str]


def load_matching() -> int:
    """Match the pair and load it once; returns how many proposals now wait.

    Later starts of the demo find the run and do nothing.
    """
    if corrections.has_run(AGENCY, SECTOR):
        return 0
    from motcua.corrections import runs

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sources = make_pair(folder)
        out = match(folder, sources)
        loaded = runs.load_run(out, agency=AGENCY, sector=SECTOR, now=clock.now(), sources=sources)
    return loaded.proposals


def make_pair(folder: Path) -> Sources:
    """Write register, sector file and mapping; the same people every time."""
    dice = Random(SEED)  # noqa: S311 - invented people, no secret
    people = [_person(dice, number) for number in range(PEOPLE)]
    people += [_namesake(dice, people[number], PEOPLE + number) for number in range(NAMESAKES)]
    rows = [_row(person, number) for number, person in enumerate(people[:INSURED])]
    spoiled = [_spoiled(row, dice) if dice.random() < SPOILED_SHARE else row for row in rows]
    spoiled += [_again(row, INSURED + number) for number, row in enumerate(rows[:TWICE])]
    _write(folder / "population.parquet", people)
    _write(folder / "sector.parquet", spoiled)
    (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    from motcua.corrections.runs import Sources

    return Sources(
        population=folder / "population.parquet",
        sector=folder / "sector.parquet",
        mapping=folder / "mapping.yaml",
    )


def match(folder: Path, sources: Sources) -> Path:
    """Run the engine on the pair; returns the folder of its results."""
    from motcua.reconcile import Request, reconcile

    request = Request(**vars(sources), out=folder / "out", memory_mb=300, threads=1)
    reconcile(request)
    return request.out


def _person(dice: Random, number: int) -> Row:
    female, year = dice.random() < 0.5, dice.randint(1945, 2012)
    commune, district = dice.choice(_PLACES)
    sign = (2 if year >= 2000 else 0) + female
    return {
        "so_dinh_danh": f"017{sign}{year % 100:02}{number * 2377 % 1_000_000:06}",
        "ho_ten": " ".join(
            (dice.choice(_SURNAMES), *dice.sample(_MIDDLES, 2), dice.choice(_GIVENS))
        ),
        "gioi_tinh": "Nữ" if female else "Nam",
        "ngay_sinh": f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{year}",
        "ma_tinh": "25",
        "ma_xa": commune,
        "huyen": district,
    }


def _namesake(dice: Random, person: Row, number: int) -> Row:
    """Make somebody of the same name, sex and year, often of the same commune."""
    other = _person(dice, number) | {name: person[name] for name in ("ho_ten", "gioi_tinh")}
    if dice.random() < 0.6:
        other |= {name: person[name] for name in ("ma_xa", "huyen")}
    start, digits = person["so_dinh_danh"][:6], other["so_dinh_danh"][6:]
    return other | {
        "so_dinh_danh": start + digits,
        "ngay_sinh": other["ngay_sinh"][:6] + person["ngay_sinh"][6:],
    }


def _row(person: Row, number: int) -> Row:
    return {
        "ma_so_bhxh": f"25{number:08}",
        "so_giay_to": person["so_dinh_danh"],
        "ho_ten": person["ho_ten"],
        "gt": person["gioi_tinh"],
        "ns": person["ngay_sinh"],
        "ma_tinh": person["ma_tinh"],
        "huyen": person["huyen"],
        "ma_xa": person["ma_xa"],
    }


def _spoiled(row: Row, dice: Random) -> Row:
    """Give a row the faults that such files have, several at once."""
    name = row["ho_ten"].split()
    spoilers: tuple[Callable[[], Row], ...] = (
        lambda: {"so_giay_to": "" if dice.random() < 0.8 else _one_digit(row["so_giay_to"], dice)},
        lambda: {"ho_ten": fold(row["ho_ten"]).upper()},
        lambda: {"ho_ten": " ".join((name[0], *name[2:]))},
        lambda: {"ns": row["ns"][6:]},
        lambda: {"ns": "/".join((row["ns"][3:5], row["ns"][:2], row["ns"][6:]))},
        lambda: {"ma_xa": dice.choice(_PLACES)[0]},
    )
    if dice.random() < 0.3:  # hard to tell from a namesake
        return row | {"so_giay_to": "", "ns": row["ns"][6:], "ho_ten": fold(row["ho_ten"]).upper()}
    changed = dict(row, **spoilers[0]())
    for spoil in dice.sample(spoilers[1:], dice.randint(1, 2)):
        changed |= spoil()
    return changed


def _again(row: Row, number: int) -> Row:
    """Insure somebody a second time, without number and marks."""
    plain = {"so_giay_to": "", "ho_ten": fold(row["ho_ten"]).upper()}
    return row | plain | {"ma_so_bhxh": f"25{number:08}"}


def _one_digit(digits: str, dice: Random) -> str:
    at = dice.randrange(6, len(digits))
    return digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]


def _write(file: Path, rows: list[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), file)
