"""Who signs in whose stead, from one day to another, by which decision (ký thay, ủy quyền).

Source of the rules: Nghị định 30/2020/NĐ-CP, Điều 13 (unverified): thừa ủy quyền is in writing,
for a time and for what is named, and is not passed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.accounts.account_events import note
from motcua.accounts.actors import Actor
from motcua.accounts.models import Delegation, Post
from motcua.accounts.roles import Role
from motcua.kernel.agency_codes import stands_within
from motcua.kernel.bad_input import BadInput

KINDS = [(kind.value, kind.label) for kind in Delegation.Kind]
SHOWN_FOR = timedelta(days=90)  # how long an ended delegation stays on the page
_PEOPLE = frozenset(Role) - {Role.ADMINISTRATOR, Role.OVERSIGHT, Role.APPLICANT, Role.SYSTEM}


@dataclass(frozen=True, kw_only=True)
class NewDelegation:
    """``until`` is the last day, None without end; ``procedures`` are codes, none: all."""

    agency: str
    kind: str
    principal: UUID
    delegate: UUID
    begins: date
    until: date | None
    procedures: tuple[str, ...]
    decision: str
    decided_on: date


def principals(agency: str, on: date) -> dict[UUID, Post]:
    """Return account → post of who signs at an agency in their own right on a day."""
    held = _posts(agency, on).filter(role=Role.SIGNER, delegation=None)
    own_office_first = sorted(held, key=lambda post: post.signature_prefix != "")
    return {post.account_id: post for post in own_office_first}


def colleagues_of(agency: str, on: date) -> dict[UUID, Post]:
    """Return account → post of everybody who works at an agency or its units on a day."""
    return {post.account_id: post for post in _posts(agency, on).filter(role__in=_PEOPLE)}


def delegations(agency: str, on: date) -> list[Delegation]:
    """Return what is, will be and lately was delegated at an agency and below, newest first."""
    here = Q(post__agency_id=agency) | Q(post__agency__code__startswith=f"{agency}.")
    lately = Q(post__valid_to=None) | Q(post__valid_to__gte=on - SHOWN_FOR)
    found = Delegation.objects.filter(here, lately)
    related = found.select_related("post__account", "post__agency", "principal")
    return list(related.order_by("-post__valid_from", "-id"))


@transaction.atomic
def give_delegation(new: NewDelegation, by: Actor, now: datetime) -> Delegation:
    """Let somebody sign in another's stead; raises ``BadInput``."""
    principal = principals(new.agency, new.begins).get(new.principal)
    delegate = colleagues_of(new.agency, new.begins).get(new.delegate)
    fault = _fault(new, principal, delegate)
    if fault or principal is None or delegate is None:
        raise BadInput(fault)
    post = Post.objects.create(
        account_id=new.delegate,
        agency_id=new.agency,
        role=Role.SIGNER,
        title=delegate.title,
        signature_prefix=f"{new.kind} {principal.title.upper()}"[:40],
        valid_from=new.begins,
        valid_to=new.until,
    )
    given = Delegation.objects.create(
        post=post, principal_id=new.principal, kind=new.kind, procedures=list(new.procedures),
        decision=new.decision, decided_on=new.decided_on, recorded_by=by.account_id,
        recorded_at=now,
    )  # fmt: skip
    note(new.delegate, "delegated", by, now, f"{post.signature_prefix}, {new.decision}")
    return given


@transaction.atomic
def end_delegation(
    agency: str, number: int, last_day: date, by: Actor, now: datetime
) -> Delegation | None:
    """Write the last day of a delegation within an agency; None when there is none."""
    found = Delegation.objects.select_related("post__account").filter(pk=number).first()
    if found is None or not stands_within(found.post.agency_id, agency):
        return None
    post = found.post
    post.valid_to = max(last_day, post.valid_from - timedelta(days=1))
    post.save(update_fields=["valid_to"])
    note(post.account_id, "delegation_ended", by, now, found.decision)
    return found


def signs_throughout(account: UUID, agency: str, first: date, last: date) -> bool:
    """Tell whether somebody may sign at an agency on every day of an absence."""
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    held = Post.objects.filter(account_id=account, agency_id=agency, role=Role.SIGNER)
    for post in held.filter(valid_from__lte=last):
        days = {day for day in days if not _holds(post, day)}
    return not days


def _fault(new: NewDelegation, principal: Post | None, delegate: Post | None) -> str:
    """Return what is wrong with a delegation, in the order of the form; empty when nothing."""
    if new.kind not in Delegation.Kind.values:
        return "Chọn ký thay, thừa lệnh hoặc thừa ủy quyền"
    if principal is None:
        return "Chọn người giao ký: người đang giữ vị trí ký không theo ủy quyền của người khác"
    if delegate is None or new.delegate == new.principal:
        return "Chọn người được giao ký, khác người giao"
    if new.until is not None and new.until < new.begins:
        return "Ngày cuối phải từ ngày bắt đầu trở đi"
    if new.kind == Delegation.Kind.MANDATE and not (new.until and new.procedures):
        return "Thừa ủy quyền phải có ngày kết thúc và nêu thủ tục được ủy quyền"
    if not new.decision or len(new.decision) > 120:
        return "Nhập số, ký hiệu quyết định hoặc văn bản giao ký"
    if new.decided_on > new.begins:
        return "Ngày ký quyết định không được sau ngày bắt đầu"
    if _signs_already(new):
        return "Người được giao đã giữ vị trí ký tại cơ quan trong thời gian này"
    return ""


def _signs_already(new: NewDelegation) -> bool:
    held = Post.objects.filter(account_id=new.delegate, agency_id=new.agency, role=Role.SIGNER)
    running = held.filter(Q(valid_to=None) | Q(valid_to__gte=new.begins))
    return (running if new.until is None else running.filter(valid_from__lte=new.until)).exists()


def _posts(agency: str, on: date) -> QuerySet[Post]:
    here = Q(agency_id=agency) | Q(agency__code__startswith=f"{agency}.")
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    found = Post.objects.filter(here, in_force, valid_from__lte=on)
    return found.select_related("account").order_by("-account__full_name", "id")


def _holds(post: Post, day: date) -> bool:
    return post.valid_from <= day and (post.valid_to is None or post.valid_to >= day)
