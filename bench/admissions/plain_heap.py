"""The control: deferred acceptance as one would write it first, with a heap per programme.

python -m bench.admissions.plain_heap FOLDER RULE OUT.parquet
"""

from __future__ import annotations

import heapq
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


def main() -> None:
    folder, rule, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    columns = {}
    for name in ("candidates", "programmes", "preferences"):
        table = pq.read_table(folder / f"{name}.parquet")
        columns[name] = {c: table[c].to_numpy() for c in table.column_names}
    wishes = columns["preferences"]
    order = np.lexsort((wishes["rank"], wishes["candidate"]))
    who, what, rank, score = (wishes[c][order] for c in ("candidate", "programme", "rank", "score"))
    count = len(columns["candidates"]["candidate"])
    first = np.searchsorted(who, np.arange(count + 1)).tolist()
    lists = what.tolist(), rank.tolist(), score.tolist(), first
    quota, floor = (columns["programmes"][c].tolist() for c in ("quota", "floor"))
    lottery = columns["candidates"]["lottery"].tolist()
    granted = (strict if rule == "strict" else ties)(lists, quota, floor, lottery)
    programme = [None if row < 0 else lists[0][row] for row in granted]
    ranks = [None if row < 0 else lists[1][row] for row in granted]
    result = {"candidate": pa.array(range(count), pa.int64()),
              "programme": pa.array(programme, pa.int64()), "rank": pa.array(ranks, pa.int16())}  # fmt: skip
    pq.write_table(pa.table(result), out)


def strict(lists, quota, floor, lottery):
    what, rank, score, first = lists
    granted = [-1] * len(lottery)
    heaps = [[] for _ in quota]
    for candidate in range(len(lottery)):
        moving, row = candidate, first[candidate]
        while row < first[moving + 1]:
            place = what[row]
            if score[row] < floor[place]:
                row += 1
                continue
            entry = (score[row], -rank[row], -lottery[moving], moving, row)
            if len(heaps[place]) < quota[place]:
                heapq.heappush(heaps[place], entry)
                granted[moving] = row
                break
            out = heapq.heappushpop(heaps[place], entry)
            granted[moving] = row
            moving = out[3]
            granted[moving] = -1
            row = out[4] + 1
    return granted


def ties(lists, quota, floor, lottery):
    what, _, score, first = lists
    granted = [-1] * len(lottery)
    groups = [{} for _ in quota]
    heaps = [[] for _ in quota]
    held = [0] * len(quota)
    waiting = [(c, first[c]) for c in range(len(lottery) - 1, -1, -1)]
    while waiting:
        candidate, row = waiting.pop()
        while row < first[candidate + 1] and score[row] < floor[what[row]]:
            row += 1
        if row == first[candidate + 1]:
            granted[candidate] = -1
            continue
        place, mark = what[row], score[row]
        if mark not in groups[place]:
            groups[place][mark] = []
            heapq.heappush(heaps[place], mark)
        groups[place][mark].append((candidate, row))
        held[place] += 1
        granted[candidate] = row
        while held[place] - len(groups[place][heaps[place][0]]) >= quota[place]:
            fallen = groups[place].pop(heapq.heappop(heaps[place]))
            held[place] -= len(fallen)
            waiting += [(c, r + 1) for c, r in fallen]
    return granted


if __name__ == "__main__":
    main()
