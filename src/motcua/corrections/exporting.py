"""Give settled corrections to the sector: a batch once, its file as often as wanted."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.corrections.models import Export, ExportLine, Proposal
from motcua.corrections.settling import State
from motcua.corrections.telling import tell_all
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import HANOI
from motcua.reconcile.output import MANIFEST, digest, whole, write_json

CSV = "corrections.csv"
COLUMNS = ("row_key", "person_id", "field", "before", "after", "action", "probability", "given_out_at", "proposal")  # fmt: skip


def give_out(agency: str, sector: str, now: datetime) -> Export | None:
    """Batch what was accepted and not given out, and what was given out and rejected since.

    In the same transaction each person is told. None when there is nothing to give.
    """
    with transaction.atomic():
        mine = Proposal.objects.select_for_update(of=("self",)).filter(
            agency=agency, run__sector=sector
        )
        rows = mine.select_related("run").order_by("pk")
        accepted = list(rows.filter(state=State.ACCEPTED, given_out=False))
        withdrawn = list(rows.filter(state=State.REJECTED, given_out=True))
        if not accepted and not withdrawn:
            return None
        export = Export.objects.create(agency=agency, sector=sector, at=now)
        lines = [ExportLine(export=export, proposal=one) for one in accepted]
        lines += [ExportLine(export=export, proposal=one, withdrawn=True) for one in withdrawn]
        ExportLine.objects.bulk_create(lines)
        _mark(accepted, given_out=True)
        _mark(withdrawn, given_out=False)
        tell_all(accepted, export, now)
        return export


def export_of(agency: str, sector: str, number: int) -> Export:
    """Return an export that was given out before; raises ``BadInput``."""
    found = Export.objects.filter(agency=agency, sector=sector, pk=number).first()
    if found is None:
        raise BadInput(f"{sector}: chưa có lần giao số {number}")
    return found


def write_export(export: Export, folder: Path) -> Path:
    """Write an export's file into ``folder``, whole or not at all; the same bytes every time.

    The folder made holds corrections.csv and a manifest with its hash.
    """
    place = folder / f"export-{export.pk}"
    with whole(place) as draft:
        rows = 0
        with (draft / CSV).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in _rows(export):
                writer.writerow(row)
                rows += 1
        content = {"format": 1, "export": export.pk, "agency": export.agency, "rows": rows}
        content |= {"sector": export.sector, "at": _moment(export)}
        write_json(draft / MANIFEST, {**content, "results": {CSV: digest(draft / CSV)}})
    return place


def _rows(export: Export) -> Iterator[tuple[object, ...]]:
    """Yield one line a field; a link that corrects no field has one line without a field."""
    lines = export.lines.select_related("proposal").order_by("pk")
    for line in lines.iterator(chunk_size=2000):
        one = line.proposal
        action = "withdraw" if line.withdrawn else "correct"
        for field, before, after in one.changes or [("", None, None)]:
            was, will = (after, before) if line.withdrawn else (before, after)
            yield (
                one.row_key, one.person_id, field, was or "", will or "", action,
                f"{one.probability:.6f}", _moment(export), one.pk,
            )  # fmt: skip


def _moment(export: Export) -> str:
    return export.at.astimezone(HANOI).isoformat(timespec="seconds")


def _mark(proposals: list[Proposal], *, given_out: bool) -> None:
    numbers = [one.pk for one in proposals]
    Proposal.objects.filter(pk__in=numbers).update(given_out=given_out)
