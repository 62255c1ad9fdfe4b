"""Gather what the national portal is told of one delivery; rendered at its first attempt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.accounts.service import Role, identities
from motcua.agencies.service import agency
from motcua.catalogue import service as catalogue
from motcua.dossiers import chain, national_rows, outgoing, rows
from motcua.dossiers.evolve import evolve, opened
from motcua.dossiers.history import events_of
from motcua.dossiers.models import Content, DossierRow, Party
from motcua.dossiers.national_rows import moment
from motcua.exchange.delivering import ToRender
from motcua.exchange.errors import Unrenderable
from motcua.papers import service as papers
from motcua.payments import service as payments
from motcua.registries import service as registries

MAPPING_VERSION = 1


def render_item(delivery: ToRender) -> Mapping[str, Any]:
    """Return one ``data[]`` item; raises ``Unrenderable`` for a delivery of an unknown kind."""
    if delivery.kind == outgoing.SNAPSHOT:
        return _snapshot(delivery.dossier)
    if delivery.kind == outgoing.PROGRESS:
        return _progress(delivery)
    raise Unrenderable(f"no mapping for {delivery.kind}")


def _snapshot(code: str) -> dict[str, Any]:
    row = DossierRow.objects.get(code=code)
    procedure = catalogue.revision(row.procedure, row.revision)
    charges = payments.charges(code)
    return national_rows.snapshot(
        rows.state(row),
        names={
            "procedure": procedure.official_name,
            "field_code": procedure.field.code,
            "field": procedure.field.name.vi,
            "agency": agency(row.competent_agency).name,
            "subject": row.subject_name,
        },
        people=_people(code),
        fees=[
            {
                "TenPhiLePhi": line.label,
                "MaPhiLePhi": line.code,
                "HinhThucThu": "2" if charge.method == "online" else "1",
                "Gia": str(line.amount),
                "LoaiPhiLePhi": line.kind,
            }
            for charge in charges
            for line in charge.lines
        ],
        results=_results(code, procedure.result.code, procedure.result.name.vi),
        supplements=_supplements(code),
        paid_online=any(c.state == "paid" and c.method == "online" for c in charges),
        consulted=any(v.source_at for v in registries.verifications(code)),
    )


def _people(code: str) -> list[dict[str, str]]:
    parties = list(Party.objects.filter(dossier_code=code))
    known = identities(p.account for p in parties if p.account)
    return [
        {
            "part": p.part,
            "full_name": p.full_name,
            "personal_id": p.personal_id,
            "phone": p.phone,
            "tech_id": known[p.account].tech_id if p.account in known else "",
            "level": str(known[p.account].level) if p.account in known else "",
        }
        for p in parties
    ]


def _results(code: str, result_code: str, name: str) -> list[dict[str, str]]:
    paper = papers.issued(code)
    if paper is None:
        return []
    return [
        {
            "TenGiayTo": name,
            "MaThanhPhanHoSo": "",
            "GiayToId": str(paper.id),
            "DuongDanTepTinKetQua": paper.check_url,
            "MaGiayToKetQua": result_code,
        }
    ]


def _supplements(code: str) -> list[dict[str, str]]:
    lists = Content.objects.filter(dossier_code=code, kind="supplement_list").order_by("created_at")
    return [
        {
            "HoSoBoSungId": str(one.id),
            "NoiDungBoSung": "; ".join(one.body["items"]) if one.body else "",
            "NgayBoSung": moment(one.created_at),
        }
        for one in lists
    ]


def _progress(delivery: ToRender) -> dict[str, str]:
    events = events_of(delivery.dossier)
    dossier = opened(events[0])
    for seq, event in enumerate(events, start=1):
        dossier = dossier if seq == 1 else evolve(dossier, event)
        if chain.event_id(delivery.dossier, seq) == delivery.cause:
            applicant = event.actor.role in {Role.APPLICANT, Role.SYSTEM}
            department = "" if applicant else agency(event.actor.agency).name
            return national_rows.progress(delivery.dossier, event, dossier.phase, department)
    raise Unrenderable("the cause is not among the dossier's events")
