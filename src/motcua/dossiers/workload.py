"""Who works at an agency today, how much each has in hand, who is away and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.accounts.actors import SYSTEM_ID
from motcua.accounts.service import Account, Actor, Post, Role
from motcua.dossiers.models import Absence, DossierRow
from motcua.dossiers.officials import home_agency
from motcua.kernel.clock import local_day


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """``open`` counts dossiers in hand; ``away_until`` is the last day of an absence today."""

    account_id: UUID
    name: str
    title: str
    open: int
    away_until: date | None = None
    substitute: str = ""

    @property
    def label(self) -> str:
        return f"{self.name}, {self.title}"

    @property
    def absence(self) -> str:
        """Say until when they are away and who stands in; empty for who is there."""
        if self.away_until is None:
            return ""
        stand_in = f"; người thay: {self.substitute}" if self.substitute else ""
        return f"nghỉ đến hết ngày {self.away_until:%d/%m/%Y}{stand_in}"


def colleagues(agency: str, role: Role, now: datetime) -> list[Colleague]:
    """Return who holds ``role`` at an agency or its units today, least loaded first."""
    held = _posts(agency, local_day(now)).filter(role=role)
    people = {post.account_id: post for post in held}
    load = loads(people)
    away = {
        one.account: one
        for one in absences(home_agency(agency), now)
        if one.first_day <= local_day(now)
    }
    named = names_of(one.substitute for one in away.values() if one.substitute)
    found = [
        Colleague(
            account_id=id_,
            name=post.account.full_name,
            title=post.title,
            open=load.get(id_, 0),
            away_until=away[id_].last_day if id_ in away else None,
            substitute=named.get(away[id_].substitute or SYSTEM_ID, "") if id_ in away else "",
        )
        for id_, post in people.items()
    ]
    return sorted(found, key=lambda one: (one.away_until is not None, one.open, one.name))


def colleague(account_id: UUID, now: datetime) -> tuple[Colleague, str] | None:
    """Return a specialist and the code of their agency or unit; None for anybody else."""
    post = _in_force(local_day(now)).filter(account_id=account_id, role=Role.SPECIALIST).first()
    if post is None:
        return None
    found = colleagues(post.agency_id, Role.SPECIALIST, now)
    return next(one for one in found if one.account_id == account_id), post.agency_id


def lightest(found: Sequence[Colleague]) -> Colleague | None:
    """Return who would get the next dossier: present, with the least in hand."""
    return next((one for one in found if one.away_until is None), None)


def nobody_signs(agency: str, now: datetime) -> str:
    """Say why nobody at an agency could sign today; empty when somebody can."""
    signers = colleagues(agency, Role.SIGNER, now)
    if any(one.away_until is None for one in signers):
        return ""
    if not signers:
        return "Hôm nay chưa có ai giữ vị trí ký tại cơ quan. Hồ sơ chờ đến khi có người được giao"
    away = "; ".join(f"{one.name} {one.absence}" for one in signers)
    return f"Người ký đang vắng: {away}. Hồ sơ chờ đến khi có người được giao ký"


def loads(accounts: Iterable[UUID]) -> dict[UUID, int]:
    """Return account → dossiers in hand, in one statement."""
    open_now = DossierRow.objects.filter(assignee__in=[*accounts], finished_at=None)
    counted = open_now.values_list("assignee").annotate(n=Count("code"))
    return {account: n for account, n in counted if account}


def in_hand_of(actor: Actor, now: datetime) -> Q:
    """Return what finds the actor's work today: their own, and of those they stand in for."""
    day = local_day(now)
    away = Absence.objects.filter(
        substitute=actor.account_id, first_day__lte=day, last_day__gte=day
    )
    return Q(assignee=actor.account_id) | Q(assignee__in=away.values("account"))


def absences(agency: str, now: datetime) -> list[Absence]:
    """Return the absences of an agency that last today or begin later."""
    return list(
        Absence.objects.filter(agency=agency, last_day__gte=local_day(now)).order_by("first_day")
    )


def away_during(account: UUID, first: date, last: date | None) -> Absence | None:
    """Return an absence of somebody that overlaps some days; ``last`` None: without end."""
    found = Absence.objects.filter(account=account, last_day__gte=first).order_by("first_day")
    return (found.filter(first_day__lte=last) if last else found).first()


def officials_at(agency: str, now: datetime) -> Mapping[UUID, str]:
    """Return account → 'name, title' of everybody in a post of the agency today."""
    return {
        post.account_id: f"{post.account.full_name}, {post.title}"
        for post in _posts(agency, local_day(now)).order_by("account__full_name")
    }


def record_absence(
    agency: str,
    account: UUID,
    days: tuple[date, date],
    substitute: UUID | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Record that an official of the agency is away; first and last day are included."""
    Absence.objects.create(
        account=account,
        agency=agency,
        first_day=days[0],
        last_day=days[1],
        substitute=substitute,
        recorded_by=actor.account_id,
        recorded_at=now,
    )


def end_absence(agency: str, absence_id: int) -> bool:
    """Strike an absence of the agency; False when there is none."""
    return bool(Absence.objects.filter(agency=agency, pk=absence_id).delete()[0])


def names_of(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """Return account → name for what an event or a row only knows by id."""
    wanted = {*accounts}
    if not wanted:
        return {}
    return dict(Account.objects.filter(id__in=wanted).values_list("id", "full_name"))


def _posts(agency: str, day: date) -> QuerySet[Post]:
    here = Q(agency_id=agency) | Q(agency__code__startswith=f"{agency}.")
    return _in_force(day).filter(here)


def _in_force(day: date) -> QuerySet[Post]:
    in_force = (Q(valid_to=None) | Q(valid_to__gte=day)) & Q(valid_from__lte=day)
    return Post.objects.filter(in_force).select_related("account")
