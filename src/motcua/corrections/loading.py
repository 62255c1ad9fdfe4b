"""Bring the proposals of one matching run into the queue of an agency, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from motcua.corrections.evidence import fault_of
from motcua.corrections.models import LoadedRun, Proposal
from motcua.corrections.run_files import BadRun, Manifest, Row, Sources, manifest_of, proposed_rows
from motcua.corrections.sampling import read_twice, second_reading_percent
from motcua.corrections.settling import Desk, State
from motcua.corrections.weighing import weigh
from motcua.kernel.clock import local_day

LONGEST_KEY, LONGEST_DISTRICT = 120, 80
Said = tuple[str, str, tuple[tuple[str | None, ...], ...]]  # row, person and changes


@dataclass(frozen=True)
class Loaded:
    """What became of a run: rows now waiting, and rows that were rejected before as they are.

    ``conflicts``: rows of a person with several exact rows, left to the sector.
    """

    run: int
    proposals: int
    rejected_before: int
    conflicts: int
    known: bool = False  # it was loaded earlier, nothing happened


def load_run(
    folder: Path, *, agency: str, sector: str, now: datetime, sources: Sources | None = None
) -> Loaded:
    """Load a run's rows to decide on for ``agency``; the sector's earlier run is replaced.

    The same run a second time changes nothing. Raises ``BadRun`` when files are not those of the
    manifest, or when accepted corrections of the earlier run were not exported yet.
    """
    manifest = manifest_of(folder, sources)
    with transaction.atomic():
        known = LoadedRun.objects.filter(agency=agency, manifest=manifest.digest).first()
        if known:
            return Loaded(known.pk, known.proposals, 0, manifest.conflicts, known=True)
        earlier = _replace(agency, sector, now)
        run = _run(manifest, agency, sector, now)
        before = _rejected(earlier)
        read = 0
        with proposed_rows(folder, sources) as batches:
            for batch in batches:
                new = [
                    row for row in batch if _key(row.key, row.person_id, row.changes) not in before
                ]
                run.proposals += len(_add(run, new))
                read += len(batch)
        run.save()
    left = manifest.proposed + manifest.conflicts - read
    return Loaded(run.pk, run.proposals, read - run.proposals, left)


def _run(manifest: Manifest, agency: str, sector: str, now: datetime) -> LoadedRun:
    return LoadedRun.objects.create(
        agency=agency,
        sector=sector,
        manifest=manifest.digest,
        settle_from=manifest.settle_from,
        rows=manifest.rows,
        proposals=0,
        second_reading_percent=second_reading_percent(local_day(now)),
        loaded_at=now,
    )


def _replace(agency: str, sector: str, now: datetime) -> LoadedRun | None:
    """Close the sector's present run: nobody decides any more on what it still proposes."""
    present = LoadedRun.objects.select_for_update().filter(
        agency=agency, sector=sector, replaced_at=None
    )
    earlier = present.first()
    if earlier is None:
        return None
    proposals = Proposal.objects.filter(run=earlier)
    waiting = proposals.filter(state=State.ACCEPTED, given_out=False).count()
    if waiting:
        raise BadRun(
            f"Còn {waiting} chỉnh sửa đã chấp nhận của lần đối soát trước chưa giao cho ngành; "
            "chạy motcua corrections export trước"
        )
    undecided = proposals.exclude(waits_for=Desk.NOBODY).exclude(state=State.OBJECTED)
    undecided.update(state=State.REPLACED, waits_for=Desk.NOBODY)
    earlier.replaced_at = now
    earlier.save(update_fields=["replaced_at"])
    return earlier


def _rejected(earlier: LoadedRun | None) -> set[Said]:
    if earlier is None:
        return set()
    rejected = Proposal.objects.filter(
        agency=earlier.agency, run__sector=earlier.sector, state=State.REJECTED
    )
    return {_key(*one) for one in rejected.values_list("row_key", "person_id", "changes")}


def _key(row: str, person: str, changes: Iterable[Sequence[str | None]]) -> Said:
    return row, person, tuple(tuple(change) for change in changes)


def _add(run: LoadedRun, rows: list[Row]) -> list[Proposal]:
    return Proposal.objects.bulk_create([_proposal(run, row) for row in rows])


def _proposal(run: LoadedRun, row: Row) -> Proposal:
    weight = weigh(row.probability, (name for name, _, _ in row.changes))
    drawn = read_twice(settings.SECRET_KEY, run.manifest, row.key, run.second_reading_percent)
    if max(map(len, (row.key, row.person_id, row.runner_up, row.other_row))) > LONGEST_KEY:
        raise BadRun(f"Khóa dài quá {LONGEST_KEY} ký tự")
    return Proposal(
        run=run,
        agency=run.agency,
        row_key=row.key,
        person_id=row.person_id,
        runner_up=row.runner_up,
        other_row=row.other_row,
        probability=row.probability,
        runner_probability=row.runner_probability,
        rivals=row.rivals,
        evidence=row.evidence,
        changes=row.changes,
        sides=row.sides,
        fault=fault_of(row.evidence),
        district=row.district[:LONGEST_DISTRICT],
        gain=weight.gain,
        risk=weight.risk,
        priority=weight.priority,
        twice=drawn,
    )
