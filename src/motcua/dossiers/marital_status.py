"""The data of a certificate of marital status (Giấy xác nhận tình trạng hôn nhân).

Content: Nghị định 123/2015/NĐ-CP, articles 21–23, and the form of Thông tư 04/2020/TT-BTP (its
wording from memory, unverified). How long it may be used stands in the procedure's package.
"""

from __future__ import annotations

from typing import Any

from motcua.catalogue import forms
from motcua.dossiers.facts_of_result import ResultFacts
from motcua.kernel.clock import local_day

MOST_FORMER = 3
STATUS = {
    "single": "Chưa đăng ký kết hôn với ai",
    "married": "Hiện đang có {partner} là {spouse}",
    "divorced": (
        "Đã đăng ký kết hôn nhưng đã ly hôn theo {end}; hiện tại chưa đăng ký kết hôn với ai"
    ),
    "widowed": (
        "Đã đăng ký kết hôn nhưng {partner} là {spouse} đã chết ({end}); "
        "hiện tại chưa đăng ký kết hôn với ai"
    ),
}


def paper(facts: ResultFacts) -> dict[str, Any]:
    """Return what the template prints; without a number it is a draft."""
    words, wire = facts.words, facts.wire
    return {
        **facts.heading,
        "number": _number(facts),
        "applicant": words.get("nycHoTen", ""),
        "subject": {
            "name": words.get("nxnHoTen", ""),
            "birth": str(wire.get("nxnNgaySinh", "")),
            "sex": words.get("nxnGioiTinh", ""),
            "ethnicity": words.get("nxnDanToc", ""),
            "nationality": words.get("nxnQuocTich", ""),
            "identity": f"Số định danh cá nhân {wire.get('nxnSoDDCN', '')}",
            "residence": words.get("nxnNoiCuTru", ""),
        },
        "former": _former(facts),
        "status": _status(facts),
        "purpose": _purpose(facts),
        "valid_months": facts.procedure.result_validity_months.on(local_day(facts.at)),
        "signer": dict(facts.signer),
    }


def _number(facts: ResultFacts) -> str | None:
    """Return the number in the register, as '12/UBND-XNTTHN'."""
    return None if facts.entry is None else f"{facts.entry['number']}/UBND-XNTTHN"


def _former(facts: ResultFacts) -> list[dict[str, str]]:
    """Return the former residences with their time, as far as they were declared."""
    found = []
    for number in range(1, MOST_FORMER + 1):
        ids = [f"former_{number}", f"former_{number}_from", f"former_{number}_to"]
        if facts.answers.get(ids[0]):
            place, since, until = (_shown(facts, question) for question in ids)
            found.append({"place": place, "from": since, "to": until})
    return found


def _status(facts: ResultFacts) -> str:
    answers = facts.answers
    sex = answers.get("subject_sex")
    return STATUS[answers["marital_status"]].format(
        partner="chồng" if sex == "female" else "vợ",
        spouse=_shown(facts, "spouse_name"),
        end=_end(facts),
    )


def _end(facts: ResultFacts) -> str:
    paper_of = {"divorced": "bản án, quyết định", "widowed": "trích lục khai tử"}
    number = _shown(facts, "end_number")
    parts = [
        paper_of.get(facts.answers["marital_status"], ""),
        f"số {number}" if number else "",
        f"ngày {_shown(facts, 'end_date')}",
        f"của {_shown(facts, 'end_issuer')}",
    ]
    return " ".join(part for part in parts if part)


def _purpose(facts: ResultFacts) -> str:
    if facts.answers.get("purpose") != "marriage":
        return str(facts.answers.get("purpose_text", ""))
    born = _shown(facts, "partner_birth")
    return (
        f"đăng ký kết hôn với {_shown(facts, 'partner_name')}, sinh {born}, quốc tịch "
        f"{_shown(facts, 'partner_nationality')}, giấy tờ tùy thân số "
        f"{_shown(facts, 'partner_paper')}, tại {_shown(facts, 'marriage_place')}"
    )


def _shown(facts: ResultFacts, question: str) -> str:
    answer = facts.answers.get(question)
    return "" if answer is None else forms.shown(facts.procedure.form.question(question), answer)
