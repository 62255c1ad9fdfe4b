"""The worker: the one place that puts senders, jobs and periodic rounds together."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection

from motcua.kernel import clock

log = logging.getLogger(__name__)
ROUND_S = 3.0
END_PATIENCE_S = 10.0
JOBS_AT_ONCE = 4


def work(threads: int = 4) -> None:
    """Run until SIGTERM or SIGINT; every part survives a database or system that goes away."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    parts: list[Callable[[threading.Event], None]] = [_jobs, _rounds]
    if settings.ROLE == "node":
        parts.append(lambda stop: _deliveries(stop, threads))
    running = [threading.Thread(target=part, args=(stop,), daemon=True) for part in parts]
    for thread in running:
        thread.start()
    log.info("worker started", extra={"role": settings.ROLE})
    stop.wait()
    enough = time.monotonic() + END_PATIENCE_S
    for thread in running:
        thread.join(timeout=max(0.0, enough - time.monotonic()))


def _deliveries(stop: threading.Event, threads: int) -> None:
    from motcua.exchange.delivering import Courier
    from motcua.operations.senders import senders

    courier = Courier(senders())
    courier.cure()
    courier.run(stop, threads)


def _rounds(stop: threading.Event) -> None:
    from motcua.operations.duties import duties

    while not stop.wait(ROUND_S):
        for duty in duties():
            try:
                duty(clock.now())
            except DatabaseError:
                log.warning("round interrupted", extra={"duty": duty.__name__}, exc_info=True)
            except Exception:
                log.exception("round failed", extra={"duty": duty.__name__})
        connection.close()


def _jobs(stop: threading.Event) -> None:
    """Run procrastinate's worker; when the database goes away it is started again."""
    import asyncio

    from procrastinate.contrib.django import app

    # the first signature of a day does not wait until the libraries are read
    from motcua.papers import checking, signing  # noqa: F401

    async def until_stopped() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())
        async with worker_app.open_async():
            task = asyncio.create_task(
                worker_app.run_worker_async(
                    concurrency=JOBS_AT_ONCE, install_signal_handlers=False, wait=True,
                    fetch_job_polling_interval=1.0,
                )
            )  # fmt: skip
            while not stop.is_set() and not task.done():
                await asyncio.wait([task], timeout=0.5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    while not stop.is_set():
        try:
            asyncio.run(until_stopped())
        except Exception:
            log.warning("jobs interrupted", exc_info=True)
            stop.wait(1.0)
