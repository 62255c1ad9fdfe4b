"""The queue of an official: groups, what is theirs, and search that an index answers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.accounts.actors import Actor
from motcua.accounts.roles import Role
from motcua.dossiers.models import DossierRow, Party
from motcua.dossiers.officials import OfficialsDossier, asked_of, own, seen
from motcua.dossiers.phases import FINAL, Phase, Step
from motcua.dossiers.state import Dossier
from motcua.dossiers.workload import in_hand_of
from motcua.kernel.clock import HANOI, local_day
from motcua.kernel.names import fold
from motcua.kernel.parameters import parameters

PAGE = 25  # a full page is to cost at most twice an empty one: see bench/desk
LATE = "late"  # these four are queries of the moment, never a column
DUE_SOON = "due_soon"
UNCOLLECTED = "uncollected"
ASKED = "asked"
DONE = "done"
APPROVAL = "approval"
DECIDES = {Role.CENTRE_HEAD: "decline", Role.SIGNER: "refuse"}  # whose proposals wait for whom
_IN_WORDS = "to_tsvector('simple', translate(code, '.-', '  ') || ' ' || subject_sort)"
_SHORT = re.compile(r"[0-9]{1,2}")


def _in(phase: Phase, *steps: Step) -> Q:
    wanted = Q(phase=phase)
    return wanted & Q(step__in=[*steps]) if steps else wanted


TABS: dict[str, tuple[str, Q]] = {
    "receive": ("Chờ tiếp nhận", _in(Phase.SUBMITTED)),
    APPROVAL: ("Chờ duyệt từ chối", ~Q(proposed="")),
    "work": (
        "Đang xử lý",
        _in(Phase.RECEIVED) | _in(Phase.PROCESSING, Step.EXAMINATION, Step.COMPLETION),
    ),
    "supplement": ("Chờ bổ sung", _in(Phase.WAITING_SUPPLEMENT)),
    "payment": ("Chờ thanh toán", _in(Phase.WAITING_PAYMENT)),
    "inquiry": ("Chờ xác minh", _in(Phase.PROCESSING, Step.INQUIRY)),
    ASKED: ("Cơ quan khác hỏi", Q()),
    "confirmation": ("Chờ xác nhận dự thảo", _in(Phase.PROCESSING, Step.CONFIRMATION)),
    "registration": ("Chờ ghi sổ hộ tịch", _in(Phase.PROCESSING, Step.REGISTRATION)),
    "signature": ("Trình ký", _in(Phase.PROCESSING, Step.SIGNATURE, Step.SIGNING)),
    "issuing": ("Chờ phát hành", _in(Phase.PROCESSING, Step.ISSUING, Step.SEALING)),
    "hand_over": ("Chờ trả", _in(Phase.DECIDED)),
    UNCOLLECTED: ("Chưa đến nhận", _in(Phase.DECIDED)),
    DUE_SOON: ("Sắp đến hạn, chưa xin lỗi", Q()),
    LATE: ("Quá hạn", Q()),
    DONE: ("Đã kết thúc", Q(phase__in=sorted(FINAL))),
}

MINE: dict[Role, tuple[str, ...]] = {
    Role.RECEIVER: ("receive", "hand_over"),
    Role.SPECIALIST: ("work",),
    Role.SIGNER: ("signature", APPROVAL),
    Role.CLERK: ("issuing",),
    Role.CENTRE_HEAD: (APPROVAL, LATE, DUE_SOON),
}


def queue(
    actor: Actor, tab: str, now: datetime, *, words: str = "", mine: bool = False, page: int = 1
) -> list[OfficialsDossier]:
    """Return one page of a tab, what is due first on top; ``words`` search in all of them.

    ``mine`` keeps what the actor has in hand, or stands in for.
    """
    found = _listed(actor, tab, now, mine).filter(_searched(words))
    order = ("-finished_at", "code") if tab == DONE else ("due_at", "submitted_at")
    return [seen(row) for row in found.order_by(*order)[(page - 1) * PAGE : page * PAGE]]


def next_in(
    actor: Actor, tab: str, dossier: Dossier, now: datetime, *, mine: bool = False
) -> OfficialsDossier | None:
    """Return what follows a dossier in a tab, else the first one before it; of what ended, nothing."""
    if tab == DONE:
        return None
    others = _listed(actor, tab, now, mine).exclude(code=dossier.code)
    others = others.order_by("due_at", "submitted_at", "code")
    row = others.filter(_after(dossier)).first() or others.first()
    return seen(row) if row else None


def _after(dossier: Dossier) -> Q:
    """Return what finds the dossiers below one in a list; what has no due time stands last."""
    below = Q(submitted_at__gt=dossier.submitted_at) | Q(
        submitted_at=dossier.submitted_at, code__gt=dossier.code
    )
    as_due = Q(due_at=dossier.due_at) & below
    if dossier.due_at is None:
        return as_due
    return as_due | Q(due_at__gt=dossier.due_at) | Q(due_at=None)


def _listed(actor: Actor, tab: str, now: datetime, mine: bool) -> QuerySet[DossierRow]:
    found = DossierRow.objects.filter(own(actor) | asked_of(actor))
    if tab:
        found = found.filter(_wanted(tab, actor, now))
    return found.filter(in_hand_of(actor, now)) if mine else found


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how many dossiers each tab holds, in one statement; what has ended is not counted."""
    return _live(actor).aggregate(
        **{
            tab: Count("code", filter=_wanted(tab, actor, now)) for tab in TABS if tab != DONE
        }
    )  # fmt: skip


