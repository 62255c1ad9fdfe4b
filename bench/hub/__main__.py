"""The figures of the hub: python -m bench.hub [--dossiers N] [--stored N] [--pages N]

The load generator runs on the same machine. 'A processor's second' is what the hub's own
processes used, whoever else was busy; PostgreSQL's part is in the rate by the clock only.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

from bench.hub import stand
from bench.hub.province import Line, a_dossier, a_step

AT_ONCE = 100
TARGETS = {"taken": 400.0, "inserts": 0.25, "parity": 3.0, "page": 3.0, "rebuild": 5000.0}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hub", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=4_000, help="sent over HTTP")
    parser.add_argument("--stored", type=int, default=100_000, help="held for parity and pages")
    parser.add_argument("--pages", type=int, default=60, help="openings of each page")
    args = parser.parse_args()
    with stand.hub() as (url, server):
        _taking(url, server, args.dossiers)
        _rebuilding()
        _parity_and_pages(url, args.stored, args.pages)


def _taking(url: str, server: int, count: int) -> None:
    from bench.hub.stored import plain_inserts_a_second

    control = plain_inserts_a_second(min(count, 1000))
    used = stand.cpu_seconds(server)
    begun = time.perf_counter()
    _send(url, "DongBoHoSoMC", [a_dossier(number) for number in range(count)])
    took, used = time.perf_counter() - begun, stand.cpu_seconds(server) - used
    rate = count / took
    told = f"{rate:.0f}/s by the clock, {count / used:.0f} in a processor's second"
    _say("dossiers taken in messages of 100", told, -count / used, "taken")
    told = f"{rate / control:.2f} of plain inserts, one a transaction ({control:.0f}/s)"
    _say("dossiers taken", told, -rate / control, "inserts")
    begun = time.perf_counter()
    steps = [a_step(number, 1 + step) for number in range(count // 2) for step in range(4)]
    _send(url, "CapNhatTienDoHoSoMC", steps)
    print(f"steps taken: {len(steps) / (time.perf_counter() - begun):.0f}/s by the clock")


def _send(url: str, service: str, items: list[dict[str, object]]) -> None:
    parts = [items[first : first + AT_ONCE] for first in range(0, len(items), AT_ONCE)]
    lines = [Line(url), Line(url)]
    with ThreadPoolExecutor(len(lines)) as pool:
        shares = zip(lines, (parts[0::2], parts[1::2]), strict=True)
        list(pool.map(lambda share: [share[0].send(service, part) for part in share[1]], shares))


def _rebuilding() -> None:
    from motcua.hub.rebuilding import rebuild

    begun, used = time.perf_counter(), time.process_time()
    done = rebuild(lambda _: None)
    took, used = time.perf_counter() - begun, time.process_time() - used
    told = (
        f"{done.items / took:.0f}/s by the clock, {done.items / used:.0f} in a processor's second"
    )
    _say(f"rebuilding from {done.items} items", told, -done.items / took, "rebuild")
    if done.changed:
        raise RuntimeError(f"{done.changed} rows differed")


def _parity_and_pages(url: str, stored: int, times: int) -> None:
    from bench.hub.pages import EMPTY, official, p95_ms
    from bench.hub.stored import fill

    fill(stored)
    line = Line(url)
    begun = time.perf_counter()
    days = line.call("/ndxp/share", service="MC_DoiSoat", cap="ngay")["result"]
    took = time.perf_counter() - begun
    _say(f"parity of {stored} dossiers, {len(days)} days", f"{took:.2f} s", took, "parity")
    p95 = p95_ms(url, official(), times)
    for path, ms in p95.items():
        if path != EMPTY:
            told = f"{ms / p95[EMPTY]:.1f} of an empty page ({p95[EMPTY]:.0f} ms)"
            _say(f"p95 of {path} with {stored} dossiers", told, ms / p95[EMPTY], "page")


def _say(what: str, told: str, value: float, key: str) -> None:
    """Print one figure beside its target; a negative value is better when larger."""
    target = TARGETS[key]
    met = -value >= target if value < 0 else value <= target
    side = "at least" if value < 0 else "at most"
    print(f"{what}: {told} — target {side} {target:g}: {'met' if met else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
