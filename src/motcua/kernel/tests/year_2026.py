"""The working year of the tests: 2026 as published, with a half day and another country's zone."""

from datetime import date, datetime, time

from motcua.kernel.calendar import OfficeHours, WorkCalendar
from motcua.kernel.clock import HANOI

CALENDAR = WorkCalendar(
    first_day=date(2026, 1, 1),
    last_day=date(2026, 12, 31),
    days_off={
        date(2026, 1, 1): "Tết Dương lịch",
        date(2026, 1, 2): "Nghỉ hoán đổi",
        **{date(2026, 2, day): "Tết Nguyên đán" for day in range(16, 21)},
        date(2026, 4, 27): "Nghỉ bù Giỗ Tổ Hùng Vương",
        date(2026, 4, 30): "Ngày Chiến thắng",
        date(2026, 5, 1): "Ngày Quốc tế lao động",
        date(2026, 8, 31): "Nghỉ hoán đổi",
        date(2026, 9, 1): "Quốc khánh",
        date(2026, 9, 2): "Quốc khánh",
        date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
    },
    makeup_days=frozenset({date(2026, 1, 10), date(2026, 8, 22)}),
    half_days={date(2026, 12, 24): "morning"},
)
HOURS = OfficeHours(((time(7), time(11, 30)), (time(13, 30), time(17))))


def at(day: str, clock: str = "00:00") -> datetime:
    """Return a local moment: ``at("23/11/2026", "15:10")``."""
    return datetime.strptime(f"{day} {clock}", "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)
