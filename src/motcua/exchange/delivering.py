"""Send what waits, in order per dossier and in parallel across dossiers, for ever."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from django.db import Error as DatabaseError
from django.db import connection

from motcua.exchange import leases
from motcua.exchange.circuits import Circuit
from motcua.exchange.errors import Malformed, Refused, Unreachable, Unrenderable
from motcua.exchange.leases import Leased, LeaseLost, Pace
from motcua.exchange.planning import Step, Waiting, next_step
from motcua.exchange.tracing import request_id
from motcua.kernel import clock

log = logging.getLogger(__name__)
IDLE_S = 0.3
DATABASE_AWAY_S = 1.0
LANES_A_ROUND = 8


@dataclass(frozen=True)
class ToRender:
    """What a mapping is asked to put into the destination's words."""

    dossier: str
    ordinal: int
    kind: str
    cause: UUID


class Sender(Protocol):
    """One destination, put together by the composition root.

    ``mapping_version`` grows when ``render`` was corrected; ``batch`` is how many progress rows
    one message carries. ``render`` raises ``Unrenderable``; ``send`` raises ``Unreachable``,
    ``Malformed`` or ``Refused``. ``known`` says that the destination has the dossier already.
    """

    @property
    def mapping_version(self) -> int: ...

    @property
    def batch(self) -> int: ...

    def render(self, delivery: ToRender) -> str: ...

    def send(self, kind: str, dossier: str, bodies: Sequence[str], *, known: bool) -> None: ...


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
        """Serve up to ``limit`` due lanes in this thread; returns how many were leased."""
        served = 0
        for destination, circuit in self.circuits.items():
            if not circuit.allows():
                continue
            count = 1 if circuit.is_open else limit
            was_open = circuit.is_open
            for lane in leases.lease([destination], count, self.pace):
                if circuit.is_open and not was_open:
                    leases.give_back(lane)
                else:
                    self._serve(lane)
                served += 1
        return served

    def run(self, stop: threading.Event, threads: int = 4) -> None:
        """Deliver until ``stop`` is set."""
        with ThreadPoolExecutor(threads, thread_name_prefix="courier") as pool:
            for done in [pool.submit(self._run_one, stop) for _ in range(threads)]:
                done.result()

    def _run_one(self, stop: threading.Event) -> None:
        while not stop.is_set():
            pause = 0.0
            try:
                if not self.deliver_once():
                    pause = IDLE_S
            except DatabaseError:
                log.warning("database away", exc_info=True)
                pause = DATABASE_AWAY_S
            finally:
                connection.close()
            stop.wait(pause)

    def _serve(self, lane: Leased) -> None:
        try:
            self._send_all(lane)
        except LeaseLost:
            log.warning("lease lost", extra={"dossier": lane.dossier})

    def _send_all(self, lane: Leased) -> None:
        sender = self.senders[lane.destination]
        circuit = self.circuits[lane.destination]
        waiting, batch = leases.waiting(lane), sender.batch
        while step := next_step(waiting, known=lane.known, batch=batch):
            request_id.set(step.carries[0].request_id)
            bodies, unrenderable = self._bodies(lane, step, sender)
            if unrenderable:
                waiting = _quarantined(waiting, unrenderable)
                continue
            try:
                sender.send(step.carries[0].kind, lane.dossier, bodies, known=lane.known)
            except (Unreachable, Malformed) as fault:
                circuit.failed()
                leases.back_off(lane, fault.kind, self.pace)
                return
            except Refused as refusal:
                self._answered(lane, circuit)
                if len(step.carries) > 1:  # find which of them is refused, with the same bytes
                    waiting, batch = leases.waiting(lane), 1
                    continue
                self._quarantine(lane, step.carries[0], f"{refusal.code}: {refusal.reason}")
                waiting = _quarantined(waiting, step.carries[0])
            else:
                self._answered(lane, circuit)
                leases.acknowledge(lane, step, clock.now())
                done = {one.id for one in step.carries} | set(step.supersedes)
                waiting = [one for one in waiting if one.id not in done]
        leases.rest(lane)

    def _bodies(self, lane: Leased, step: Step, sender: Sender) -> tuple[list[str], Waiting | None]:
        """Return the frozen bodies of a step, or the delivery that could not be rendered."""
        rendered: dict[int, str] = {}
        for one in step.carries:
            if one.body is None:
                asked = ToRender(lane.dossier, one.ordinal, one.kind, one.cause)
                try:
                    rendered[one.id] = sender.render(asked)
                except DatabaseError:
                    raise
                except Exception as fault:  # a fault of one mapping stops no other dossier
                    known = isinstance(fault, Unrenderable)
                    log.warning("not rendered", exc_info=not known, extra={"dossier": lane.dossier})
                    self._quarantine(lane, one, str(fault) if known else type(fault).__name__)
                    return [], one
        leases.freeze(lane, rendered, sender.mapping_version, self.pace)
        return [rendered[one.id] if one.body is None else one.body for one in step.carries], None

    def _quarantine(self, lane: Leased, delivery: Waiting, reason: str) -> None:
        log.warning("quarantined", extra={"dossier": lane.dossier, "ordinal": delivery.ordinal})
        version = self.senders[lane.destination].mapping_version
        leases.quarantine(lane, delivery, reason, version)

    def _answered(self, lane: Leased, circuit: Circuit) -> None:
        if circuit.succeeded():
            leases.wake(lane.destination)


def _quarantined(waiting: Sequence[Waiting], which: Waiting) -> list[Waiting]:
    return [replace(one, quarantined=True) if one.id == which.id else one for one in waiting]
