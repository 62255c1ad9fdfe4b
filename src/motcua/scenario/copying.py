"""Certified copies at the counter: one visit, most of it one use case."""

from __future__ import annotations

import io
import random
from functools import cache
from uuid import uuid5

from PIL import Image, ImageDraw

from motcua.accounts.service import Role
from motcua.catalogue.package import Procedure
from motcua.dossiers import charging
from motcua.dossiers import service as dossiers
from motcua.dossiers.certify import PROCEDURE, certify_copy
from motcua.dossiers.phases import Phase
from motcua.papers.service import KeptFile, keep_upload
from motcua.scenario import people, temper
from motcua.scenario.declaring import declaration
from motcua.scenario.ledger import STATUS, Book
from motcua.scenario.people import Family
from motcua.scenario.plan import Arrival
from motcua.scenario.story import COMMANDS, Story

__all__ = ["PROCEDURE", "certified"]

SIZE = (210, 297)


def certified(
    arrival: Arrival, procedure: Procedure, family: Family, agency: str, book: Book, seed: int
) -> Story:
    """Scan, charge, receive and compare; the copy is before the signer afterwards."""
    at, receiver = arrival.at, people.official(agency, Role.RECEIVER)
    kept = keep_upload(receiver.account_id, _scan(), "ban-chinh.png", at)
    if not isinstance(kept, KeptFile):
        raise TypeError(f"the scan was refused: {kept}")
    answers = declaration(procedure, family, arrival.number, at.date(), scan=str(kept.id))
    if answers is None:
        raise LookupError(f"{procedure.code} cannot be filled on {at}")
    command_id = uuid5(COMMANDS, f"{seed} {arrival.number}")
    code = certify_copy(answers, "cash", receiver, command_id=command_id, now=at)
    owes = any(line.amount for line in charging.lines(procedure, answers, at.date()))
    book.filed(code, at, level=arrival.level, online=False, owes=owes, asks=False)
    found = dossiers.dossier_for_official(receiver, code).dossier
    paid = [Phase.SUBMITTED] if owes else []
    passed = (*paid, Phase.RECEIVED, Phase.PROCESSING, Phase.PROCESSING)
    book.acted(found, *((at, STATUS[phase]) for phase in passed))
    chance = random.Random(f"{seed} {arrival.number}")  # noqa: S311 - a repeatable story
    return Story(arrival, family.account(), found, chance, temper.Temper())


@cache
def _scan() -> bytes:
    """Return a page that was laid on the scanner; the same for all, since nobody reads it."""
    page = Image.new("L", SIZE, "white")
    ImageDraw.Draw(page).text((20, 30), "BAN CHINH", fill="black")
    kept = io.BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()
