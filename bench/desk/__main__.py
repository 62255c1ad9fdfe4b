"""Queue and search of the desk with many dossiers: python -m bench.desk [--dossiers N] [--pages N]

Pages are asked in one process through Django's own client, so that the figure is the page and its
statements, not the network. An empty page is that of an official whose commune has no dossier.
"""

from __future__ import annotations

import argparse
import logging
import time
from statistics import quantiles
from typing import Any

from bench.web import node

MOST_STATEMENTS = 6
MOST_RATIO = 2.0
BUSY, IDLE = "H44.28.05", "H44.28.06"
ASKED = {
    "queue": "/desk/?tab=receive",
    "queue, my own work": "/desk/?tab=work&who=me",
    "queue, what has ended": "/desk/?tab=done",
    "search by a frequent name": "/desk/?q=bui van",  # a quarter of all
    "search by a name and a number": "/desk/?q=bui van 12",
    "search by a rare name": "/desk/?q=Thien Phuc 777",
    "search by code": "/desk/?q=261101-0777",
    "search by personal id": "/desk/?q=017200000777",
    "search by phone": "/desk/?q=0900000777",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=60, help="of each kind")
    args = parser.parse_args()
    with node.database():
        import django

        django.setup()
        logging.disable(logging.INFO)
        from bench.desk import people, rows
        from motcua.operations.loading import load_agencies

        load_agencies()
        rows.fill(args.dossiers, BUSY, but=IDLE)
        idle, busy = people.receiver(IDLE), people.receiver(BUSY)
        _, empty = _times(idle, ASKED["queue"], args.pages)
        print(f"an empty page: p95 {empty * 1000:.1f} ms, {args.dossiers} dossiers in all")
        for name, address in ASKED.items():
            statements, p95 = _times(busy, address, args.pages)
            met = statements <= MOST_STATEMENTS and p95 <= MOST_RATIO * empty
            print(
                f"{name}: {statements} statements, p95 {p95 * 1000:.1f} ms, "
                f"{p95 / empty:.2f} × an empty page: {'met' if met else 'MISSED'}",
                flush=True,
            )


def _times(client: object, address: str, pages: int) -> tuple[int, float]:
    """Return the statements of one page, and the 95th percentile of ``pages`` in seconds."""
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    get = client.get  # type: ignore[attr-defined]
    get(address)
    with connection.execute_wrapper(count):
        get(address)
    took = []
    for _ in range(pages):
        begun = time.perf_counter()
        if get(address).status_code != 200:
            raise RuntimeError(f"{address} did not answer")
        took.append(time.perf_counter() - begun)
    return len(asked), quantiles(took, n=20)[-1]


if __name__ == "__main__":
    main()
