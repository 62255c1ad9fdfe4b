"""Codes of the national wire: states of a dossier, channels, answers.

States and channels as seen in several producers. Of the answers only 0 and 3 are known; the other
codes are our own, since no official table was found.
"""

from __future__ import annotations

from enum import StrEnum

STATES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
PHASES = {
    1: "submitted",
    2: "received",
    3: "declined",
    4: "processing",
    5: "waiting_supplement",
    6: "waiting_payment",
    7: "withdrawn",
    8: "stopped",
    9: "decided",
    10: "handed_over",
}
WAITING_FOR_APPLICANT = frozenset({5, 6})
ENDED = frozenset({3, 7, 8, 9, 10})
RUNNING = (1, 2, 4)
CHANNELS = {"1": "Trực tiếp", "2": "Trực tuyến", "3": "Bưu chính công ích", "": "Trực tiếp"}


class Answer(StrEnum):
    """error_code of a reply."""

    OK = "0"
    SESSION = "1"  # no session, or one that has ended
    AGENCY = "2"  # of another province or ministry
    DUPLICATE = "3"
    CONTENT = "4"
    UNKNOWN_DOSSIER = "5"
    UNKNOWN_SERVICE = "6"
    REPLAYED = "7"  # tells of times long before what is known
    UNKNOWN_QUESTION = "8"
    EARLY = "9"  # tells of times that this clock has not reached: to be sent again later
    FAULT = "-1"  # of the hub itself: to be sent again


ANSWERS = {
    Answer.SESSION.value: "Phiên làm việc hoặc tài khoản không hợp lệ",
    Answer.AGENCY.value: "Không thuộc đơn vị gửi",
    Answer.DUPLICATE.value: "Đã có",
    Answer.CONTENT.value: "Nội dung không hợp lệ",
    Answer.UNKNOWN_DOSSIER.value: "Hồ sơ chưa được đồng bộ",
    Answer.UNKNOWN_SERVICE.value: "Dịch vụ không có",
    Answer.REPLAYED.value: "Bản tin cũ gửi lại",
    Answer.UNKNOWN_QUESTION.value: "Không có câu hỏi",
    Answer.EARLY.value: "Thời điểm ở tương lai, chờ gửi lại",
}


class Refusal(Exception):
    """A message that is not accepted; ``reason`` is Vietnamese and goes into the answer."""

    def __init__(self, code: Answer, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
