"""For whom a copy is certified: whoever brings the original acts, for themselves or an organisation.

The record of 2.000815 names people and organisations, not enterprises: an enterprise's original is
certified for the person who brings it, and the enterprise stands beside as its owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.accounts.service import Account
from motcua.dossiers.models import Party
from motcua.dossiers.submit import PartyName

Answers = Mapping[str, Any]
Part, Right = Party.Part, Party.Right


def parties(answers: Answers) -> list[PartyName]:
    """Name who files first, then whose the original is, then who acts for an organisation."""
    whose = answers.get("whose", "person")
    if whose == "person":
        return [_bringer(answers, part) for part in (Part.FILER, Part.OWNER)]
    if whose == "enterprise":
        return [_bringer(answers, Part.FILER), _organisation(answers, Part.OWNER)]
    return [
        _organisation(answers, Part.FILER),
        _organisation(answers, Part.OWNER),
        _bringer(answers, Part.DELEGATE),
    ]


def subject(answers: Answers) -> str:
    """Return whose dossier it is: the organisation's name, or that of who asks."""
    return str(answers.get("organisation_name") or answers["applicant_name"])


def in_book(answers: Answers) -> str:
    """Return who asked, as the book of certifications names them."""
    name = str(answers["applicant_name"])
    organisation = answers.get("organisation_name")
    return f"{organisation} ({name})"[:160] if organisation else name


def _bringer(answers: Answers, part: Party.Part) -> PartyName:
    introduction = str(answers.get("introduction") or "")
    acts_for = answers.get("organisation_name")
    right = Right.INTRODUCTION if introduction else Right.ORIGINAL
    return PartyName(
        part=part,
        full_name=str(answers["applicant_name"]),
        personal_id=str(answers.get("applicant_id") or ""),
        phone=str(answers.get("applicant_phone") or ""),
        right=right if acts_for else "",
        right_paper=introduction,
    )


def _organisation(answers: Answers, part: Party.Part) -> PartyName:
    tax_code = str(answers["tax_code"])
    account = Account.objects.filter(tax_code=tax_code).first()
    return PartyName(
        part=part,
        full_name=str(answers["organisation_name"]),
        account=account.id if account else None,
        tax_code=tax_code,
        phone=str(answers.get("applicant_phone") or "") if part == Part.FILER else "",
    )
