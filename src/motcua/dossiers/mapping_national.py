"""Put deliveries into the national portal's words, many at a time, at their first attempt.

A round of any size costs the same few queries: everything that the items of its dossiers need is
gathered first, then each item is composed from what was gathered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from motcua.accounts.service import Role
from motcua.dossiers import chain, gathering, national_rows, outgoing, rows
from motcua.dossiers.evolve import evolve, opened
from motcua.dossiers.gathering import Gathered, Trail
from motcua.exchange.errors import Unrenderable
from motcua.exchange.sending import ToRender
from motcua.kernel.parity import SEQUENCE_KEY

MAPPING_VERSION = 2

Item = Mapping[str, Any]


def render_items(deliveries: Sequence[ToRender]) -> list[Item | Exception]:
    """Return one ``data[]`` item for each delivery, or why it has none."""
    made: dict[ToRender, Item | Exception] = {}
    for kind, render in ((outgoing.SNAPSHOT, _snapshots), (outgoing.PROGRESS, _progress)):
        wanted = [one for one in deliveries if one.kind == kind]
        if wanted:
            made |= render(wanted)
    unknown = Unrenderable("no mapping for this kind")
    return [made.get(one, unknown) for one in deliveries]


def _snapshots(wanted: Sequence[ToRender]) -> dict[ToRender, Item | Exception]:
    found = gathering.dossiers({one.dossier for one in wanted})
    return {
        one: _snapshot(found[one.dossier]) if one.dossier in found else Unrenderable("no dossier")
        for one in wanted
    }


def _snapshot(one: Gathered) -> Item:
    procedure = one.procedure
    fields = national_rows.snapshot(
        rows.state(one.row),
        names={
            "procedure": procedure.official_name,
            "field_code": procedure.field.code,
            "field": procedure.field.name.vi,
            "agency": one.agency,
            "subject": one.row.subject_name,
        },
        people=one.people,
        fees=[
            {
                "TenPhiLePhi": line.label,
                "MaPhiLePhi": line.code,
                "HinhThucThu": "2" if charge.method == "online" else "1",
                "Gia": str(line.amount),
                "LoaiPhiLePhi": line.kind,
            }
            for charge in one.charges
            for line in charge.lines
        ],
        results=_results(one),
        supplements=one.supplements,
        paid_online=any(c.state == "paid" and c.method == "online" for c in one.charges),
        consulted=one.consulted,
        filed_at=one.filed_at,
    )
    return {**fields, SEQUENCE_KEY: one.sequence}


def _results(one: Gathered) -> list[dict[str, str]]:
    if one.paper is None:
        return []
    return [
        {
            "TenGiayTo": one.procedure.result.name.vi,
            "MaThanhPhanHoSo": "",
            "GiayToId": str(one.paper.id),
            "DuongDanTepTinKetQua": one.paper.check_url,
            "MaGiayToKetQua": one.procedure.result.code,
        }
    ]


def _progress(wanted: Sequence[ToRender]) -> dict[ToRender, Item | Exception]:
    trails = gathering.trails({one.dossier for one in wanted})
    made: dict[ToRender, Item | Exception] = {}
    causes = {one.cause for one in wanted}
    told = {code: _told(trail, causes) for code, trail in trails.items()}
    for one in wanted:
        fault = Unrenderable("the cause is not among the dossier's events")
        made[one] = told.get(one.dossier, {}).get(one.cause, fault)
    return made


def _told(trail: Trail, causes: Collection[UUID]) -> dict[UUID, Item]:
    """Return the rows of those events of a dossier whose ids are asked for, under the ids."""
    made: dict[UUID, Item] = {}
    dossier = opened(trail.events[0])
    for seq, event in enumerate(trail.events, start=1):
        dossier = dossier if seq == 1 else evolve(dossier, event)
        cause = chain.event_id(trail.code, seq)
        if cause not in causes:
            continue
        applicant = event.actor.role in {Role.APPLICANT, Role.SYSTEM}
        department = "" if applicant else trail.agencies[event.actor.agency]
        row = national_rows.progress(trail.code, event, dossier.phase, department)
        made[cause] = {**row, SEQUENCE_KEY: seq}
    return made
