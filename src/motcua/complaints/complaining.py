"""A person complains or proposes something, and makes it clear when asked."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.accounts.service import Account
from motcua.complaints.clocks import clocks, limits, moved
from motcua.complaints.errors import ComplaintNotFound, StepRefused
from motcua.complaints.models import Complaint, StepTaken
from motcua.complaints.telling import tell
from motcua.kernel.clock import local_day
from motcua.kernel.parameters import parameters

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another


def complain(
    account: Account, kind: str, text: str, agency: str, now: datetime, *, about: str = ""
) -> str:
    """Keep a complaint, start its clocks, tell the person; returns its code."""
    law = parameters()
    hours = law.hours_of(agency, local_day(now))
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(6))
    with transaction.atomic():
        made = Complaint.objects.create(
            code=f"PA-{local_day(now):%y%m%d}-{drawn}",
            account=account.id,
            name=account.full_name,
            kind=Complaint.Kind(kind),
            about=about,
            agency=agency,
            text=text,
            sent_at=now,
            answer_by=clocks(now, limits(), law.calendar, hours).answer_by,
        )
        step = StepTaken.objects.create(
            complaint=made, kind=StepTaken.Kind.SENT, at=now, account=account.id, person=""
        )
        tell(made, step, now)
    return made.code


def clarify(account_id: UUID, code: str, text: str, now: datetime) -> None:
    """Answer the agency's question; the limit moves by the working days that this took.

    Raises ``ComplaintNotFound`` or ``StepRefused``.
    """
    law = parameters()
    with transaction.atomic():
        mine = Complaint.objects.select_for_update().filter(code=code, account=account_id).first()
        if mine is None:
            raise ComplaintNotFound
        if mine.state != Complaint.State.CLARIFYING or mine.asked_at is None:
            raise StepRefused("Phản ánh, kiến nghị này hiện không chờ làm rõ")
        hours = law.hours_of(mine.agency, local_day(now))
        asked, clear = local_day(mine.asked_at), local_day(now)
        mine.answer_by = moved(mine.answer_by, asked, clear, law.calendar, hours)
        mine.state, mine.asked_at = Complaint.State.OPEN, None
        mine.save(update_fields=["answer_by", "state", "asked_at"])
        StepTaken.objects.create(
            complaint=mine, kind=StepTaken.Kind.CLARIFIED, at=now, account=account_id, person="",
            text=text,
        )  # fmt: skip
