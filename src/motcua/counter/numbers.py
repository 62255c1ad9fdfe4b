"""Numbers that people wait with (số thứ tự): one series for each agency and day, without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import QuerySet

from motcua.accounts.actors import Actor
from motcua.counter.models import QueueNumber
from motcua.kernel.clock import local_day

FIRST_GUESS = timedelta(minutes=8)  # before anybody was called today
LOOKED_AT = 10  # the newest calls say how fast it goes today
LONGEST_STEP = timedelta(minutes=40)  # a longer pause is a pause, nobody's service
_NEXT = """
INSERT INTO counter_daynumbers (agency, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency, day) DO UPDATE SET last = counter_daynumbers.last + 1 RETURNING last
"""
State = QueueNumber.State


class NobodyWaits(Exception):
    """Nobody is left to be called."""


@dataclass(frozen=True)
class Board:
    """What the call screen shows: the newest calls first, and how many wait."""

    called: Sequence[QueueNumber]
    waiting: int


def take_number(agency: str, field: str, field_name: str, now: datetime) -> QueueNumber:
    """Give out the next number of the day; ``field`` is the field of procedures (lĩnh vực)."""
    day = local_day(now)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [agency, day])
            (number,) = cursor.fetchone()
        return QueueNumber.objects.create(
            agency=agency, day=day, number=number, field=field, field_name=field_name, taken_at=now
        )


def call_next(agency: str, place: str, actor: Actor, now: datetime) -> QueueNumber:
    """Call who has waited longest; whom this official served before is done with.

    Two officials who press at once call two people. Raises ``NobodyWaits``.
    """
    with transaction.atomic():
        mine = _today(agency, now).filter(state=State.CALLED, called_by=actor.account_id)
        mine.update(state=State.SERVED)
        waiting = _today(agency, now).filter(state=State.WAITING).order_by("number")
        found = waiting.select_for_update(skip_locked=True).first()
        if found is None:
            raise NobodyWaits
        found.state, found.called_at, found.calls = State.CALLED, now, 1
        found.called_by, found.place = actor.account_id, place
        found.save()
    return found


def call_again(agency: str, actor: Actor, now: datetime) -> QueueNumber:
    """Call the same person once more. Raises ``NobodyWaits`` when nobody was called."""
    found = at_place(agency, actor, now)
    if found is None:
        raise NobodyWaits
    found.called_at, found.calls = now, found.calls + 1
    found.save(update_fields=["called_at", "calls"])
    return found


def note_absent(agency: str, actor: Actor, now: datetime) -> None:
    """Note that who was called did not come (vắng mặt); their number is not called again."""
    mine = _today(agency, now).filter(state=State.CALLED, called_by=actor.account_id)
    mine.update(state=State.ABSENT)


def at_place(agency: str, actor: Actor, now: datetime) -> QueueNumber | None:
    """Return whom the official called last and has not finished with."""
    mine = _today(agency, now).filter(state=State.CALLED, called_by=actor.account_id)
    return mine.order_by("-called_at").first()


def board(agency: str, now: datetime, shown: int = 6) -> Board:
    """Return what the call screen shows; two statements."""
    today = _today(agency, now)
    called = today.filter(state=State.CALLED).order_by("-called_at")[:shown]
    return Board(list(called), today.filter(state=State.WAITING).count())


def waits(agency: str, now: datetime) -> list[QueueNumber]:
    return list(_today(agency, now).filter(state=State.WAITING).order_by("number")[:200])


def expected_wait(agency: str, ahead: int, now: datetime) -> timedelta:
    """Estimate how long somebody waits who has ``ahead`` people before them."""
    calls = _today(agency, now).exclude(called_at=None).order_by("-called_at")
    return estimate(list(calls.values_list("called_at", flat=True)[:LOOKED_AT]), ahead)


def estimate(calls: Sequence[datetime], ahead: int) -> timedelta:
    """Return the wait behind ``ahead`` people at the pace of the calls, newest first.

    The median step between calls is the pace: one long case does not frighten everybody.
    """
    steps = sorted(
        newer - older
        for newer, older in pairwise(calls)
        if timedelta() < newer - older <= LONGEST_STEP
    )
    pace = steps[len(steps) // 2] if steps else FIRST_GUESS
    return pace * ahead


def _today(agency: str, now: datetime) -> QuerySet[QueueNumber]:
    return QueueNumber.objects.filter(agency=agency, day=local_day(now))
