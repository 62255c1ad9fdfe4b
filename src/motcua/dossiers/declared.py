"""What was declared and written on a dossier, for those who were let in to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.contents import body_of
from motcua.dossiers.models import Content, Party
from motcua.dossiers.state import Dossier


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One version of a declaration; ``sources`` tell which register filled which answer."""

    answers: Mapping[str, Any]
    sources: Mapping[str, Any]
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is on a dossier; ``right`` says by what right somebody acts for an organisation."""

    part: str
    label: str
    full_name: str
    personal_id: str
    tax_code: str
    right: str
    birth: str
    phone: str
    email: str
    account: UUID | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A note, supplement list or register entry, with the moment it was written."""

    kind: str
    body: Any
    at: datetime


def declaration_of(dossier: Dossier) -> Declared:
    """Return the declaration in force (the newest version)."""
    body = body_of(dossier.declaration)
    if body is None:
        return Declared(answers={}, sources={}, erased=True)
    return Declared(answers=body["answers"], sources=body["sources"])


def _label(party: Party) -> str:
    """Say as what somebody is named; a mandate was given only to who has no other right."""
    if party.part == Party.Part.DELEGATE and party.right:
        return "Người thay mặt tổ chức"
    return party.get_part_display()


def parties_of(code: str) -> list[Person]:
    return [
        Person(
            part=p.part,
            label=_label(p),
            full_name=p.full_name,
            personal_id=p.personal_id,
            tax_code=p.tax_code,
            right=" ".join(filter(None, [p.get_right_display(), p.right_paper])),
            birth=p.birth,
            phone=p.phone,
            email=p.email,
            account=p.account,
        )
        for p in Party.objects.filter(dossier_code=code).order_by("id")
    ]


def written(code: str, *kinds: str) -> list[Written]:
    """Return what was written on a dossier, newest first, but declarations."""
    found = Content.objects.filter(dossier_code=code, erased_at=None).exclude(kind="declaration")
    if kinds:
        found = found.filter(kind__in=kinds)
    return [
        Written(kind=c.kind, body=c.body, at=c.created_at) for c in found.order_by("-created_at")
    ]


def supplement_list(code: str) -> list[str]:
    """Return the items of the newest supplement request; empty when none was made."""
    newest = written(code, "supplement_list")
    return list(newest[0].body["items"]) if newest else []
