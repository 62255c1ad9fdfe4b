"""The node's side: make what was filed on the national portal a dossier here, and say so.

Killed between any two steps, the next round goes on: the portal tells again what it has no answer
to, and the command's id follows from the declaration's, so that it happens once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import InterfaceError, OperationalError

from motcua.accounts.linking import CannotLink, account_of
from motcua.accounts.service import (
    Account,
    Actor,
    MandateNotFound,
    Role,
    appointed_helper,
    was_in_force,
)
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.exchange.clients.national_filed import (
    Delegate,
    Filed,
    FiledFile,
    FilingDesk,
    filing_desk,
)
from motcua.exchange.errors import ExchangeError, Malformed
from motcua.kernel.clock import local_day
from motcua.papers import service as papers

log = logging.getLogger(__name__)
NO_MANDATE = (
    "Vào lúc nộp, người nộp không được tổ chức ủy quyền cho thủ tục này. "
    "Người đại diện của tổ chức nộp lại, hoặc ủy quyền rồi nộp lại"
)
LONGEST = 4000  # letters of a refusal on the wire
_FILED = UUID("6f1d1a52-7a0e-4d5b-9a3d-2c9e4b8f7d11")
Answer = Mapping[str, str]


class _Refused(Exception):
    """Why no dossier comes of a declaration, said to the person who filed it."""


def take_filed(now: datetime) -> int:
    """Take what the portal holds for this node; returns how many declarations were answered."""
    desk = filing_desk()
    if not desk.is_open:
        return 0
    try:
        return take_from(desk, now)
    except ExchangeError as fault:
        log.info("nothing taken from the portal", extra={"kind": fault.kind})
        return 0


def take_from(desk: FilingDesk, now: datetime) -> int:
    """Take page by page; raises ``ExchangeError`` when the portal does not answer."""
    done = after = 0
    while True:
        page, last = desk.page(after)
        answers = [one for one in (_answered(desk, filed, now) for filed in page) if one]
        if answers:
            desk.answer(answers)
        done += len(answers)
        if last == after:
            return done
        after = last


def _answered(desk: FilingDesk, filed: Filed | Malformed, now: datetime) -> Answer | None:
    """Return the answer to one declaration; None when it must wait for another round."""
    if isinstance(filed, Malformed):
        log.error("filed declaration not read", extra={"why": str(filed)})
        return None
    try:
        return {"MC_Ma": str(filed.id), "MaHoSo": _dossier(desk, filed, now), "MC_ThongBao": ""}
    except _Refused as refusal:
        return {"MC_Ma": str(filed.id), "MaHoSo": "", "MC_ThongBao": str(refusal)[:LONGEST]}
    except (OperationalError, InterfaceError):
        raise
    except ExchangeError as fault:
        log.info("an upload not fetched", extra={"code": filed.code, "kind": fault.kind})
        return None
    except Exception:  # one that this node cannot make sense of yet stops none of the others
        log.exception("filed declaration not taken", extra={"code": filed.code})
        return None


def _dossier(desk: FilingDesk, filed: Filed, now: datetime) -> str:
    """Return the code of the dossier, made now or in an earlier round."""
    try:
        actor, account = _who(filed, now)
        helpers = [_helper(account_of(one, now), filed.filed_at) for one in filed.helpers]
    except CannotLink as refusal:
        raise _Refused(str(refusal)) from refusal
    command_id = uuid5(_FILED, str(filed.id))
    known = dossiers.recall(actor, command_id)
    if known:
        return known
    filed_at = min(filed.filed_at, now)  # the portal's clock may be ahead of ours
    files = {one.id: _kept(desk, account.id, one, now) for one in filed.files}
    try:
        submission = dossiers.checked(
            replace(filed, answers=_with_files(filed, files)),
            account,
            actor,
            filed_at,
            helped_by=helpers,
        )
        facts = {
            **submission.facts,
            "filed_at": dossiers.NATIONAL_PORTAL,
            "portal_code": filed.code,
        }
        submission = replace(submission, facts=facts)
        return dossiers.submit(submission, actor, command_id=command_id, now=filed_at)
    except dossiers.IncompleteDeclaration as refusal:
        raise _Refused(f"{refusal}: {'; '.join(refusal.faults.values())}") from refusal
    except dossiers.SameSubject as refusal:
        raise _Refused(str(refusal)) from refusal


def _actor(account: Account) -> Actor:
    """Return who filed as the actor; nobody was at a terminal of this node."""
    return Actor(
        account_id=account.id, role=Role.APPLICANT, name=account.full_name, channel="online"
    )


def _who(filed: Filed, now: datetime) -> tuple[Actor, Account]:
    """Return who filed, and for whom."""
    if filed.delegate:
        return _delegate(filed, filed.delegate, now)
    account = account_of(filed.filer, now)
    return _actor(account), account


def _delegate(filed: Filed, told: Delegate, now: datetime) -> tuple[Actor, Account]:
    """Return who filed and for which organisation, by this node's own mandate at that moment."""
    person = account_of(told.identity, now)
    try:
        held = was_in_force(told.mandate, person.personal_id or "", filed.filed_at)
    except MandateNotFound:
        raise _Refused(NO_MANDATE) from None
    if held.procedures and filed.procedure not in held.procedures:
        raise _Refused(NO_MANDATE)
    organisation = held.organisation
    actor = Actor(
        account_id=person.id,
        role=Role.APPLICANT,
        name=person.full_name,
        title=f"được ủy quyền của {organisation.full_name}",
        channel="online",
        on_behalf_of=organisation.id,
    )
    return actor, organisation


def _helper(person: Account, at: datetime) -> dossiers.Helper:
    """Say as what somebody helped, if this node appointed them."""
    post = appointed_helper(person, local_day(at))
    return dossiers.Helper(person, post.said if post else "")


def _kept(desk: FilingDesk, owner: UUID, file: FiledFile, now: datetime) -> str:
    """Fetch an upload, look at it as at every upload, and return the id that it has here."""
    kept = papers.keep_upload(owner, desk.content(file), file.name, now)
    if isinstance(kept, papers.Refused):
        raise _Refused(f"{file.name}: {kept.sentence}")
    return str(kept.id)


def _with_files(filed: Filed, files: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the answers with the ids that uploads have at this node."""
    form = catalogue.revision(filed.procedure, filed.revision).form
    here = {
        question.id: [files[one] for one in filed.answers.get(question.id) or []]
        for question in form.questions()
        if question.type == "file" and question.id in filed.answers
    }
    return {**filed.answers, **here}
