"""Questions and answers (hỏi đáp) and ratings (đánh giá): what agencies send and ask for.

The fields of questions are those of the wire. Of DongBoDanhGia only the name is known; its fields
are our guess: MaHoSo, MucDo (1 satisfied, 2 neutral, 3 not satisfied), NgayDanhGia, NoiDung.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.hub import fields, reading, receiving, storing
from motcua.hub.codes import Answer, Refusal
from motcua.hub.fields import Choice, Fields, Moment, Text
from motcua.hub.models import HubAccount, HubDossier, Question, Rating
from motcua.kernel import clock
from motcua.kernel.agency_codes import AgencyCode, BadAgencyCode

Rows = list[dict[str, Any]]
MOST_ROWS = 1000
QUESTION: Fields = {
    "HOIDAPID": Text(64, needed=True), "MaLinhVuc": Text(64), "NOIDUNG": Text(10_000, needed=True),
    "MADONVI": Text(32, needed=True), "TENDONVI": Text(400),
}  # fmt: skip
ANSWER: Fields = {
    "HOIDAPID": Text(64, needed=True), "MADONVI": Text(32, needed=True),
    "NGUOITRALOI": Text(200), "CHUCVUNGUOITRALOI": Text(200),
    "NGAYTRALOI": Moment(needed=True), "NOIDUNGTRALOI": Text(10_000, needed=True),
}  # fmt: skip
RATING: Fields = {
    "MaHoSo": Text(64, needed=True), "MucDo": Choice(frozenset("123"), needed=True),
    "NgayDanhGia": Moment(needed=True), "NoiDung": Text(10_000),
}  # fmt: skip


def receive_questions(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take DongBoHoiDap: questions that an agency was asked itself; sent again, they change."""
    told = [fields.read(one, QUESTION, now) for one in receiving.items_of(data)]
    rows = [
        Question(
            root=account.agency, number=one["HOIDAPID"], agency=_own(account, one["MADONVI"]),
            agency_name=one["TENDONVI"], field_code=one["MaLinhVuc"], content=one["NOIDUNG"],
            asked_at=now,
        )
        for one in {one["HOIDAPID"]: one for one in told}.values()
    ]  # fmt: skip
    numbers = [one.number for one in rows]
    if Question.objects.filter(from_portal=True, root=account.agency, number__in=numbers).exists():
        raise Refusal(Answer.DUPLICATE, "Mã câu hỏi trùng với câu hỏi gửi từ Cổng")
    with transaction.atomic():
        storing.store_whole(account, "DongBoHoiDap", body, len(told), now)
        Question.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["root", "number"],
            update_fields=["agency", "agency_name", "field_code", "content"],
        )  # fmt: skip


def receive_answers(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take DongBoKetQuaHoiDapGuiTuDVCQG: answers to questions that the portal passed on."""
    told = [fields.read(one, ANSWER, now) for one in receiving.items_of(data)]
    for one in told:
        _own(account, one["MADONVI"])
    asked = Question.objects.filter(root=account.agency, from_portal=True)
    with transaction.atomic():
        numbers = [one["HOIDAPID"] for one in told]
        found = {one.number: one for one in asked.select_for_update().filter(number__in=numbers)}
        for one in told:
            if one["HOIDAPID"] not in found:
                raise Refusal(Answer.UNKNOWN_QUESTION, f"Không có câu hỏi {one['HOIDAPID']}")
            question = found[one["HOIDAPID"]]
            question.answer, question.answered_at = one["NOIDUNGTRALOI"], one["NGAYTRALOI"]
            question.answered_by = one["NGUOITRALOI"]
            question.answerer_title = one["CHUCVUNGUOITRALOI"]
        storing.store_whole(account, "DongBoKetQuaHoiDapGuiTuDVCQG", body, len(told), now)
        changed = ["answer", "answered_at", "answered_by", "answerer_title"]
        Question.objects.bulk_update(found.values(), changed)


def receive_ratings(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take DongBoDanhGia: what applicants thought, one row a dossier and moment."""
    told = [fields.read(one, RATING, now) for one in receiving.items_of(data)]
    codes = [str(reading.dossier_code(one["MaHoSo"], now)) for one in told]
    known = set(
        HubDossier.objects.filter(code__in=codes, root=account.agency).values_list(
            "code", flat=True
        )
    )
    if missing := set(codes) - known:
        raise Refusal(Answer.UNKNOWN_DOSSIER, f"Hồ sơ {min(missing)} chưa được đồng bộ")
    with transaction.atomic():
        storing.store_whole(account, "DongBoDanhGia", body, len(told), now)
        Rating.objects.bulk_create(
            (
                Rating(dossier_id=code, level=int(one["MucDo"]), at=one["NgayDanhGia"],
                       content=one["NoiDung"])
                for code, one in zip(codes, told, strict=True)
            ),
            ignore_conflicts=True,
        )  # fmt: skip


def from_portal(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """LayDanhSachHoiDapGuiTuDVCQG: what the portal passed on, newest first."""
    return _listed(Q(root=account.agency, from_portal=True))


def of_agency(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """LayDanhSachHoiDapBoCoQuan: what the agency sent itself, newest first."""
    return _listed(Q(root=account.agency, from_portal=False))


def one_answer(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """LayNoiDungTraLoiTheoCauHoi: one row, or none for a question that is not the agency's."""
    number = Text(64, needed=True).read("cauhoiid", asked.get("cauhoiid"), clock.now())
    return _listed(Q(root=account.agency, number=number))


def _listed(which: Q) -> Rows:
    return [
        {
            "HOIDAPID": one.number, "MALINHVUC": one.field_code, "MADONVI": one.agency,
            "TENDONVI": one.agency_name, "NOIDUNG": one.content, "NOIDUNGTRALOI": one.answer,
            "TRALOIID": one.number if one.answer else "", "TRANGTHAI": "1" if one.answer else "0",
        }
        for one in Question.objects.filter(which).order_by("-id")[:MOST_ROWS]
    ]  # fmt: skip


def _own(account: HubAccount, told: str) -> str:
    try:
        code = AgencyCode.parse(told)
    except BadAgencyCode as fault:
        raise fields.wrong("MADONVI", str(fault)) from fault
    receiving.check_own(account, code.root)
    return code.dotted
