"""The data of a certified copy (bản sao được chứng thực từ bản chính).

Words of certification: Nghị định 23/2015/NĐ-CP, annex (from memory, unverified). One number for
all copies of one original made at one time (national record 2.000815).
"""

from __future__ import annotations

from typing import Any

from motcua.dossiers import certified_for
from motcua.dossiers.facts_of_result import ResultFacts
from motcua.papers import service as papers


def paper(facts: ResultFacts) -> dict[str, Any]:
    """Return what is printed over the scan; the number is taken from the book here, once."""
    answers = facts.answers
    number = papers.enter_in_book(
        facts.agency,
        facts.at,
        papers.Certified(
            dossier_code=facts.heading["dossier_code"],
            applicant=certified_for.in_book(answers),
            title=str(answers["paper_title"]),
            copies=int(answers["copies"]),
            certifier=str(facts.signer["name"]),
        ),
    )
    return {
        **facts.heading,
        "title": str(answers["paper_title"]),
        "originals": list(answers["originals"]),
        "copies": int(answers["copies"]),
        "certification": {"number": number.number, "book": number.book},
        "signer": dict(facts.signer),
    }
