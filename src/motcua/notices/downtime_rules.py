"""When a planned pause may be announced: so many whole working days ahead (NĐ 224/2026, Điều 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.bad_input import BadInput
from motcua.kernel.calendar import ONE_DAY, WorkCalendar
from motcua.kernel.clock import local_day

LONGEST_PURPOSE = 200


class AnnouncedTooLate(BadInput):
    """The law asks for more notice; ``earliest`` is the first day that may be announced now."""

    def __init__(self, days: int, earliest: date) -> None:
        super().__init__(
            f"Phải thông báo trước ít nhất {days} ngày làm việc: "
            f"sớm nhất là ngày {earliest:%d/%m/%Y}"
        )
        self.earliest = earliest


@dataclass(frozen=True)
class PlannedDowntime:
    """From when to when the system is to stand still, and what for as people read it."""

    begins: datetime
    ends: datetime
    purpose: str


def earliest_day(today: date, days: int, calendar: WorkCalendar) -> date:
    """Return the first day with ``days`` whole working days between it and the announcement."""
    return calendar.nth_working_day_after(today, days) + ONE_DAY


def check(
    wanted: PlannedDowntime,
    now: datetime,
    days: int,
    calendar: WorkCalendar,
    known: PlannedDowntime | None = None,
) -> None:
    """Raise ``BadInput`` for a pause that may not be announced at ``now``.

    ``known`` is the announced pause that it changes: the part of ``wanted`` that lies within it
    needs no further notice.
    """
    if wanted.ends <= wanted.begins or wanted.begins <= now:
        raise BadInput("Thời gian tạm dừng phải ở sau lúc này và kết thúc sau khi bắt đầu")
    if not 0 < len(wanted.purpose) <= LONGEST_PURPOSE:
        raise BadInput(f"Ghi lý do tạm dừng để người dân đọc, không quá {LONGEST_PURPOSE} ký tự")
    first = _first_unknown(wanted, known)
    earliest = earliest_day(local_day(now), days, calendar)
    if first is not None and local_day(first) < earliest:
        raise AnnouncedTooLate(days, earliest)


def _first_unknown(wanted: PlannedDowntime, known: PlannedDowntime | None) -> datetime | None:
    """Return the first moment of ``wanted`` that nobody was told of, None when all were."""
    if known is None or wanted.begins < known.begins or wanted.begins >= known.ends:
        return wanted.begins
    return known.ends if wanted.ends > known.ends else None
