"""The population register for a test: knows the mother, never heard of the father."""

from __future__ import annotations

from uuid import uuid4

from motcua.exchange.clients.population import PersonRecord
from motcua.exchange.errors import Unreachable
from motcua.kernel.partial_dates import PartialDate
from motcua.registries import service as registries

MOTHER_ID, FATHER_ID = "017199001234", "017097005678"


class KnowsTheMother:
    def look_up(self, personal_id, name, birth, asking):
        return _mother(birth) if personal_id == MOTHER_ID else None

    def marriage(self, one, other):
        raise Unreachable("civil_status", "timeout")


def ask(code: str) -> None:
    """Verify both parents of a dossier, the mother's ethnicity too, and their marriage."""
    asker = registries.Asker(
        account=uuid4(), name="Hệ thống", agency="H44.28.05", dossier=code, purpose="Khai sinh",
        service="1.001193",
    )  # fmt: skip
    mother = registries.Party(
        role="mother",
        facts=registries.Facts(
            personal_id=MOTHER_ID, name="Khà Thị Dung", birth=PartialDate(1999, 5, 2)
        ),
        declared={"ethnicity": "03"},
    )
    father = registries.Party(
        role="father",
        facts=registries.Facts(
            personal_id=FATHER_ID, name="Bùi Văn Tuyển", birth=PartialDate(1997)
        ),
    )
    asked = registries.Round(code, asker)
    asked.people([mother, father])
    asked.marriage(FATHER_ID, MOTHER_ID)


def _mother(birth: PartialDate) -> PersonRecord:
    nothing = dict.fromkeys(
        ("birth_registered", "origin", "permanent", "current", "father", "mother", "spouse", "head")
    )
    return PersonRecord(
        personal_id=MOTHER_ID, name="KHÀ THỊ DUNG", birth=birth, gender="2", ethnicity="06",
        religion="00", marital="2", nationality="VN", **nothing,
    )  # fmt: skip
