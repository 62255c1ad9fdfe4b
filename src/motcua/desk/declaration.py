"""The declaration beside what the registers answered, differences marked in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.catalogue.form_model import Question
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Declared, Dossier
from motcua.registries import service as registries
from motcua.registries.service import Verified

OUTCOMES = {
    "agrees": ("done", "Đã xác thực"),
    "differs": ("late", "Có sai lệch"),
    "not_found": ("soon", "Không tìm thấy"),
    "pending": ("waiting", "Chưa kết nối được, sẽ tự tra cứu lại"),
}
REGISTERS = {
    "population": "Cơ sở dữ liệu quốc gia về dân cư",
    "civil_status": "Cơ sở dữ liệu hộ tịch điện tử",
    "birth_notice": "Dữ liệu Giấy chứng sinh",
    "business_register": "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp",
}
PARTIES = {
    "filer": "Người yêu cầu",
    "owner": "Chủ hồ sơ",
    "delegate": "Người thay mặt tổ chức",
    "mother": "Mẹ",
    "father": "Cha",
    "parents": "Cha và mẹ",
    "entry": "Việc hộ tịch",
    registries.ORGANISATION: "Tổ chức",
}
FIELDS = {
    registries.IDENTITY: "số định danh, họ tên, ngày sinh",
    registries.MARRIAGE: "đăng ký kết hôn",
    registries.ENTRY: "đã đăng ký",
    "gender": "giới tính",
    "ethnicity": "dân tộc",
    "nationality": "quốc tịch",
    "marital": "tình trạng hôn nhân",
    "permanent_commune": "nơi thường trú",
    "permanent_detail": "nơi thường trú (chi tiết)",
    "current_commune": "nơi ở hiện tại",
    "origin_commune": "quê quán",
    "tax_code": "mã số thuế",
    "organisation_name": "tên",
    "organisation_state": "tình trạng hoạt động",
    "representative": "người đại diện theo pháp luật",
}
# wire names of the form's answers: whose, and which field of a register they are
_WIRE = re.compile(r"(nks|cbs|nxn|me|cha|nyc)(.+)")
_PARTY = {
    "nks": "owner",
    "cbs": "owner",
    "nxn": "owner",
    "me": "mother",
    "cha": "father",
    "nyc": "filer",
}
_FIELD = {
    "HoTen": registries.IDENTITY,
    "SoDDCN": registries.IDENTITY,
    "NgaySinh": registries.IDENTITY,
    "GioiTinh": "gender",
    "DanToc": "ethnicity",
    "QuocTich": "nationality",
    "TinhTrangHonNhan": "marital",
}


@dataclass(frozen=True)
class Answered:
    """A register's answer as a row shows it: look, word, source and its own value if it differs."""

    look: str
    word: str
    register: str
    value: str
    at: datetime | None
    about: str = ""


@dataclass(frozen=True)
class Answers:
    """Answers alike in word, register and minute, and what each is about."""

    like: Answered
    about: Sequence[str]


@dataclass(frozen=True)
class Row:
    """``recorded``: the answer goes on to the register that the procedure writes to."""

    label: str
    value: str
    answered: bool
    recorded: bool
    answer: Answered | None
    filled_by: str = ""
    filled_at: datetime | None = None


@dataclass(frozen=True)
class Page:
    title: str
    rows: Sequence[Row]


def compared(dossier: Dossier) -> list[Page]:
    """Return the declared pages, each row with what a register said of it; empty once erased."""
    declared = dossiers.declaration_of(dossier)
    if declared.erased:
        return []
    form = catalogue.revision(dossier.procedure, dossier.revision).form
    known = {(v.party, v.field): _answered(v) for v in registries.verifications(dossier.code)}
    asked = {question.id for question in forms.visible_questions(form, declared.answers)}
    return [
        Page(
            page.title.vi,
            [
                _row(question, told, declared, known)
                for question, told in zip(
                    (q for q in page.questions if q.id in asked), rows, strict=True
                )
            ],
        )
        for page, rows in forms.summary(form, declared.answers)
    ]


def recorded(dossier: Dossier) -> list[Page]:
    """Return only what goes on to the register and the result, as the official approves it."""
    pages = (
        replace(page, rows=[row for row in page.rows if row.recorded]) for page in compared(dossier)
    )
    return [page for page in pages if page.rows]


def answers_of(code: str) -> list[Answers]:
    """Return the registers' answers about the dossier, what does not agree first.

    What one register answered alike in one minute stands together.
    """
    order = list(OUTCOMES)[::-1]
    found = sorted(registries.verifications(code), key=lambda v: order.index(v.outcome))
    together: dict[tuple[str, str, str], list[Answered]] = {}
    for one in map(_answered, found):
        minute = f"{one.at:%d %H:%M}" if one.at else ""
        together.setdefault((one.word, one.register, minute), []).append(one)
    return [Answers(some[0], [one.about for one in some]) for some in together.values()]


def registration(code: str) -> Mapping[str, Any] | None:
    """Return the register entry: number, book, page, personal id and day; None before it is there."""
    entries = dossiers.written(code, "registration")
    return entries[0].body if entries else None


def _row(
    question: Question,
    told: tuple[str, str],
    declared: Declared,
    known: Mapping[tuple[str, str], Answered],
) -> Row:
    answer = next((known[key] for key in _keys(question) if key in known), None)
    if answer and answer.value:
        answer = replace(answer, value=_spelt(question, answer.value))
    source = declared.sources.get(question.id) or {}
    at = source.get("at")
    answered = declared.answers.get(question.id) is not None
    return Row(
        label=told[0],
        value=told[1],
        answered=answered,
        recorded=answered and bool(question.wire),
        answer=answer,
        filled_by=source.get("register", ""),
        filled_at=datetime.fromisoformat(at) if at else None,
    )


def _spelt(question: Question, code: str) -> str:
    """Return a register's code in the words that the form has for it."""
    choice = next((choice for choice in question.choices if choice.wire == code), None)
    return choice.label.vi if choice else forms.shown(question, code)


def _keys(question: Question) -> Iterator[tuple[str, str]]:
    for name in question.wire:
        match = _WIRE.fullmatch(name)
        if match and match[2] in _FIELD:
            yield _PARTY[match[1]], _FIELD[match[2]]


def _answered(verified: Verified) -> Answered:
    look, word = OUTCOMES[verified.outcome]
    return Answered(
        look=look,
        word=word,
        register=REGISTERS.get(verified.register, verified.register),
        value=verified.register_value,
        at=verified.source_at,
        about=_about(verified),
    )


def _about(verified: Verified) -> str:
    """Say whose fact it is; an organisation's stand in no row of the form, so with what differs."""
    party = PARTIES.get(verified.party, verified.party)
    about = f"{party}: {FIELDS.get(verified.field, verified.field)}"
    if verified.party != registries.ORGANISATION:
        return about
    if verified.outcome == "not_found":
        return f"{about} (cơ quan, đơn vị sự nghiệp công lập không đăng ký doanh nghiệp)"
    return (
        f"{about}, trong đăng ký: {verified.register_value}" if verified.register_value else about
    )
