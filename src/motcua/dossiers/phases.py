"""Phases that every procedure speaks, and the labels inside 'processing'."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """Where a dossier (hồ sơ) stands in law. The number is its code on the national wire."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    DECLINED = "declined"
    PROCESSING = "processing"
    WAITING_SUPPLEMENT = "waiting_supplement"
    WAITING_PAYMENT = "waiting_payment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECIDED = "decided"
    HANDED_OVER = "handed_over"


WIRE_STATUS = {phase: number for number, phase in enumerate(Phase, start=1)}

FINAL = frozenset({Phase.DECLINED, Phase.WITHDRAWN, Phase.STOPPED, Phase.HANDED_OVER})
ENDED = FINAL | {Phase.DECIDED}
OPEN = frozenset(Phase) - ENDED
BEFORE_DECISION = OPEN


class Step(StrEnum):
    """Who holds a dossier while it is being processed; a label, not a state of law."""

    NONE = ""
    EXAMINATION = "examination"  # thẩm tra
    CONFIRMATION = "confirmation"  # chờ người yêu cầu xác nhận dự thảo
    INQUIRY = "inquiry"  # chờ cơ quan khác xác minh, cho ý kiến
    REGISTRATION = "registration"  # chờ cấp số định danh, ghi sổ
    COMPLETION = "completion"  # đã ghi sổ, hoàn thiện để trình ký
    SIGNATURE = "signature"  # trình ký
    SIGNING = "signing"  # đang tạo chữ ký số
    ISSUING = "issuing"  # chờ cấp số, đóng dấu, phát hành
    SEALING = "sealing"  # đang đóng dấu số


class ClockEffect(StrEnum):
    """What an event does to the time limit (thời hạn)."""

    NONE = "none"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    STOP = "stop"
