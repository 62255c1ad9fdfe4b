"""What people send as papers: recognised by content, made safe, or refused in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from motcua.papers.documents import Danger, examine
from motcua.papers.file_names import clean_name
from motcua.papers.photographs import NotAPhotograph, TooManyPixels, reworked

LARGEST_KEPT = 20 * 1024 * 1024
# Photographs may arrive larger, since they are shrunk; the web face reads no more than this.
LARGEST_RECEIVED = 40 * 1024 * 1024


class Kind(Enum):
    PHOTOGRAPH = "photograph"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Accepted:
    """A paper fit to keep; ``advice`` is a hint to the person, not an obstacle."""

    kind: Kind
    mime: str
    name: str
    content: bytes
    pages: int
    advice: str = ""

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Refused:
    """Why not, and what to do instead (shown as it is)."""

    sentence: str


_TOO_BIG = Refused(
    "Tệp quá lớn (tối đa 20 MB). Ông/bà quét lại ở độ phân giải thấp hơn (khoảng 200 dpi)"
    " hoặc tách thành nhiều tệp rồi tải lên"
)
_PHOTOGRAPH_TOO_BIG = Refused(
    "Tệp quá lớn (tối đa 20 MB). Hệ thống đã thử thu nhỏ nhưng chưa được. Ông/bà chọn cỡ ảnh nhỏ hơn"
    " trong máy ảnh rồi chụp lại"
)
_EMPTY = Refused("Tệp không có nội dung. Ông/bà chọn lại tệp hoặc chụp ảnh giấy tờ")
_OTHER_KIND = Refused(
    "Tệp không phải là ảnh JPG, PNG hoặc tệp PDF. Ông/bà chụp ảnh giấy tờ hoặc lưu giấy tờ thành PDF"
    " rồi tải lên"
)
_HEIC = Refused(
    "Chưa đọc được ảnh định dạng HEIC. Ông/bà bấm 'Chụp ảnh giấy tờ' để chụp lại, hoặc đặt máy ảnh"
    " của điện thoại ở định dạng 'Tương thích nhất' (JPG)"
)
_BROKEN_PHOTOGRAPH = Refused("Ảnh bị hỏng, không mở được. Ông/bà chụp lại hoặc chọn ảnh khác")
_DANGERS = {
    Danger.ENCRYPTED: Refused(
        "Tệp PDF đang đặt mật khẩu hoặc hạn chế. Ông/bà bỏ mật khẩu hoặc chụp ảnh giấy tờ rồi tải lên"
    ),
    Danger.ACTIVE: Refused(
        "Tệp PDF có chứa mã lệnh nên không được nhận. Ông/bà in tệp thành PDF mới hoặc chụp ảnh giấy tờ"
        " rồi tải lên"
    ),
    Danger.ATTACHMENTS: Refused(
        "Tệp PDF có tệp khác đính kèm bên trong. Ông/bà tải lên từng tệp riêng"
    ),
    Danger.BROKEN: Refused("Tệp PDF bị hỏng hoặc tải lên chưa hết. Ông/bà tải lại tệp"),
}
_BLURRED = "Ảnh có thể bị mờ. Nếu không đọc rõ chữ, đề nghị chụp lại"


def accept(content: bytes, declared_name: str) -> Accepted | Refused:
    """Recognise, examine and rework an upload; the declared name decides nothing but the name."""
    if not content:
        return _EMPTY
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _photograph(content, declared_name)
    if len(content) > LARGEST_KEPT:
        return _TOO_BIG
    if b"%PDF-" in content[:1024]:
        return _document(content, declared_name)
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        return _HEIC
    return _OTHER_KIND


def _photograph(content: bytes, declared_name: str) -> Accepted | Refused:
    if len(content) > LARGEST_RECEIVED:
        return _PHOTOGRAPH_TOO_BIG
    try:
        photograph = reworked(content)
    except TooManyPixels:
        return _PHOTOGRAPH_TOO_BIG
    except NotAPhotograph:
        return _BROKEN_PHOTOGRAPH
    return Accepted(
        kind=Kind.PHOTOGRAPH,
        mime="image/jpeg",
        name=clean_name(declared_name, "jpg"),
        content=photograph.jpeg,
        pages=1,
        advice=_BLURRED if photograph.blurred else "",
    )


def _document(content: bytes, declared_name: str) -> Accepted | Refused:
    found = examine(content)
    if isinstance(found, Danger):
        return _DANGERS[found]
    return Accepted(
        kind=Kind.DOCUMENT,
        mime="application/pdf",
        name=clean_name(declared_name, "pdf"),
        content=content,
        pages=found,
    )
