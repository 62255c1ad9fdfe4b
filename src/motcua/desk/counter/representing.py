"""Somebody comes for an organisation: its tax code, and by what right they act for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from motcua.catalogue.package import Applicant, Procedure
from motcua.counter.service import Represented, Visit, Visitor
from motcua.desk import organisations
from motcua.desk.at_post import Me
from motcua.desk.organisations import Told
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc
from motcua.kernel.partial_dates import PartialDate
from motcua.kernel.tax_codes import TaxCode
from motcua.pages import register_sources
from motcua.pages.register_sources import Sources

FIELDS = ("tax_code", "organisation", "right", "paper_number", "paper_day")
REPRESENTATIVE = "representative"
RIGHTS = {
    REPRESENTATIVE: "Người đại diện theo pháp luật",
    "introduction": "Giấy giới thiệu",
    "authorisation": "Giấy ủy quyền",
}
PURPOSE = "Tiếp nhận hồ sơ trực tiếp tại quầy của tổ chức được tra cứu"
LONGEST_NAME, LONGEST_NUMBER = 160, 60
_ONLY_PEOPLE = "Thủ tục này chỉ nhận hồ sơ của cá nhân, không nhận của tổ chức"
_NO_ENTERPRISES = "Thủ tục này không nhận hồ sơ của doanh nghiệp, hợp tác xã, hộ kinh doanh"
_NO_NAME = {
    "not_found": "Không có trong đăng ký doanh nghiệp: ghi tên tổ chức theo giấy tờ",
    "unavailable": "Chưa kết nối được đăng ký doanh nghiệp: ghi tên tổ chức theo giấy tờ",
}


def read(typed: Mapping[str, str], today: date) -> tuple[Represented | None, dict[str, str]]:
    """Return for which organisation and by what right, or what to correct; nothing typed: None."""
    if not any(typed[name] for name in FIELDS):
        return None, {}
    faults: dict[str, str] = {}
    tax_code = ""
    try:
        tax_code = str(TaxCode.parse(typed["tax_code"], today))
    except BadInput as refusal:
        faults["tax_code"] = str(refusal)
    paper, wrong = _paper(typed, today)
    faults |= wrong
    if typed["right"] not in RIGHTS:
        faults["right"] = "Chọn tư cách của người đến"
    if faults:
        return None, faults
    name = nfc(typed["organisation"])[:LONGEST_NAME]
    return Represented(tax_code=tax_code, name=name, right=typed["right"], paper=paper), {}


def welcomes(procedure: Procedure) -> bool:
    """Tell whether an organisation of any kind may file it."""
    return bool(procedure.applicants - {Applicant.PERSON})


def looked_up(
    claim: Represented, me: Me, agency: str, procedure: Procedure
) -> tuple[Represented, Told | None, dict[str, str]]:
    """Ask the business register; return the claim with its name, and why it cannot be taken in."""
    if not welcomes(procedure):
        return claim, None, {"procedure": _ONLY_PEOPLE}
    told = organisations.look_up(claim.tax_code, me, agency, procedure.code, PURPOSE)
    if told.is_registered and Applicant.ENTERPRISE not in procedure.applicants:
        return claim, told, {"procedure": _NO_ENTERPRISES}
    named = replace(claim, name=claim.name or told.name)
    return named, told, {} if named.name else {"organisation": _NO_NAME[told.outcome]}


def differing(visit: Visit) -> list[str]:
    """Return what the register says otherwise than the organisation of a visit and who came."""
    claim = visit.organisation
    representative = visit.person["name"] if claim["right"] == REPRESENTATIVE else ""
    return Told.kept(claim["told"]).differing(claim["name"], representative)


def sources(claim: Represented, told: Told, visitor: Visitor, now: datetime) -> Sources:
    """Return what is known for the form: the organisation, and who came for it."""
    registered = told.is_registered and claim.name == told.name
    return register_sources.of_organisation(
        now,
        organisation={"name": claim.name, "tax_code": claim.tax_code},
        delegate={
            "full_name": visitor.name,
            "personal_id": visitor.personal_id,
            "phone": visitor.phone,
        },
        organisation_by=register_sources.BUSINESS if registered else register_sources.SHOWN,
        delegate_by=register_sources.SHOWN,
    )


def _paper(typed: Mapping[str, str], today: date) -> tuple[str, dict[str, str]]:
    """Return number and day of the paper of authority; a representative needs none."""
    if typed["right"] in {"", REPRESENTATIVE}:
        return "", {}
    faults = {}
    number = nfc(typed["paper_number"])[:LONGEST_NUMBER]
    if not number:
        faults["paper_number"] = "Ghi số của giấy"
    day = _day(typed["paper_day"])
    if day is None:
        faults["paper_day"] = "Ghi đủ ngày, tháng, năm của giấy, ví dụ 20/11/2026"
    elif day > today:
        faults["paper_day"] = "Ngày của giấy chưa đến. Kiểm tra lại"
    return (f"số {number} ngày {day:%d/%m/%Y}" if day and not faults else ""), faults


def _day(text: str) -> date | None:
    try:
        return PartialDate.parse(text).exact
    except BadInput:
        return None
