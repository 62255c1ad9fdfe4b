"""Serve some leased lanes of one destination together, each in its own order.

A round costs one reading of what waits, and for each message one freezing, one sending and one
acknowledgement, however many dossiers it carries.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from motcua.exchange import leases
from motcua.exchange.circuits import Circuit
from motcua.exchange.errors import ExchangeError, Refused, Undelivered, Unrenderable
from motcua.exchange.leases import Done, Fault, Leased, Pace
from motcua.exchange.planning import Step, Waiting, next_step
from motcua.exchange.sending import Accepted, Item, Outcome, Sender, ToRender
from motcua.exchange.tracing import request_id
from motcua.kernel import clock

log = logging.getLogger(__name__)
Refusal = tuple[int, int, str]  # lane, delivery, reason


@dataclass
class Batch:
    """Lanes of one destination that this worker has leased."""

    destination: str
    sender: Sender
    circuit: Circuit
    pace: Pace
    lanes: dict[int, Leased]
    waiting: dict[int, list[Waiting]] = field(default_factory=dict)

    def deliver(self) -> None:
        """Send until nothing of these lanes may go, then give them back."""
        self.waiting = leases.waiting(self._held())
        while steps := self._next():
            kind = next(iter(steps.values())).carries[0].kind
            steps = {lane: one for lane, one in steps.items() if one.carries[0].kind == kind}
            bodies = self._bodies(steps)
            ready = {
                lane: step for lane, step in steps.items()
                if lane in self.lanes and all(one.id in bodies for one in step.carries)
            }  # fmt: skip
            if ready:
                self._send(kind, ready, bodies)
        leases.rest(self._held())

    def _held(self) -> Collection[Leased]:
        return list(self.lanes.values())

    def _next(self) -> dict[int, Step]:
        steps = {
            lane.id: next_step(
                self.waiting[lane.id], known=lane.known, batch=self.sender.batch
            )
            for lane in self._held()
        }  # fmt: skip
        return {lane: step for lane, step in steps.items() if step}

    def _bodies(self, steps: Mapping[int, Step]) -> dict[int, str]:
        """Return the frozen bodies by delivery; set aside what could not be rendered."""
        carried = [(lane, one) for lane, step in steps.items() for one in step.carries]
        bodies = {one.id: one.body for _, one in carried if one.body is not None}
        fresh = [(lane, one) for lane, one in carried if one.body is None]
        asked = [
            ToRender(self.lanes[lane].dossier, one.ordinal, one.kind, one.cause)
            for lane, one in fresh
        ]
        rendered = list(zip(fresh, self.sender.render(asked) if asked else (), strict=True))
        made = [(lane, one.id, got) for (lane, one), got in rendered if isinstance(got, str)]
        faulty = [
            (lane, one.id, _told(got)) for (lane, one), got in rendered if not isinstance(got, str)
        ]
        self._set_aside(faulty)
        kept = leases.freeze(self._held(), made, self.sender.mapping_version, self.pace)
        self._keep(kept)
        return bodies | {delivery: body for _, delivery, body in made}

    def _send(self, kind: str, steps: Mapping[int, Step], bodies: Mapping[int, str]) -> None:
        carried = [(lane, one) for lane, step in steps.items() for one in step.carries]
        items = [
            Item(self.lanes[lane].dossier, bodies[one.id], self.lanes[lane].known)
            for lane, one in carried
        ]
        requests = sorted({one.request_id for _, one in carried if one.request_id})
        token = request_id.set(requests[0] if len(requests) == 1 else "")
        try:
            outcomes = self.sender.send(kind, items)
        finally:
            request_id.reset(token)
        log.info("sent", extra={"items": len(items), "service": kind, "requests": requests})
        self._note(outcomes)
        self._settle(steps, list(zip(carried, outcomes, strict=True)))

    def _note(self, outcomes: Sequence[Outcome]) -> None:
        answered = (Accepted, Refused, Undelivered)
        if not any(isinstance(one, answered) for one in outcomes):
            if self.circuit.failed():
                leases.tell_line(self.destination, is_open=True)
        elif self.circuit.succeeded():
            leases.tell_line(self.destination, is_open=False)
            leases.wake(self.destination)

    def _settle(
        self, steps: Mapping[int, Step], told: Sequence[tuple[tuple[int, Waiting], Outcome]]
    ) -> None:
        """Acknowledge, set aside or put off; nothing behind a fault of its lane counts."""
        done: list[Done] = []
        refused: list[Refusal] = []
        faults: dict[int, Fault] = {}
        for (lane, one), outcome in told:
            if lane in faults:
                continue
            if isinstance(outcome, Accepted):
                done += _arrived(lane, one, steps[lane], outcome)
            elif isinstance(outcome, Refused):
                refused.append((lane, one.id, f"{outcome.code}: {outcome.reason}"))
            else:
                faults[lane] = _fault(outcome)
        if done:
            self._acknowledge(done)
        self._set_aside(refused)
        self._put_off(faults)

    def _acknowledge(self, done: Sequence[Done]) -> None:
        kept = leases.acknowledge(self._held(), done, clock.now())
        arrived = {one.delivery for one in done}
        for lane, rows in self.waiting.items():
            self.waiting[lane] = [row for row in rows if row.id not in arrived]
        self._keep(kept)

    def _set_aside(self, refused: Sequence[Refusal]) -> None:
        if not refused:
            return
        for lane, _, reason in refused:
            extra = {"dossier": self.lanes[lane].dossier, "reason": reason}
            log.warning("quarantined", extra=extra)
        kept = leases.quarantine(self._held(), refused, self.sender.mapping_version)
        gone = {delivery for _, delivery, _ in refused}
        for lane in {lane for lane, _, _ in refused}:
            self.waiting[lane] = [
                replace(row, quarantined=row.quarantined or row.id in gone)
                for row in self.waiting[lane]
            ]
        self._keep(kept)

    def _put_off(self, faults: Mapping[int, Fault]) -> None:
        late = [self.lanes.pop(lane) for lane in faults if lane in self.lanes]
        leases.back_off(late, faults, self.pace)

    def _keep(self, kept: set[int]) -> None:
        lost = self.lanes.keys() - kept
        for lane in lost:
            log.warning("lease lost", extra={"dossier": self.lanes.pop(lane).dossier})


def _arrived(lane: int, one: Waiting, step: Step, outcome: Accepted) -> list[Done]:
    newest = Done(lane=lane, delivery=one.id, whole=one.coalesce, stored=outcome.stored)
    reason = f"superseded by {one.ordinal}"
    older = [
        Done(lane=lane, delivery=id_, reason=reason, stored=outcome.stored)
        for id_ in step.supersedes
    ]
    return [newest, *older]


def _fault(error: ExchangeError) -> Fault:
    return Fault(error.kind, unknown=error.kind == "unknown_dossier")


def _told(fault: Exception) -> str:
    if isinstance(fault, Unrenderable):
        return str(fault)
    log.warning("not rendered", exc_info=fault)
    return type(fault).__name__
