"""The QR text of a card (thẻ căn cước công dân có chip, thẻ căn cước), as a scanner types it.

Fields between pipes: personal id, number of the old identity paper (may be empty), full name,
birth as ddMMyyyy, sex, address, day of issue as ddMMyyyy. The card of 2024 may add fields behind
these; what they mean was not found in a public text, so they are left unread. The text carries no
signature: it saves typing and proves nothing.

Source: public readers of the card's QR code; no text of the Bộ Công an was found (unverified).
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.bad_input import BadInput
from motcua.kernel.partial_dates import BadDate, PartialDate
from motcua.kernel.personal_ids import PersonalId, Sex

FIELDS = 7
LONGEST = 1000  # signs; a card's text has about 150
_SEXES: dict[str, Sex] = {"nam": "male", "nữ": "female"}
_OLD_NUMBER = re.compile(r"(\d{9}|\d{12})?")
_DAY = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufeff]")
_AGAIN = "Quét lại thẻ, hoặc nhập tay các thông tin in trên thẻ"
_OTHERS = (
    (re.compile(r"https?://", re.I), "Đây là mã QR dẫn đến một trang thông tin"),
    (re.compile(r"000201"), "Đây là mã QR chuyển tiền"),
    (re.compile(r"I[A-Z0-9<]VNM|[A-Z0-9<]{30}"), "Đây là dòng chữ máy đọc ở mặt sau thẻ"),
    (re.compile(r"P[A-Z<]VNM"), "Đây là hộ chiếu"),
    (re.compile(r"[A-Z]{2}\d{13}\|"), "Đây là mã QR của thẻ bảo hiểm y tế"),
    (re.compile(r"\d{9}(\||$)"), "Đây là số chứng minh nhân dân 9 số, không còn được sử dụng"),
    (re.compile(r"\d{10}(-\d{3})?$"), "Đây là mã số thuế"),
)
_WANTED = "Quét mã QR ở góc thẻ căn cước công dân gắn chip hoặc mặt sau thẻ căn cước"


class BadCard(BadInput):
    """The text is not that of a card; the sentence says which other it seems to be."""


@dataclass(frozen=True)
class IdentityCard:
    """What the card says; ``issued_on`` is None where the card leaves it out."""

    personal_id: PersonalId
    old_number: str
    name: str
    birth: PartialDate
    sex: Sex
    address: str
    issued_on: date | None

    @classmethod
    def parse(cls, text: str) -> IdentityCard:
        """Read one scan; raises ``BadCard``, ``BadPersonalId`` or ``BadDate`` with what to do."""
        fields = [part.strip() for part in _typed(text).split("|")]
        if len(fields) < FIELDS:
            raise BadCard(_another(fields))
        number, old, name, born, sex, address, issued = fields[:FIELDS]
        if not _OLD_NUMBER.fullmatch(old):
            raise BadCard(f"Số giấy tờ cũ '{old}' trong mã QR không đúng dạng. {_AGAIN}")
        if sex.lower() not in _SEXES:
            raise BadCard(f"Giới tính '{sex}' trong mã QR không đọc được. {_AGAIN}")
        return cls(
            PersonalId.parse(number),
            old,
            _name(name),
            _birth(born),
            _SEXES[sex.lower()],
            address,
            _issued(issued),
        )

    @property
    def doubts(self) -> tuple[str, ...]:
        """What does not fit together; such a number is given anew when sex or year is corrected."""
        told = []
        if self.personal_id.year_of_birth != self.birth.year:
            told.append("Năm sinh trên thẻ không khớp với số định danh cá nhân")
        if self.personal_id.sex != self.sex:
            told.append("Giới tính trên thẻ không khớp với số định danh cá nhân")
        return tuple(told)


def _typed(text: str) -> str:
    """Undo what scanners do: UTF-8 typed as Latin-1, decomposed accents, a stray end of line."""
    if len(text) > LONGEST:
        raise BadCard(f"Nội dung quá dài, không phải mã QR của thẻ. {_WANTED}")
    with suppress(UnicodeError):  # otherwise it was right as it came
        text = text.encode("latin-1").decode("utf-8")
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
    if not text:
        raise BadCard(f"Chưa có nội dung quét. {_WANTED}")
    return text


def _another(fields: list[str]) -> str:
    text = "|".join(fields)
    seems = next((said for shape, said in _OTHERS if shape.match(text)), "")
    if seems:
        return f"{seems}. {_WANTED}"
    if len(fields) > 1:
        return f"Mã QR chỉ đọc được {len(fields)} trong {FIELDS} mục của thẻ. {_AGAIN}"
    return f"Không phải mã QR của thẻ căn cước. {_WANTED}"


def _name(name: str) -> str:
    if not name or "?" in name or "\ufffd" in name:
        raise BadCard(
            "Máy quét gửi sai dấu tiếng Việt trong họ tên. "
            "Chuyển máy quét sang chế độ UTF-8, hoặc nhập tay họ tên"
        )
    if any(sign.isdigit() for sign in name):
        raise BadCard(f"Họ tên '{name}' trong mã QR không đọc được. {_AGAIN}")
    return " ".join(name.split())


def _birth(text: str) -> PartialDate:
    """Read ddMMyyyy; zeros stand for a day or month that is not known."""
    found = _DAY.fullmatch(text)
    if not found:
        raise BadDate(f"Ngày sinh '{text}' trong mã QR không đúng dạng. {_AGAIN}")
    return PartialDate.from_fields(
        *("" if part.strip("0") == "" else part for part in found.group("day", "month", "year"))
    )


def _issued(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d%m%Y").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        raise BadDate(f"Ngày cấp '{text}' trong mã QR không có trên lịch. {_AGAIN}") from None
