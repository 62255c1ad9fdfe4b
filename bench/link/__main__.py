"""The figures of the national link: python -m bench.link drain|parity [--dossiers N] [--threads N]

``drain``: a backlog of dossiers that were received while the line was down is drained over HTTP into a real
hub process on the same machine. The control are plain INSERTs of the rows that the hub stored,
one transaction a dossier, into equal tables of the same cluster.

``parity``: both sides hold N dossiers (a million), ten of which differ; the round that finds and
posts them again, and the bytes it cost without headers.
"""

from __future__ import annotations

import argparse
import resource
import threading
import time
from pathlib import Path

from bench.link.stage import stage

TARGET_RATE = 200
TARGET_RATIO = 0.25
TARGET_MEMORY = 0.10
TARGET_PARITY_S = 10
TARGET_BYTES = 1_000_000
LOOK_AGAIN_S = 0.2
MOST_S = 300


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.link", description=__doc__)
    parser.add_argument("what", choices=["drain", "parity"])
    parser.add_argument("--dossiers", type=int, help="9,999 to drain, 1,000,000 to compare")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    with stage() as hub:
        import django

        django.setup()
        from motcua.operations.loading import load_agencies

        load_agencies()
        if args.what == "parity":
            _parity(hub, args.dossiers or 1_000_000)
        else:
            _drain_beside_inserts(hub, args.dossiers or 9_999, args.threads)


def _parity(hub: str, count: int) -> None:
    from bench.link.parity import DIFFERENT, measured

    found, healed, sent = measured(hub, count)
    what = f"parity over {count} dossiers, {DIFFERENT} of which differ"
    _say(
        f"{what}, found and posted again",
        f"{found:.2f} s",
        found < TARGET_PARITY_S,
        TARGET_PARITY_S,
    )
    print(f"both sides agree after {healed:.2f} s", flush=True)
    _say(f"{what}, on the wire", f"{sent} bytes", sent < TARGET_BYTES, TARGET_BYTES)


def _drain_beside_inserts(hub: str, count: int, threads: int) -> None:
    from bench.link.raw import inserts_a_second

    rate = _drain(count, threads)
    raw = inserts_a_second(hub, min(2_000, count))
    _say("drain", f"{rate:.0f} dossiers/s", rate >= TARGET_RATE, TARGET_RATE)
    ratio = rate / raw
    _say("beside raw INSERTs", f"{ratio:.2f} of {raw:.0f}/s", ratio >= TARGET_RATIO, TARGET_RATIO)


def _drain(count: int, threads: int) -> float:
    """Deliver everything as the worker does; returns dossiers a second."""
    from bench.link import backlog
    from motcua.exchange.delivering import Courier
    from motcua.exchange.models import Delivery, Lane
    from motcua.operations.senders import senders

    waiting = backlog.make(count)
    print(f"{count} dossiers wait, {waiting} deliveries", flush=True)
    stop = threading.Event()
    courier = Courier({"national": senders()["national"]})
    worker = threading.Thread(target=courier.run, args=(stop, threads))
    begun, spent = time.perf_counter(), time.process_time()
    worker.start()
    warm = 0.0
    while (left := Lane.objects.filter(next_attempt_at__isnull=False).count()) > 0:
        if left < count * 0.8 and not warm:
            warm = _memory_mb()
        if time.perf_counter() - begun > MOST_S:
            raise TimeoutError(f"{left} dossiers still wait")
        stop.wait(LOOK_AGAIN_S)
    took, spent = time.perf_counter() - begun, time.process_time() - spent
    stop.set()
    worker.join()
    proven = Delivery.objects.filter(state="acknowledged", proven=True).count()
    print(f"{proven} of {waiting} deliveries proven; {spent / count * 1000:.2f} ms of the worker's "
          f"processor time a dossier", flush=True)  # fmt: skip
    grown = _memory_mb() / warm - 1 if warm else 0.0
    told = f"{_memory_mb():.0f} MiB, {grown:+.0%} since a fifth was drained"
    _say("memory of the worker", told, grown <= TARGET_MEMORY, TARGET_MEMORY)
    return count / took


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _say(what: str, told: str, met: bool, target: float) -> None:
    print(f"{what}: {told} — target {target}: {'met' if met else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
