"""The entry in the civil-status register: sent as a delivery, fetched by asking until it is there.

Nobody types a second time: the message is built from the declaration under the wire names that
the form gives its answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from motcua.accounts.service import system_actor
from motcua.agencies.service import agency
from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.dossiers import rows
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent, body_of
from motcua.dossiers.models import DossierRow
from motcua.dossiers.outgoing import CIVIL_STATUS
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.register_entries import NOT_FOUND, entry_of
from motcua.dossiers.register_messages import MODULES, message
from motcua.dossiers.said import said
from motcua.dossiers.table import Action
from motcua.exchange import lanes
from motcua.exchange.clients.civil_status import BIRTH, COPY, Progress, Registration, register
from motcua.exchange.errors import Refused
from motcua.exchange.sending import (
    Accepted,
    Item,
    Outcome,
    ToRender,
    rendered_apart,
    sent_apart,
)
from motcua.kernel.clock import local_day

_ROUND = UUID("0f2fbb0e-3c4b-4f7c-b7cf-4a4f5ef1a1c4")
A_ROUND = 50


class RegisterSender:
    """Hands declarations over to the register; twice is harmless there."""

    mapping_version = 1
    lanes = 1
    batch = 1

    def render(self, deliveries: Sequence[ToRender]) -> Sequence[str | Exception]:
        return rendered_apart(self._body, deliveries)

    def send(self, kind: str, items: Sequence[Item]) -> Sequence[Outcome]:
        return sent_apart(self._register, items)

    def _body(self, delivery: ToRender) -> str:
        row = DossierRow.objects.get(code=delivery.dossier)
        procedure = catalogue.revision(row.procedure, row.revision)
        day = local_day(row.received_at or row.submitted_at)
        answers = body_of(row.declaration)["answers"]
        wire = forms.wire_values(forms.filled(procedure.form, answers, day))
        module = MODULES[procedure.result_paper]
        body = {
            "module": module,
            "unit": unit(row.competent_agency),
            "received_at": (row.received_at or row.submitted_at).isoformat(),
            "data": message(module, wire, said(procedure.form, answers)),
        }
        return json.dumps(body, ensure_ascii=False, sort_keys=True)

    def _register(self, item: Item) -> Accepted:
        body = json.loads(item.body)
        received_at = datetime.fromisoformat(body["received_at"])
        register().register(
            body["unit"], body.get("module", BIRTH), item.dossier, received_at, body["data"]
        )
        return Accepted()


def unit(agency_code: str) -> int:
    """Return the register's number of an administrative unit (maDonVi): its place code."""
    return int(agency(agency_code).place_code)


def fetch_registrations(now: datetime) -> int:
    """Ask about dossiers that wait for their entry; returns how many were answered."""
    waiting = DossierRow.objects.filter(phase=Phase.PROCESSING, step=Step.REGISTRATION)
    return sum(_fetch(row, now) for row in waiting.order_by("due_at")[:A_ROUND])


def _fetch(row: DossierRow, now: datetime) -> bool:
    module = MODULES[catalogue.revision(row.procedure, row.revision).result_paper]
    if module == COPY and entry_of(row.code) is None:
        _give_back(row, NOT_FOUND, now)
        return True
    if lanes.standing(row.code, CIVIL_STATUS) != "acknowledged":
        return False  # not handed over yet
    number = unit(row.competent_agency)
    try:
        progress = register().progress(number, row.code)
        entry = register().registration(number, row.code, module)
    except Refused as refusal:
        _give_back(row, refusal.reason or refusal.code, now)
        return True
    if entry is not None:
        _record(row, entry, now)
    elif progress in {Progress.SUPPLEMENT, Progress.FAULT}:
        _give_back(row, "Phần mềm hộ tịch yêu cầu bổ sung thông tin", now)
    else:
        return False
    return True


def _record(row: DossierRow, entry: Registration, now: datetime) -> None:
    content = NewContent(
        kind="registration",
        body={
            "personal_id": entry.personal_id,
            "number": entry.number,
            "book": entry.book,
            "page": entry.page,
            "registered_on": entry.registered_on.isoformat(),
        },
    )
    _do(row, Action.RECORD_REGISTRATION, content, now)


def _give_back(row: DossierRow, reason: str, now: datetime) -> None:
    content = NewContent(kind="note", body={"text": reason})
    _do(row, Action.RETURN_REGISTRATION, content, now)


def _do(row: DossierRow, action: Action, content: NewContent, now: datetime) -> None:
    perform(
        row.code,
        Command(action=action),
        system_actor("Phần mềm hộ tịch điện tử dùng chung"),
        command_id=uuid5(_ROUND, f"{row.code}#{row.seq}#{action}"),
        now=now,
        contents=[content],
        seen=rows.state(row).seq,
    )
