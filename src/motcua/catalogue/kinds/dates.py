"""Questions answered by a date in three boxes: day, month, year."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.catalogue.form_model import Question
from motcua.catalogue.kinds.kind import Kind, Unreadable
from motcua.catalogue.words import Text
from motcua.kernel.bad_input import BadInput
from motcua.kernel.partial_dates import PartialDate

_WHOLE_DATE = Text(
    "Đề nghị ghi đủ ngày, tháng và năm, ví dụ 20/11/2026",
    "Enter day, month and year, for example 20/11/2026",
)


def _read_partial(_question: Question, typed: Mapping[str, str]) -> str:
    boxes = [typed.get(part, "") for part in ("day", "month", "year")]
    try:
        return PartialDate.from_fields(*boxes).iso()
    except BadInput as error:
        raise Unreadable(Text(str(error))) from error


def _read_whole(question: Question, typed: Mapping[str, str]) -> str:
    answer = _read_partial(question, typed)
    if not PartialDate.parse(answer).exact:
        raise Unreadable(_WHOLE_DATE)
    return answer


def _write(answer: str) -> Mapping[str, str]:
    date = PartialDate.parse(answer)
    parts = {"day": date.day, "month": date.month, "year": date.year}
    return {part: f"{number:02}" for part, number in parts.items() if number is not None}


def _show(_question: Question, answer: str, _language: str) -> str:
    return PartialDate.parse(answer).vi()


_BOXES = ("day", "month", "year")
KINDS = {
    "date": Kind(_read_whole, _write, _show, _BOXES),
    "partial_date": Kind(_read_partial, _write, _show, _BOXES),
}
