"""Reading the preferences once against solving, in one warm process.

    python -m bench.admissions.solve_alone FOLDER RULE TIMES

prints JSON: seconds to read, and per engine the whole decision and the settling alone.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median

import pyarrow.parquet as pq

from motcua.admissions import compiled
from motcua.admissions.loading import Inputs
from motcua.admissions.matching import decide
from motcua.admissions.order import order_of


def main() -> None:
    folder, rule, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    names = ("candidates", "programmes", "preferences")
    paths = [folder / f"{name}.parquet" for name in names]
    instance, _ = Inputs(*paths).load(rule)
    seconds: dict[str, list[float]] = {}
    decide(instance, rule, "numba")  # compiled, or read from its cache, before anything is timed
    for _ in range(times):
        _timed(seconds, "read", lambda: [c.to_numpy() for c in pq.read_table(paths[2]).columns])
        for engine in ("numpy", "numba"):
            _timed(seconds, f"{engine} decide", lambda e=engine: decide(instance, rule, e))
        _timed(seconds, "numpy sort", lambda: order_of(instance))
        _timed(seconds, "numba sort", lambda: order_of(instance, compiled.sort))
    print(json.dumps({name: median(taken) for name, taken in seconds.items()}))


def _timed(seconds: dict[str, list[float]], name: str, work) -> None:
    began = time.perf_counter()
    work()
    seconds.setdefault(name, []).append(time.perf_counter() - began)


if __name__ == "__main__":
    main()
