"""Small instances, and the answer found by trying everything."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pyarrow as pa


class Small(NamedTuple):
    candidates: pa.Table
    programmes: pa.Table
    preferences: pa.Table


def draw(seed: int) -> Small:
    """Return 1–6 candidates and 1–4 programmes, few scores, so that ties are the rule."""
    rng = np.random.default_rng(seed)
    people, places = int(rng.integers(1, 7)), int(rng.integers(1, 5))
    steps = int(rng.integers(1, 6))
    rows = []
    for candidate in range(people):
        chosen = rng.permutation(places)[: rng.integers(1, places + 1)]
        ranks = np.sort(rng.permutation(9)[: len(chosen)] + 1) if seed % 3 == 0 else None
        for index, programme in enumerate(chosen):
            rank = index + 1 if ranks is None else int(ranks[index])
            rows.append((candidate, rank, int(programme), 1500 + 100 * int(rng.integers(steps))))
    order = rng.permutation(len(rows))
    columns = list(zip(*(rows[i] for i in order), strict=True))
    names = ("candidate", "rank", "programme", "score")
    return Small(
        pa.table({"candidate": range(people), "lottery": rng.permutation(people)}),
        pa.table(
            {
                "programme": range(places),
                "quota": rng.integers(0, 4, places),
                "floor": rng.choice([0, 1500, 1600], places),
            }
        ),
        pa.table(dict(zip(names, columns, strict=True))),
    )


def draw_crowd(seed: int, people: int = 4000, places: int = 30) -> Small:
    """Return a crowd large enough for rounds over arrays, with some hundred ties at each cut."""
    rng = np.random.default_rng(seed)
    length = rng.integers(1, 9, people)
    rows = [
        (candidate, rank, int(programme), 5 * int(rng.integers(300, 560)))
        for candidate in range(people)
        for rank, programme in enumerate(rng.permutation(places)[: length[candidate]], start=1)
    ]
    names = ("candidate", "rank", "programme", "score")
    columns = zip(names, zip(*rows, strict=True), strict=True)
    return Small(
        pa.table({"candidate": range(people), "lottery": rng.permutation(people)}),
        pa.table(
            {
                "programme": range(places),
                "quota": rng.integers(0, people // places, places),
                "floor": rng.choice([0, 1500, 2000], places),
            }
        ),
        pa.table({name: list(values) for name, values in columns}),
    )


def every_result(small: Small) -> list[dict[int, int | None]]:
    """Return every way of giving each candidate one of their preferences, or none."""
    lists: dict[int, list[int | None]] = {
        c: [None] for c in small.candidates["candidate"].to_pylist()
    }
    for row in small.preferences.to_pylist():
        lists[row["candidate"]].append(row["programme"])
    return [dict(zip(lists, choice, strict=True)) for choice in product(*lists.values())]


class Judge:
    """Decides by the wording of the rule whether a result stands."""

    def __init__(self, small: Small, rule: str) -> None:
        self.rule = rule
        rows = small.preferences.to_pylist()
        lottery = {r["candidate"]: r["lottery"] for r in small.candidates.to_pylist()}
        self.quota = {r["programme"]: r["quota"] for r in small.programmes.to_pylist()}
        floor = {r["programme"]: r["floor"] for r in small.programmes.to_pylist()}
        self.rank = {(r["candidate"], r["programme"]): r["rank"] for r in rows}
        self.eligible = {
            (r["candidate"], r["programme"]) for r in rows if r["score"] >= floor[r["programme"]]
        }
        self.merit = {
            (r["candidate"], r["programme"]): (r["score"],)
            if rule == "ties"
            else (r["score"], -r["rank"], -lottery[r["candidate"]])
            for r in rows
        }

    def admits(self, applicants: list[int], programme: int) -> set[int]:
        """Return whom the programme takes: those with fewer than its quota strictly better."""
        merit = {c: self.merit[c, programme] for c in applicants if (c, programme) in self.eligible}
        return {
            c
            for c in merit
            if sum(other > merit[c] for other in merit.values()) < self.quota[programme]
        }

    def stands(self, result: dict[int, int | None]) -> bool:
        for programme in self.quota:
            held = [c for c, p in result.items() if p == programme]
            if self.admits(held, programme) != set(held):
                return False
            for candidate in result:
                envies = self._would_rather(candidate, programme, result[candidate])
                if envies and candidate in self.admits([*held, candidate], programme):
                    return False
        return True

    def _would_rather(self, candidate: int, programme: int, now: int | None) -> bool:
        wanted = self.rank.get((candidate, programme))
        if wanted is None or now == programme:
            return False
        return now is None or wanted < self.rank[candidate, now]

    def standing(self, candidate: int, programme: int | None) -> int:
        return 10_000 if programme is None else self.rank[candidate, programme]

    def best(self, results: list[dict[int, int | None]]) -> dict[int, int | None]:
        """Return, of all results that stand, the one that is best for every candidate."""
        stable = [result for result in results if self.stands(result)]
        best = {
            c: min((result[c] for result in stable), key=lambda p: self.standing(c, p))
            for c in results[0]
        }
        assert best in stable
        return best


def as_table(small: Small, result: dict[int, int | None]) -> pa.Table:
    """Return a result as the table that is published."""
    rank = {(r["candidate"], r["programme"]): r["rank"] for r in small.preferences.to_pylist()}
    return pa.table(
        {
            "candidate": pa.array(list(result), pa.int64()),
            "programme": pa.array(list(result.values()), pa.int64()),
            "rank": pa.array(
                [None if p is None else rank[c, p] for c, p in result.items()], pa.int16()
            ),
        }
    )
