"""What speaks for a link and against it, in words; and which fault of the source it shows.

Reads the engine's evidence, e.g. ``name:marks birth:equal place:missing`` (docs/reconcile).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Kinds of fault (loại sai lệch) of a sector's row; the first that fits names the proposal."""

    ID_WRONG = "id-wrong"
    NAME = "name"
    BIRTH = "birth"
    NAME_MARKS = "name-marks"
    BIRTH_PART = "birth-part"
    ID_MISSING = "id-missing"
    SEX = "sex"
    PLACE = "place"
    NONE = "none"


FAULT_WORDS = {
    Fault.ID_WRONG: "Số định danh sai hoặc của người khác",
    Fault.NAME: "Họ tên sai chữ",
    Fault.BIRTH: "Ngày sinh sai",
    Fault.NAME_MARKS: "Họ tên thiếu hoặc sai dấu",
    Fault.BIRTH_PART: "Ngày sinh không đủ ngày, tháng",
    Fault.ID_MISSING: "Thiếu số định danh",
    Fault.SEX: "Giới tính khác",
    Fault.PLACE: "Địa bàn khác",
    Fault.NONE: "Chỉ cần xác nhận",
}
AT_THE_SOURCE = {
    Fault.ID_WRONG: "Đối chiếu số định danh với thẻ khi nhập; kiểm tra chữ số và số dùng chung.",
    Fault.NAME: "Nhập họ tên theo thẻ căn cước, không viết tắt tên đệm.",
    Fault.BIRTH: "Nhập ngày sinh theo dạng 27/03/1999 và đọc lại với người khai.",
    Fault.NAME_MARKS: "Nhập họ tên có dấu bằng Unicode dựng sẵn (TCVN 6909:2001).",
    Fault.BIRTH_PART: "Để trống ngày, tháng khi không biết; không ghi 01/01.",
    Fault.ID_MISSING: "Bắt buộc nhập số định danh khi lập dòng mới.",
    Fault.SEX: "Đối chiếu giới tính với chữ số thứ tư của số định danh.",
    Fault.PLACE: "Cập nhật địa bàn theo mã xã từ ngày 01/07/2025.",
    Fault.NONE: "Không có việc riêng.",
}
_FIELDS = {"name": "Họ tên", "birth": "Ngày sinh", "place": "Địa bàn", "sex": "Giới tính",
           "id": "Số giấy tờ", "claim": "Người này",
           "father_name": "Họ tên cha", "mother_name": "Họ tên mẹ",
           "spouse_name": "Họ tên vợ, chồng", "father_id": "Số định danh của cha",
           "mother_id": "Số định danh của mẹ", "spouse_id": "Số định danh của vợ, chồng"}  # fmt: skip
_LEVELS = {
    "name": {
        "equal": "trùng", "plain": "trùng khi bỏ dấu", "marks": "chỉ khác dấu",
        "sound": "giống cách đọc hoặc đảo thứ tự", "shortened": "bỏ hoặc viết tắt tên đệm",
        "near": "gần giống", "ends": "cùng họ và tên, khác tên đệm",
        "given": "chỉ giống tên", "differs": "khác", "agrees": "trùng",
    },
    "birth": {
        "equal": "trùng", "digit": "khác một chữ số", "turned": "đảo ngày và tháng",
        "year-only": "cùng năm, một bên không có ngày, tháng", "part": "khác hẳn một phần",
        "year": "chỉ cùng năm", "near-year": "lệch một, hai năm", "differs": "khác",
        "agrees": "trùng",
    },
    "place": {
        "commune": "cùng xã", "district": "cùng huyện cũ, khác xã", "province": "cùng tỉnh, khác xã",
        "differs": "khác tỉnh",
    },
    "sex": {"equal": "trùng", "differs": "khác"},
    "id": {
        "equal-12": "trùng số định danh", "equal-9": "trùng số chứng minh cũ",
        "near-12": "số định danh khác một chữ số", "near-9": "số chứng minh khác một chữ số",
        "household": "số của một người cùng hộ", "other-name": "trùng số nhưng khác họ tên",
        "differs": "khác",
    },
    "claim": {"taken": "đã ghép với một dòng khác", "free": "chưa ghép với dòng nào"},
}  # fmt: skip
_OTHERS = {
    "equal": "trùng", "near": "gần giống", "differs": "khác",
    "at-home": "có trong hộ", "absent": "không có trong hộ",
}  # fmt: skip
_FOR = {
    "at-home",
    "household",
    "equal",
    "agrees",
    "plain",
    "marks",
    "sound",
    "equal-12",
    "equal-9",
    "commune",
    "free",
}
_AGAINST = {"other-name", "differs", "given", "year", "near-year", "taken"}
_FAULTS = {
    "name": {"plain": Fault.NAME_MARKS, "marks": Fault.NAME_MARKS, "sound": Fault.NAME,
             "shortened": Fault.NAME, "near": Fault.NAME, "ends": Fault.NAME,
             "given": Fault.NAME, "differs": Fault.NAME},
    "birth": {"year-only": Fault.BIRTH_PART, "digit": Fault.BIRTH, "turned": Fault.BIRTH,
              "part": Fault.BIRTH, "year": Fault.BIRTH, "near-year": Fault.BIRTH,
              "differs": Fault.BIRTH, "missing": Fault.BIRTH_PART},
    "id": {"missing": Fault.ID_MISSING, "differs": Fault.ID_WRONG, "household": Fault.ID_WRONG,
           "other-name": Fault.ID_WRONG, "near-12": Fault.ID_WRONG,
           "near-9": Fault.ID_WRONG},
    "sex": {"differs": Fault.SEX},
    "place": {"district": Fault.PLACE, "province": Fault.PLACE, "differs": Fault.PLACE},
}  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """One piece of evidence; ``speaks`` is for, against, or neither."""

    field: str
    words: str
    speaks: str


def read(evidence: str) -> list[tuple[str, str]]:
    """Return (field, level) pairs in the engine's order."""
    parts = (part.partition(":") for part in evidence.split())
    return [(field, level) for field, _, level in parts]


def signs(evidence: str) -> list[Sign]:
    """Say each field's agreement; a level that is not known here is shown as it came."""
    return [_sign(field, level) for field, level in read(evidence)]


def fault_of(evidence: str) -> Fault:
    """Return the first kind of fault, in the order of ``Fault``, that the evidence shows."""
    found = {_FAULTS.get(field, {}).get(level, Fault.NONE) for field, level in read(evidence)}
    return next((fault for fault in Fault if fault in found), Fault.NONE)


def _sign(field: str, level: str) -> Sign:
    known = (
        "thiếu ở một bên" if level == "missing" else _LEVELS.get(field, _OTHERS).get(level, level)
    )
    speaks = "for" if level in _FOR else "against" if level in _AGAINST else "neither"
    return Sign(_FIELDS.get(field, field.removeprefix("x_")), known, speaks)
