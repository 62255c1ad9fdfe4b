"""The family of the tests: a mother, a father and what registers say about them."""

from datetime import date
from typing import Any

from motcua.catalogue import forms, service
from motcua.catalogue.package import Procedure

MONDAY = date(2026, 11, 23)
MAI_CHAU = "05200"
HOA_BINH = "04795"

DUNG = {
    "full_name": "Khà Thị Dung",
    "personal_id": "017199000123",
    "birth_date": "1999-05-12",
    "ethnicity": "03",
    "nationality": "VN",
    "residence": {"commune": MAI_CHAU, "detail": "Xóm Văn"},
    "residence_kind": "permanent",
    "origin": {"commune": MAI_CHAU},
    "phone": "0912345678",
}
TUYEN = {
    "full_name": "Bùi Văn Tuyển",
    "personal_id": "017097000456",
    "birth_date": "1997",
    "ethnicity": "06",
    "nationality": "VN",
    "residence": {"commune": HOA_BINH, "detail": "Tổ 4"},
    "residence_kind": "permanent",
    "origin": {"commune": HOA_BINH},
}
MARRIAGE = {"registered": True, "place": {"commune": MAI_CHAU}, "number": "12/2022"}
NOTICE = {
    "code": "17041.GCS.00123.26",
    "issued_on": "2026-11-18",
    "birth_date": "2026-11-17",
    "sex": "female",
    "birth_place": {"commune": MAI_CHAU, "detail": "Trung tâm Y tế khu vực Mai Châu"},
}
REGISTERS = {"person": DUNG, "spouse": TUYEN, "marriage": MARRIAGE, "notice": NOTICE}


def birth() -> Procedure:
    return service.current("1.001193", MONDAY)


def declared_by_the_mother(**changes: Any) -> dict[str, Any]:
    """Return a complete declaration: registers answered, the mother filled in the rest."""
    typed = {
        "relation": "mother",
        "register_at": "mother",
        "child_name": "Bùi Khà An",
        "child_surname_after": "father",
        "child_ethnicity_after": "mother",
        "child_origin_after": "father",
        "copies": 2,
        "delivery": "centre",
        "declaration": True,
    }
    filled = forms.prefill(birth().form, REGISTERS, typed).answers
    return {**filled, **changes}
