"""Questions answered by picking: options, yes or no, kept uploads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from motcua.catalogue.form_model import Question
from motcua.catalogue.kinds.kind import Kind, Unreadable
from motcua.catalogue.words import Text

YES = Text("Có", "Yes")
NO = Text("Không", "No")
_NOT_OFFERED = Text(
    "Đề nghị chọn một trong các mục đã nêu", "Choose one of the options that are listed"
)
_BAD_UPLOAD = Text(
    "Chưa nhận được tệp. Đề nghị chụp hoặc chọn lại", "The file did not arrive. Choose it again"
)
_FILES = Text("{count} tệp", "{count} file(s)")


def _read_choice(question: Question, typed: Mapping[str, str]) -> str:
    if question.choice(typed[""]) is None:
        raise Unreadable(_NOT_OFFERED)
    return typed[""]


def _read_yes_no(_question: Question, typed: Mapping[str, str]) -> bool:
    if typed[""] not in {"yes", "no"}:
        raise Unreadable(_NOT_OFFERED)
    return typed[""] == "yes"


def _read_files(_question: Question, typed: Mapping[str, str]) -> list[str]:
    uploads = typed[""].splitlines()
    if not all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", upload) for upload in uploads):
        raise Unreadable(_BAD_UPLOAD)
    return list(dict.fromkeys(uploads))


def _write(answer: str) -> Mapping[str, str]:
    return {"": answer}


def _show_choice(question: Question, answer: Any, language: str) -> str:
    choice = question.choice(answer)
    return choice.label.said(language) if choice else str(answer)


def _show_yes_no(_question: Question, answer: bool, language: str) -> str:
    return (YES if answer else NO).said(language)


_choice = Kind(_read_choice, _write, _show_choice)
KINDS = {
    "choice": _choice,
    "agency_choice": _choice,
    "ethnicity": _choice,
    "nationality": _choice,
    "yes_no": Kind(_read_yes_no, lambda answer: {"": "yes" if answer else "no"}, _show_yes_no),
    "file": Kind(
        _read_files,
        lambda answer: {"": "\n".join(answer)},
        lambda _question, answer, language: _FILES.filled(count=len(answer)).said(language),
        many=True,
    ),
}
