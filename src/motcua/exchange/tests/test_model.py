"""A small model of the link: workers that die anywhere, a line that loses, doubles and delays.

The model drives the real rows (lanes, leases, deliveries) and the real planning against a hub that
folds by sequence, as ours does. Hypothesis chooses the order of everything; the invariants are
those named in docs/delivery.md.
"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from motcua.exchange import lanes, leases
from motcua.exchange.batches import Batch
from motcua.exchange.circuits import Circuit
from motcua.exchange.errors import Unreachable
from motcua.exchange.lanes import Outgoing
from motcua.exchange.leases import Pace
from motcua.exchange.models import Delivery
from motcua.exchange.sending import Accepted, Item, Outcome, ToRender
from motcua.kernel import clock

DOSSIERS = ("a", "b", "c")
# a dead worker's lease ends at once, and every lane is due again at once
PACE = Pace(lease_s=0, back_off_s=0, back_off_cap_s=0)


class Died(BaseException):
    """The worker was killed; it is no ``Exception``, so nothing of ours may catch it."""


class Hub:
    """Keeps the highest snapshot and the set of rows of each dossier, whatever comes twice."""

    def __init__(self) -> None:
        self.snapshot: dict[str, int] = {}
        self.rows: dict[str, list[int]] = {one: [] for one in DOSSIERS}
        self.refused_rows = 0

    def take(self, item: Item) -> None:
        kind, ordinal = item.body.split("-")
        if kind == "S":
            self.snapshot[item.dossier] = max(self.snapshot.get(item.dossier, 0), int(ordinal))
        elif item.dossier not in self.snapshot:
            self.refused_rows += 1
        elif int(ordinal) not in self.rows[item.dossier]:
            self.rows[item.dossier].append(int(ordinal))


class Line:
    """A ``Sender`` whose next message meets the ``fate`` that the model has chosen."""

    mapping_version, lanes, batch = 1, len(DOSSIERS), 2

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.fate = "arrives"
        self.delayed: list[Item] = []

    def render(self, deliveries: list[ToRender]) -> list[str | Exception]:
        return [f"{one.kind}-{one.ordinal}" for one in deliveries]

    def send(self, kind: str, items: list[Item]) -> list[Outcome]:
        fate, self.fate = self.fate, "arrives"
        if fate == "dies before sending":
            raise Died
        if fate == "lost":
            return [Unreachable("hub", "timeout")] * len(items)
        if fate == "delayed":  # no answer now, and the message itself comes much later
            self.delayed += items
            return [Unreachable("hub", "timeout")] * len(items)
        cut = len(items) // 2 if fate == "half arrives" else len(items)
        for item in items[:cut]:
            self.hub.take(item)
        if fate == "dies before the answer":
            raise Died
        answered = fate in {"arrives", "half arrives"}
        done = cut if answered else 0
        return [Accepted("x")] * done + [Unreachable("hub", "timeout")] * (len(items) - done)


FATES = (
    "arrives", "half arrives", "lost", "delayed", "answer lost",
    "dies before sending", "dies before the answer",
)  # fmt: skip


class Link(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.name = uuid4().hex  # a destination of its own: examples share one transaction
        self.hub = Hub()
        self.line = Line(self.hub)
        self.posted: dict[str, list[str]] = {one: [] for one in DOSSIERS}
        self.frozen: list[leases.Leased] = []

    @rule(dossier=st.sampled_from(DOSSIERS), shapes=st.sampled_from(["S", "Sp", "Spp", "p"]))
    def something_happens(self, dossier: str, shapes: str) -> None:
        shapes = shapes if self.posted[dossier] else "S" + shapes
        items = [Outgoing(shape, uuid4(), coalesce=shape == "S") for shape in shapes]
        with transaction.atomic():
            lanes.post(self.name, dossier, items, clock.now())
        self.posted[dossier] += shapes

    @rule(fate=st.sampled_from(FATES))
    def a_worker_delivers(self, fate: str) -> None:
        self.line.fate = fate
        self.deliver()

    @rule(after=st.sampled_from(["freeze", "acknowledge"]))
    def a_worker_dies_after_a_statement(self, after: str) -> None:
        def dying(*arguments: object) -> None:
            whole(*arguments)
            raise Died

        whole = getattr(leases, after)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(leases, after, dying)
            self.deliver()

    @rule()
    def a_worker_freezes_with_its_lanes(self) -> None:
        self.frozen += leases.lease([self.name], len(DOSSIERS), PACE)

    @precondition(lambda self: self.frozen)
    @rule()
    def a_frozen_worker_wakes_up(self) -> None:
        """It believes what it knew; its fences are out of date as soon as others have leased."""
        thawed, self.frozen = self.frozen, []
        self.serve(thawed)

    @precondition(lambda self: self.line.delayed)
    @rule()
    def a_delayed_message_arrives_out_of_order(self) -> None:
        for item in reversed(self.line.delayed):
            self.hub.take(item)
        self.line.delayed = []

    def deliver(self) -> None:
        self.serve(leases.lease([self.name], len(DOSSIERS), PACE))

    def serve(self, leased: list[leases.Leased]) -> None:
        lanes_ = {lane.id: lane for lane in leased}
        try:
            Batch(self.name, self.line, Circuit(), PACE, lanes_).deliver()
        except Died:
            return

    @invariant()
    def nothing_is_acknowledged_that_the_hub_does_not_hold(self) -> None:
        done = Delivery.objects.filter(lane__destination=self.name, state="acknowledged")
        for dossier, ordinal, whole in done.values_list("lane__dossier", "ordinal", "coalesce"):
            if whole:
                assert self.hub.snapshot[dossier] >= ordinal
            else:
                assert ordinal in self.hub.rows[dossier]

    @invariant()
    def no_row_is_sent_before_its_dossier(self) -> None:
        assert self.hub.refused_rows == 0

    def teardown(self) -> None:
        """The line heals: everything arrives, once, in order, and nothing waits."""
        for _ in range(4):
            self.line.fate = "arrives"
            self.deliver()
        for dossier, shapes in self.posted.items():
            rows = [place for place, shape in enumerate(shapes, 1) if shape == "p"]
            newest = max(
                (place for place, shape in enumerate(shapes, 1) if shape == "S"), default=0
            )
            assert self.hub.snapshot.get(dossier, 0) == newest
            assert sorted(self.hub.rows[dossier]) == rows
        waiting = Delivery.objects.filter(lane__destination=self.name)
        assert not waiting.exclude(state="acknowledged").exists()


def test_whatever_dies_or_comes_twice_nothing_is_lost_or_doubled_or_out_of_order(db):
    run_state_machine_as_test(
        Link,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
