"""Write a register, a sector file with controlled faults, and the truth.

python -m bench.reconcile.generate DIR --people 2000000 --rows 1000000 [--dense] [--seed 1]
    [--errors usual|other]

Large sizes are drawn in parts of two million people, so that memory stays bounded.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.reconcile import other_errors
from bench.reconcile.errors import misdigit, misspell
from bench.reconcile.families import families
from bench.reconcile.people import Ints, People, Texts, calendar, full_names, people, zipf

COMMUNES, PART = 3321, 2_000_000
SERIALS, ROWS_PER_GROUP = 20_000, 250_000  # numbers of one part per province, sex and year
DENSE_COMMUNES, DENSE_DAYS = 480, 7  # 2 M people collide as 100 M do on birth and commune
MAPPING = """\
population: {key: so_dinh_danh, personal_id: so_dinh_danh, old_id: cmnd, full_name: ho_ten,
  sex: gioi_tinh, birth: ngay_sinh, province: ma_tinh, commune: ma_xa, household: ma_ho}
sector: {key: ma_so, personal_id: so_giay_to, full_name: ho_ten, sex: gt, birth: ns,
  province: tinh, district: huyen, commune: xa}
crosswalk: {file: crosswalk.parquet, old_commune: ma_cu, commune: ma_moi, province: ma_tinh_moi}
"""


def dates(birth: Ints, shape: Ints) -> Texts:
    """Write births as 1990-02-03, 03/02/1990, 19900203 or 3.2.1990 by ``shape`` 0 … 3."""
    iso = np.datetime_as_string(calendar(birth))
    out = iso.astype(object)
    for kind in (1, 2, 3):
        for i in np.flatnonzero(shape == kind):
            y, m, d = out[i].split("-")
            out[i] = (f"{d}/{m}/{y}", y + m + d, f"{int(d)}.{int(m)}.{y}")[kind - 1]
    return out


def sector(
    rng: np.random.Generator, who: People, size: int, strangers: People, communes: int
) -> pa.Table:
    """Draw the sector's rows: 92 % of them registered people, 1 % of them twice."""
    known = size - len(strangers)
    pick = rng.choice(len(who), known - known // 100, replace=False)
    pick = np.concatenate([pick, rng.choice(pick, known // 100)])
    truth = np.concatenate([who.personal_id[pick], np.zeros(len(strangers), np.int64)])
    rows = _joined(who, pick, strangers)
    order = rng.permutation(size)
    kin_id = np.concatenate([who.personal_id[who.kin[pick]], np.zeros(len(strangers), np.int64)])
    care = rng.gamma(0.7, 1 / 0.7, size)  # 0 = careful, mean 1, long tail
    columns = {
        "ma_so": np.char.zfill((np.arange(size) * 7 + 1_000_003).astype(str), 10),
        "so_giay_to": _ids(rng, rows, kin_id, care)[order],
        "ho_ten": misspell(rng, full_names(rows), care)[order],
        "gt": _sexes(rng, rows.female, care)[order],
        "ns": _dates_with_faults(rng, rows.birth, care)[order],
        **{name: values[order] for name, values in _places(rng, rows.commune, communes, care).items()},
        "truth": np.where(truth == 0, "", np.char.zfill(truth.astype(str), 12)).astype(object)[order],
    }  # fmt: skip
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _joined(who: People, pick: Ints, strangers: People) -> People:
    values = {
        name: np.concatenate([getattr(who, name)[pick], getattr(strangers, name)])
        for name in vars(who)
    }
    return People(**values)


def _ids(rng: np.random.Generator, rows: People, kin_id: Ints, care: np.ndarray) -> Texts:
    size, dice = len(rows), rng.random(len(rows))
    number = rows.personal_id.copy()
    wrong = dice < 0.012 * care
    number[wrong] = misdigit(rng, number[wrong], 12)
    relative = (dice > 0.5) & (dice < 0.5 + 0.003 * care) & (kin_id > 0)
    number[relative] = kin_id[relative]
    text = np.char.zfill(number.astype(str), 12).astype(object)
    bare = rng.random(size) < 0.04
    text[bare] = number[bare].astype(str)
    old = (rng.random(size) < 0.10) & (rows.old_id > 0)
    text[old] = np.char.zfill(rows.old_id[old].astype(str), 9)
    text[rng.random(size) < 0.11 + 0.03 * np.minimum(care, 3)] = None
    return text


def _sexes(rng: np.random.Generator, female: np.ndarray, care: np.ndarray) -> Texts:
    flipped = female ^ (rng.random(len(female)) < 0.004 * care)
    text = np.where(flipped, "Nữ", "Nam").astype(object)
    text[rng.random(len(female)) < 0.02] = None
    return text


def _dates_with_faults(rng: np.random.Generator, birth: Ints, care: np.ndarray) -> Texts:
    size, dice = len(birth), rng.random(len(birth))
    off = birth.copy()
    slips = np.array([1, -1, 10, -10, 31, -31, 365, -365, 366, 3652])
    slipped = dice < 0.014 * care
    off[slipped] += slips[rng.integers(0, len(slips), int(slipped.sum()))]
    text = dates(off, zipf(rng, size, 4, 1.5))
    iso = np.datetime_as_string(calendar(off)).astype(object)
    for i in np.flatnonzero((dice > 0.3) & (dice < 0.3 + 0.006 * care)):
        y, m, d = iso[i].split("-")
        text[i] = f"{m}/{d}/{y}" if int(d) <= 12 else text[i]
    vague = (dice > 0.6) & (dice < 0.6 + 0.04 * np.minimum(care, 4))
    text[vague] = [t[:4] if k else f"01/01/{t[:4]}" for t, k in
                   zip(iso[vague], rng.random(int(vague.sum())) < 0.7, strict=True)]  # fmt: skip
    text[rng.random(size) < 0.004 * care] = None
    return text


def _places(
    rng: np.random.Generator, commune: Ints, communes: int, care: np.ndarray
) -> dict[str, Texts]:
    size = len(commune)
    moved = rng.random(size) < 0.10 + 0.03 * np.minimum(care, 3)
    commune = np.where(moved, zipf(rng, size, communes, 0.35), commune)
    old = commune * 3 + rng.integers(0, 3, size)
    missing = rng.random(size) < 0.02 + 0.03 * np.minimum(care, 3)
    out = {
        "tinh": np.char.zfill((old % 63 + 1).astype(str), 2).astype(object),
        "huyen": np.char.zfill((old % 690 + 1).astype(str), 3).astype(object),
        "xa": np.char.zfill((old + 1).astype(str), 5).astype(object),
    }
    for values in out.values():
        values[missing] = None
    return out


def crosswalk(communes: int) -> pa.Table:
    """Three old communes became one; the province follows the new commune."""
    old = np.arange(communes * 3)
    return pa.table({
        "ma_cu": np.char.zfill((old + 1).astype(str), 5),
        "ma_moi": np.char.zfill((old // 3 + 1).astype(str), 5),
        "ma_tinh_moi": np.char.zfill((old // 3 % 34 + 1).astype(str), 2),
    })  # fmt: skip


def register(rng: np.random.Generator, who: People) -> pa.Table:
    """Write the register as its owner keeps it: clean, with a few vague births."""
    shuffled = rng.permutation(len(who))
    born = np.datetime_as_string(calendar(who.birth)).astype(object)
    vague = rng.random(len(who)) < 0.01
    born[vague] = [text[:4] for text in born[vague]]
    columns = {
        "so_dinh_danh": np.char.zfill(who.personal_id.astype(str), 12).astype(object),
        "cmnd": np.where(who.old_id > 0, np.char.zfill(who.old_id.astype(str), 9), None),
        "ho_ten": full_names(who),
        "gioi_tinh": np.where(who.female, "Nữ", "Nam").astype(object),
        "ngay_sinh": born,
        "ma_tinh": np.char.zfill((who.commune % 34 + 1).astype(str), 2).astype(object),
        "ma_xa": np.char.zfill((who.commune + 1).astype(str), 5).astype(object),
        "ma_ho": who.household.astype(str).astype(object),
    }
    return pa.table({k: pa.array(v[shuffled], pa.string()) for k, v in columns.items()})


@dataclass(frozen=True)
class Plan:
    """What to draw, and by which error model."""

    people: int
    rows: int
    seed: int
    dense: bool = False
    errors: str = "usual"


def generate(folder: Path, plan: Plan) -> None:
    """Write P.parquet, S.parquet, truth.parquet, crosswalk.parquet and M.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    communes = DENSE_COMMUNES if plan.dense else COMMUNES
    parts = -(-plan.people // PART)
    files = {name: folder / f"{name}.parquet" for name in ("P", "S", "truth")}
    with ExitStack() as stack:
        out: dict[str, pq.ParquetWriter] = {}
        for part in range(parts):
            tables = _part(plan, part, parts, communes)
            for name, table in tables.items():
                if name not in out:
                    out[name] = stack.enter_context(pq.ParquetWriter(files[name], table.schema))
                out[name].write_table(table, row_group_size=ROWS_PER_GROUP)
    pq.write_table(crosswalk(communes), folder / "crosswalk.parquet")
    (folder / "M.yaml").write_text(MAPPING, encoding="utf-8")


def _part(plan: Plan, part: int, parts: int, communes: int) -> dict[str, pa.Table]:
    """Draw the part's share of people and rows; keys, households and numbers never meet another's."""
    rng = np.random.default_rng([plan.seed, part] if part else plan.seed)
    size, rows = plan.people // parts, plan.rows // parts
    days = DENSE_DAYS if plan.dense else 1
    start = plan.seed * 7_919 % 1_000_000
    registered, strangers = (part * SERIALS, start), ((part + parts) * SERIALS, start)
    if plan.errors == "other":
        who = families(rng, size, communes, *registered)
        table = other_errors.sector(rng, who, rows, communes, strangers)
    else:
        who = people(rng, size, communes, days, *registered)
        others = people(rng, rows * 8 // 100 + 1, communes, days, *strangers)
        table = sector(rng, who, rows, others, communes)
    who.household += part * size
    key = table.column_names.index("ma_so")
    keys = pc.binary_join_element_wise(f"{part:02}", table["ma_so"], "")
    table = table.set_column(key, "ma_so", keys)
    return {
        "P": register(rng, who),
        "S": table.drop_columns(["truth"]),
        "truth": table.select(["ma_so", "truth"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--errors", choices=("usual", "other"), default="usual")
    args = parser.parse_args()
    generate(args.folder, Plan(args.people, args.rows, args.seed, args.dense, args.errors))


if __name__ == "__main__":
    main()
