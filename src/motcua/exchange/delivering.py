"""Send what waits, in order per dossier and in parallel across dossiers, for ever."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import Error as DatabaseError
from django.db import connection

from motcua.exchange import leases
from motcua.exchange.batches import Batch
from motcua.exchange.circuits import Circuit
from motcua.exchange.leases import Leased, Pace
from motcua.exchange.sending import Sender

log = logging.getLogger(__name__)
IDLE_S = 0.3
DATABASE_AWAY_S = 1.0
LANES_A_ROUND = 8


class Courier:
    """Serves the lanes of some destinations; one circuit a destination."""

    def __init__(self, senders: Mapping[str, Sender], pace: Pace | None = None) -> None:
        self.senders = senders
        self.pace = pace or Pace()
        self.circuits = {destination: Circuit() for destination in senders}

    def cure(self) -> int:
        """Reopen what older mappings had quarantined; returns the number of lanes."""
        return sum(leases.cure(name, one.mapping_version) for name, one in self.senders.items())

    def deliver_once(self, limit: int = LANES_A_ROUND) -> int:
        """Serve due lanes in this thread; returns how many were leased.

        Up to ``limit`` lanes a destination, or one message's worth where that is more.
        """
        return sum(self._deliver(destination, limit) for destination in self.circuits)

    def run(self, stop: threading.Event, threads: int = 4, rest_s: float = 0.0) -> None:
        """Deliver until ``stop`` is set; ``rest_s`` between rounds lets more travel together."""
        with ThreadPoolExecutor(threads, thread_name_prefix="courier") as pool:
            for done in [pool.submit(self._run_one, stop, rest_s) for _ in range(threads)]:
                done.result()

    def _run_one(self, stop: threading.Event, rest_s: float) -> None:
        while not stop.is_set():
            pause = rest_s
            try:
                if not self.deliver_once():
                    pause = max(IDLE_S, rest_s)
            except DatabaseError:
                log.warning("database away", exc_info=True)
                pause = DATABASE_AWAY_S
            except Exception:  # a fault of ours: the leases end, and the lanes come again
                log.exception("delivery interrupted")
                pause = DATABASE_AWAY_S
            finally:
                connection.close()
            stop.wait(pause)

    def _deliver(self, destination: str, limit: int) -> int:
        """Serve one destination: an open circuit lets a single lane probe."""
        sender, circuit = self.senders[destination], self.circuits[destination]
        if not circuit.allows():
            return 0
        probing = circuit.is_open
        count = 1 if probing else max(limit, sender.lanes)
        leased = leases.lease([destination], count, self.pace)
        for first in range(0, len(leased), sender.lanes):
            group = leased[first : first + sender.lanes]
            if circuit.is_open and not probing:
                leases.give_back(group)
            else:
                self._serve(destination, group)
        return len(leased)

    def _serve(self, destination: str, group: Sequence[Leased]) -> None:
        sender, circuit = self.senders[destination], self.circuits[destination]
        lanes = {lane.id: lane for lane in group}
        Batch(destination, sender, circuit, self.pace, lanes).deliver()
