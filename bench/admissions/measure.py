"""One process measured from the outside: wall clock, processor time, peak memory."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measured:
    """Seconds and MB; ``status`` is the exit status, None when stopped at the limit."""

    wall: float
    cpu: float
    megabytes: float
    status: int | None


def measure(command: Sequence[str], *, limit: float = 600, **environment: str) -> Measured:
    """Run ``command`` to its end, or stop it after ``limit`` seconds."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        child.kill()

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, usage = os.wait4(child.pid, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Measured(
        time.perf_counter() - began,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        None if stopped else child.returncode,
    )


def alternately(runs: int, *works: Callable[[], Measured]) -> list[Measured]:
    """Run the works in turn, so that all see the same machine; return the median of each."""
    found: list[list[Measured]] = [[] for _ in works]
    for _ in range(runs):
        for each, work in zip(found, works, strict=True):
            each.append(work())
    return [
        Measured(
            median(m.wall for m in each),
            median(m.cpu for m in each),
            max(m.megabytes for m in each),
            each[-1].status,
        )
        for each in found
    ]
