"""A person disagrees with a correction: the proposal is opened again, for a lead."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.accounts.service import Actor
from motcua.corrections.access import OBJECTION_TAKERS, check_role
from motcua.corrections.deciding import NotOpen, take
from motcua.corrections.models import Objection, PersonTold, Proposal
from motcua.corrections.settling import Said, State
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc

LONGEST = 2000


class UnknownCode(BadInput):
    """No correction of this agency was told of under this code."""

    def __init__(self) -> None:
        super().__init__("Không có thông báo nào của cơ quan mang mã này. Kiểm tra lại mã")


def record_objection(actor: Actor, code: str, text: str, now: datetime) -> Objection:
    """Write down what the person says, by telephone or at the office, and open the proposal.

    Raises ``PermissionDenied``, ``UnknownCode``, ``BadInput`` without a text, ``NotOpen`` when it is
    open already or was taken back.
    """
    check_role(actor, OBJECTION_TAKERS)
    words = text.replace("\0", "").strip()[:LONGEST]
    if not nfc(words):
        raise BadInput("Ghi nội dung người dân không đồng ý")
    with transaction.atomic():
        told = PersonTold.objects.filter(
            code=nfc(code.replace("\0", "")).upper(), proposal__agency=actor.agency
        ).first()
        if told is None:
            raise UnknownCode
        rows = Proposal.objects.select_for_update(of=("self",)).select_related("run")
        proposal = rows.get(pk=told.proposal_id)
        if proposal.state != State.ACCEPTED:
            raise NotOpen("Chỉnh sửa này đang được xem xét lại hoặc đã rút lại")
        take(proposal, actor, Said.OBJECTED, now)
        return Objection.objects.create(told=told, proposal=proposal, text=words, at=now)
