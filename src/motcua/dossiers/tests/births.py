"""Births declared at Mai Châu, for tests that need rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from motcua.accounts.actors import Actor
from motcua.agencies import service as agencies
from motcua.dossiers.submit import PartyName, Submission, submit
from motcua.dossiers.tests.cast import MAI_CHAU, MOTHER, at
from motcua.payments.service import Line

COPIES = Line(
    code="copies", label="Bản sao Giấy khai sinh", unit="bản", quantity=2, unit_amount=8000
)


def load_agencies() -> None:
    agencies.load(
        {
            "code": code, "name": name, "kind": "commune", "place_code": place,
            "valid_from": date(2025, 7, 1),
        }
        for code, name, place in (
            (MAI_CHAU, "Ủy ban nhân dân xã Mai Châu", "05200"),
            ("H44.28.06", "Ủy ban nhân dân xã Bao La", "05245"),
        )
    )  # fmt: skip


def a_birth(**changes) -> Submission:
    child = changes.pop("child", "Bùi Khà Minh An")
    submission = Submission(
        procedure="1.001193",
        procedure_name="Đăng ký khai sinh",
        revision=1,
        answers={"child_name": child, "delivery": "centre"},
        sources={},
        receiving_agency=MAI_CHAU,
        competent_agency=MAI_CHAU,
        parties=[
            PartyName(
                part="filer", full_name="Khà Thị Dung", account=MOTHER.account_id,
                personal_id="017199001234", birth="1999-05-02",
            ),
            PartyName(part="owner", full_name=child),
        ],
        subject_name=child,
        subject=("notice", child),
        needs_confirmation=True,
        needs_registration=True,
    )  # fmt: skip
    return replace(submission, **changes)


def declared(now: datetime | None = None, actor: Actor = MOTHER, **changes) -> str:
    """Submit a birth and return the dossier's code."""
    return submit(a_birth(**changes), actor, command_id=uuid4(), now=now or at(23, 8))
