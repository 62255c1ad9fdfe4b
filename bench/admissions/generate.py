"""Sets of ranked preferences that look like a national admission, and one that does not.

Realistic: popularity of programmes follows a power law, a candidate's scores in three
combinations share one ability, marks come in steps of 0.05 so that thousands tie.
Chain: every admission displaces exactly one candidate, thousands of times in a row.

    python -m bench.admissions.generate realistic|shuffled|chain PEOPLE WISHES PROGRAMMES FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

STEP = 5  # hundredths between two neighbouring scores
LONGEST = 20


class Tables(NamedTuple):
    candidates: pa.Table
    programmes: pa.Table
    preferences: pa.Table


def realistic(
    candidates: int, preferences: int, programmes: int, *, seed: int, shuffled: bool = False
) -> Tables:
    """Return about ``preferences`` rows; the seats suffice for 55 % of the candidates."""
    rng = np.random.default_rng(seed)
    weight = (np.arange(programmes) + 3.0) ** -0.75
    rng.shuffle(weight)
    who, what = _choices(rng, candidates, preferences, weight)
    score = _scores(rng, candidates, programmes, who, what)
    rank = _ranks(who)
    order = rng.permutation(len(who)) if shuffled else np.arange(len(who))
    size = rng.lognormal(0, 0.5, programmes) * weight**0.6
    quota = np.maximum(1, size * (0.55 * candidates / size.sum())).astype(np.int32)
    floor = rng.choice([1500, 1600, 1800, 2000], programmes, p=[0.6, 0.2, 0.15, 0.05])
    return Tables(
        _candidates(rng, candidates),
        pa.table(
            {
                "programme": np.arange(programmes, dtype=np.int32),
                "quota": quota,
                "floor": floor.astype(np.int16),
            }
        ),
        pa.table(
            {
                "candidate": who[order].astype(np.int32),
                "rank": rank[order].astype(np.int16),
                "programme": what[order].astype(np.int32),
                "score": score[order].astype(np.int16),
            }
        ),
    )


def chain(candidates: int, programmes: int, *, seed: int) -> Tables:
    """Return one displacement a round: candidate i holds seat i until i - 1 falls on it.

    The last candidate starts the avalanche at seat 0; the rest of the nation wants seat 0
    only and never reaches it.
    """
    rng = np.random.default_rng(seed)
    links = np.arange(programmes - 1)
    first = np.column_stack([links, np.full_like(links, 1), links, np.full_like(links, 2000)])
    second = np.column_stack([links, np.full_like(links, 2), links + 1, np.full_like(links, 2500)])
    spark = np.array([[programmes - 1, 1, 0, 2900]])
    crowd = np.arange(programmes, candidates)
    others = np.column_stack(
        [crowd, np.full_like(crowd, 1), np.zeros_like(crowd), 1500 + crowd % 100 * STEP]
    )
    rows = np.concatenate([first, second, spark, others])
    return Tables(
        _candidates(rng, candidates),
        pa.table(
            {
                "programme": np.arange(programmes, dtype=np.int32),
                "quota": np.ones(programmes, dtype=np.int32),
                "floor": np.full(programmes, 1500, dtype=np.int16),
            }
        ),
        pa.table(
            {
                "candidate": rows[:, 0].astype(np.int32),
                "rank": rows[:, 1].astype(np.int16),
                "programme": rows[:, 2].astype(np.int32),
                "score": rows[:, 3].astype(np.int16),
            }
        ),
    )


def _candidates(rng: np.random.Generator, count: int) -> pa.Table:
    return pa.table(
        {
            "candidate": np.arange(count, dtype=np.int32),
            "lottery": rng.permutation(count).astype(np.int32),
        }
    )


def _choices(
    rng: np.random.Generator, candidates: int, preferences: int, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Draw lists by popularity, drop what a candidate drew twice, sort by candidate."""
    wanted = preferences / candidates * 1.03
    length = np.clip(1 + rng.poisson(wanted - 1, candidates), 1, LONGEST)
    who = np.repeat(np.arange(candidates), length)
    edges = np.cumsum(weight / weight.sum())
    what = np.minimum(np.searchsorted(edges, rng.random(len(who))), len(weight) - 1)
    _, kept = np.unique(who * len(weight) + what, return_index=True)
    kept.sort()
    return who[kept], what[kept]


def _scores(
    rng: np.random.Generator,
    candidates: int,
    programmes: int,
    who: np.ndarray,
    what: np.ndarray,
) -> np.ndarray:
    ability = rng.normal(2050, 330, candidates)
    by_combination = ability[:, None] + rng.normal(0, 130, (candidates, 3))
    combination = rng.integers(0, 3, programmes)
    raw = by_combination[who, combination[what]]
    return np.clip(np.round(raw / STEP) * STEP, 0, 3000).astype(np.int64)


def _ranks(who: np.ndarray) -> np.ndarray:
    first = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
    return np.arange(len(who)) - np.repeat(first, np.diff(np.r_[first, len(who)])) + 1


def main() -> None:
    kind, folder = sys.argv[1], Path(sys.argv[5])
    people, wishes, programmes = (int(word) for word in sys.argv[2:5])
    if kind == "chain":
        tables = chain(people, programmes, seed=3)
    else:
        tables = realistic(people, wishes, programmes, seed=1, shuffled=kind == "shuffled")
    folder.mkdir(exist_ok=True)
    for name, table in zip(Tables._fields, tables, strict=True):
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


if __name__ == "__main__":
    main()
