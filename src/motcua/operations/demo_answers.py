"""What the people of the demo's queue declare, each kind with the least that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

BIRTH, EXTRACT, MARITAL_STATUS = "1.001193", "2.000635", "1.004873"
COMMUNE = "05200"
Row = Mapping[str, Any]


def declared(row: Row, born: date) -> tuple[str, dict[str, Any]]:
    """Return the procedure of a row and its answers; ``born`` is when a newborn was born."""
    procedure = row.get("procedure", BIRTH)
    return procedure, _DECLARED[procedure](row, born.isoformat())


def _extract(row: Row, born: str) -> dict[str, Any]:
    person = row["person"]
    return {
        "whose": "self",
        **_applicant(row),
        "applicant_residence": _home(row),
        "kind": "birth",
        "owner_name": person["name"],
        "owner_birth": person["born"].isoformat(),
        "owner_id": person["id"],
        "register_place": {"commune": COMMUNE},
        "issue_at": "registered",
        "copies": row.get("copies", 1),
        "delivery": "centre",
        "declaration": True,
    }


def _marital_status(row: Row, born: str) -> dict[str, Any]:
    person = row["person"]
    return {
        "relation": "self",
        **_applicant(row),
        "subject_name": person["name"],
        "subject_id": person["id"],
        "subject_birth": person["born"].isoformat(),
        "subject_sex": person["sex"],
        "subject_ethnicity": person["ethnicity"],
        "subject_nationality": "VN",
        "subject_residence": _home(row),
        "subject_residence_kind": "permanent",
        "marital_status": "single",
        "lived_elsewhere": False,
        "purpose": "other",
        "purpose_text": row["purpose"],
        "issued_before": "never",
        "certify_at": "residence",
        "copies": 1,
        "delivery": "centre",
        "declaration": True,
    }


def _applicant(row: Row) -> dict[str, Any]:
    person = row["person"]
    return {
        "applicant_name": person["name"],
        "applicant_id": person["id"],
        "applicant_phone": f"09{person['id'][-8:]}",
    }


def _home(row: Row) -> dict[str, str]:
    return {"commune": COMMUNE, "detail": row["hamlet"]}


def _birth(row: Row, born: str) -> dict[str, Any]:
    home = _home(row)
    mother, child = row["mother"], row["child"]
    return {
        "relation": "mother",
        "applicant_name": mother["name"],
        "applicant_id": mother["id"],
        "applicant_residence": home,
        "applicant_phone": f"09{mother['id'][-8:]}",
        **_parent("mother", mother, home),
        "parents_married": True,
        "marriage_place": {"commune": COMMUNE},
        **_parent("father", row["father"], home),
        "register_at": "mother",
        "birth_proof": "code",
        "notice_code": f"25012.GCS.{mother['id'][-5:]}.26",
        "notice_date": born,
        "surrogacy": False,
        "child_name": child["name"],
        "child_sex": child["sex"],
        "child_birth_date": born,
        "child_birth_place": {"commune": COMMUNE, "detail": "Trung tâm Y tế khu vực Mai Châu"},
        "child_surname_after": "father",
        "child_ethnicity_after": "father",
        "child_origin_after": "father",
        "child_origin": {"commune": COMMUNE},
        "copies": 0,
        "delivery": "centre",
        "declaration": True,
    }


def _parent(part: str, person: Row, home: Row) -> dict[str, Any]:
    return {
        f"{part}_name": person["name"],
        f"{part}_id": person["id"],
        f"{part}_birth_date": person["born"].isoformat(),
        f"{part}_ethnicity": person["ethnicity"],
        f"{part}_nationality": "VN",
        f"{part}_residence": home,
        f"{part}_residence_kind": "permanent",
    }


_DECLARED: Mapping[str, Callable[[Row, str], dict[str, Any]]] = {
    BIRTH: _birth,
    EXTRACT: _extract,
    MARITAL_STATUS: _marital_status,
}