def _live(actor: Actor) -> QuerySet[DossierRow]:
    running = sorted(set(Phase) - FINAL)
    return DossierRow.objects.filter(own(actor) | asked_of(actor), phase__in=running)


def _wanted(tab: str, actor: Actor, now: datetime) -> Q:
    if tab == ASKED:
        return asked_of(actor) & TABS["inquiry"][1]
    decides = Q(proposed=DECIDES[actor.role]) if tab == APPROVAL and actor.role in DECIDES else Q()
    return own(actor) & decides & _of_the_moment(tab, now) & TABS[tab][1]


def _of_the_moment(tab: str, now: datetime) -> Q:
    running = Q(finished_at=None, paused=False)
    if tab == LATE:
        return Q(due_at__lt=now) & running
    if tab == DUE_SOON:
        return Q(due_at__gt=_midnight(now), due_at__lt=_asked_for(now), apologies=0) & running
    if tab == UNCOLLECTED:
        return Q(finished_at__lt=uncollected_since(now))
    return Q()


def uncollected_since(now: datetime) -> datetime:
    """Return the moment before which a result must have been ready to count as uncollected."""
    calendar = parameters().calendar
    day = today = local_day(now)
    days = parameters().rules.uncollected_after_working_days.on(today)
    while calendar.working_days_between(day, today) < days:
        day -= timedelta(days=1)
    return datetime.combine(day, datetime.min.time(), HANOI)


def _midnight(now: datetime) -> datetime:
    tomorrow = local_day(now) + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), HANOI)


def _asked_for(now: datetime) -> datetime:
    """Return the end of the last day whose dossiers ask for an apology today."""
    today = local_day(now)
    days = parameters().rules.apology_working_days_before.on(today)
    last = parameters().calendar.nth_working_day_after(today, days)
    return datetime.combine(last + timedelta(days=1), datetime.min.time(), HANOI)


def _searched(words: str) -> Q:
    """Return what finds ``words``: a personal id, a phone number, or words of code and name.

    Words are found by their beginnings, with or without diacritics; a number of one or two
    digits as a whole, because thousands of codes begin like it.
    """
    digits = re.sub(r"[\s.+]", "", words)
    if re.fullmatch(r"[0-9]{12}", digits):
        return _party(personal_id=digits)
    if re.fullmatch(r"(0|84)[0-9]{9}", digits):
        return _party(phone="0" + digits[-9:])
    tokens = re.findall(r"\w+", fold(words).replace("_", " "))
    if not words.strip():
        return Q()
    if not tokens:
        return Q(pk__in=[])
    prefixes = " & ".join(token if _SHORT.fullmatch(token) else f"{token}:*" for token in tokens)
    match = RawSQL(  # noqa: S611  only letters and digits are in it, and they travel apart
        f"{_IN_WORDS} @@ to_tsquery('simple', %s)", [prefixes], output_field=BooleanField()
    )
    return Q(match)


def _party(**known: str) -> Q:
    return Q(code__in=Party.objects.filter(**known).values("dossier_code"))
