"""A control from the package index, on the same tables, in its own interpreter.

python -m bench.admissions.packages algmatch|matching FOLDER OUT.parquet
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


def main() -> None:
    package, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    wishes, quota, lottery, floor = _tables(folder)
    people: dict[int, list[int]] = {c: [] for c in lottery}
    places: dict[int, list[tuple]] = {p: [] for p in quota}
    for who, rank, what, score in wishes:
        if score >= floor[what]:
            people[who].append(what)
            places[what].append((-score, rank, lottery[who], who))
    people = {who: listed for who, listed in people.items() if listed}
    ranked = {
        what: [entry[3] for entry in sorted(listed)] for what, listed in places.items() if listed
    }
    solve = _algmatch if package == "algmatch" else _matching
    granted = solve(people, ranked, quota)
    programme = [granted.get(who) for who in sorted(lottery)]
    pq.write_table(pa.table({"programme": pa.array(programme, pa.int64())}), out)


def _tables(folder: Path):
    tables = {
        n: pq.read_table(folder / f"{n}.parquet")
        for n in ("candidates", "programmes", "preferences")
    }
    table = tables["preferences"]
    columns = [table[c].to_numpy() for c in ("candidate", "rank", "programme", "score")]
    order = np.lexsort((columns[1], columns[0]))
    wishes = zip(*(column[order].tolist() for column in columns), strict=True)
    seats = tables["programmes"].to_pydict()
    people = tables["candidates"].to_pydict()
    return (
        wishes,
        dict(zip(seats["programme"], seats["quota"], strict=True)),
        dict(zip(people["candidate"], people["lottery"], strict=True)),
        dict(zip(seats["programme"], seats["floor"], strict=True)),
    )


def _algmatch(people, ranked, quota):
    from algmatch.hospitalResidentsProblem import HospitalResidentsProblem

    problem = HospitalResidentsProblem(
        dictionary={
            "residents": {c + 1: [p + 1 for p in listed] for c, listed in people.items()},
            "hospitals": {
                p + 1: {"capacity": quota[p], "preferences": [c + 1 for c in listed]}
                for p, listed in ranked.items()
            },
        }
    )
    found = problem.get_stable_matching()["resident_sided"]
    return {int(c[1:]) - 1: int(p[1:]) - 1 for c, p in found.items() if p}


def _matching(people, ranked, quota):
    from matching.games import HospitalResident

    game = HospitalResident.create_from_dictionaries(people, ranked, {p: quota[p] for p in ranked})
    return {c.name: p.name for p, held in game.solve().items() for c in held}


if __name__ == "__main__":
    main()
