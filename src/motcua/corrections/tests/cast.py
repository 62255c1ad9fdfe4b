"""A small run of the real engine, and the officials who settle it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID, uuid4

from motcua.accounts.service import Actor, Role
from motcua.agencies import service as agencies
from motcua.corrections import runs, service
from motcua.corrections.models import Proposal
from motcua.corrections.service import Said
from motcua.kernel.clock import HANOI
from motcua.operations.demo_matching import AGENCY, SECTOR, make_pair, match

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)


def actor(number: int, role: Role = Role.SPECIALIST, agency: str = AGENCY) -> Actor:
    return Actor(account_id=UUID(int=number), role=role, name=f"Cán bộ {number}", agency=agency)


ONE, TWO, LEAD = actor(1), actor(2), actor(3, Role.SIGNER)
STRANGER = actor(4, agency="H44.28.05")


@cache
def matched() -> tuple[Path, runs.Sources]:
    """Run the engine once a test process; the folder goes with the test run."""
    folder = Path(mkdtemp(prefix="matched-", dir=os.environ["MOTCUA_TEST_RUN"]))
    sources = make_pair(folder)
    return match(folder, sources), sources


def copied(folder: Path) -> tuple[Path, runs.Sources]:
    """Copy the run's files, to spoil them."""
    out, sources = matched()
    shutil.copytree(out.parent, folder / "run")
    files = {name: folder / "run" / path.name for name, path in vars(sources).items()}
    return folder / "run" / "out", runs.Sources(**files)


def load_agency() -> None:
    agencies.load([{"code": AGENCY, "name": "Bảo hiểm xã hội cơ sở tại Mai Châu",
                    "kind": "insurance", "valid_from": NOW.date().replace(year=2025)}])  # fmt: skip


def load(**changes) -> runs.Loaded:
    out, sources = matched()
    given = {"agency": AGENCY, "sector": SECTOR, "now": NOW, "sources": sources, **changes}
    return runs.load_run(out, **given)


def one(*, twice: bool = False) -> int:
    """Return an open proposal, inside or outside the sample of second readings."""
    row = Proposal.objects.filter(state="open").exclude(changes=[]).order_by("pk").first()
    assert row is not None
    row.twice = twice
    row.save(update_fields=["twice"])
    return row.pk


def says(who: Actor, number: int, said: Said = Said.ACCEPTED, command: UUID | None = None):
    reason = "another_person" if said == Said.REJECTED else ""
    return service.decide(who, number, said, reason=reason, command=command or uuid4(), now=NOW)


def state(number: int) -> str:
    return Proposal.objects.get(pk=number).state


def elsewhere(who: Actor) -> Actor:
    return replace(who, agency=STRANGER.agency)
