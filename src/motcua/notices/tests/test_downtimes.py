from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import HANOI, local_day
from motcua.kernel.parameters import parameters
from motcua.notices.downtime_rules import check, earliest_day
from motcua.notices.service import (
    AnnouncedTooLate,
    Downtime,
    PlannedDowntime,
    announce_downtime,
    cancel_downtime,
    change_downtime,
    next_downtime,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=HANOI)
FRIDAY_NIGHT = datetime(2026, 12, 4, 22, tzinfo=HANOI)
HOUR = timedelta(hours=1)


def pause(
    begins: datetime = FRIDAY_NIGHT, hours: float = 4, purpose: str = "nâng cấp"
) -> PlannedDowntime:
    return PlannedDowntime(begins, begins + hours * HOUR, purpose)


def allowed(wanted: PlannedDowntime, now: datetime, known: PlannedDowntime | None = None) -> bool:
    try:
        check(wanted, now, 7, parameters().calendar, known)
    except BadInput:
        return False
    return True


def test_seven_whole_working_days_lie_between_announcement_and_pause():
    """Between 23/11 and the pause lie 25, 26, 27, 30/11 and 1, 2, 3/12; 24/11 is a day off."""
    assert earliest_day(date(2026, 11, 23), 7, parameters().calendar) == date(2026, 12, 4)
    assert allowed(pause(), NOON)
    with pytest.raises(AnnouncedTooLate, match="sớm nhất là ngày 04/12/2026"):
        check(pause(FRIDAY_NIGHT - 24 * HOUR), NOON, 7, parameters().calendar)


@pytest.mark.parametrize(
    "wanted", [pause(hours=0), pause(hours=-1), pause(purpose=""), pause(purpose="x" * 201)]
)
def test_what_is_no_pause_is_refused(wanted):
    assert not allowed(wanted, NOON)


@given(begins=st.integers(-200, 200), hours=st.integers(1, 48), late=st.integers(0, 240))
def test_a_change_needs_notice_for_exactly_what_was_not_announced(begins, hours, late):
    now = NOON + late * HOUR
    wanted = pause(FRIDAY_NIGHT + begins * HOUR, hours)
    known = pause()
    earliest = earliest_day(local_day(now), 7, parameters().calendar)
    moments = [wanted.begins + n * HOUR for n in range(hours)]
    unknown = [one for one in moments if not known.begins <= one < known.ends]
    ahead = all(local_day(one) >= earliest for one in unknown)
    assert allowed(wanted, now, known) == (ahead and wanted.begins > now)


@pytest.mark.django_db
class TestKept:
    def test_a_pause_is_shown_until_it_is_over_or_called_off(self):
        made = announce_downtime(pause(), NOON)
        assert next_downtime(NOON) == made
        assert next_downtime(FRIDAY_NIGHT + 5 * HOUR) is None
        assert cancel_downtime(made.pk, "lùi sang năm sau", NOON)
        assert next_downtime(NOON) is None
        assert not cancel_downtime(made.pk, "lần nữa", NOON)

    def test_announced_twice_it_is_one_and_two_never_overlap(self):
        made = announce_downtime(pause(), NOON)
        assert announce_downtime(pause(), NOON) == made
        with pytest.raises(BadInput, match="Đã thông báo một lần tạm dừng khác"):
            announce_downtime(pause(FRIDAY_NIGHT + HOUR), NOON)

    def test_a_change_takes_the_place_of_the_old_one(self):
        made = announce_downtime(pause(), NOON)
        shorter = change_downtime(made.pk, pause(hours=2), NOON + 72 * HOUR)
        assert next_downtime(NOON) == shorter
        assert shorter.replaces == made
        with pytest.raises(BadInput, match="đã hủy"):
            change_downtime(made.pk, pause(), NOON)

    def test_a_refused_change_leaves_the_old_one(self):
        made = announce_downtime(pause(), NOON)
        with pytest.raises(AnnouncedTooLate):
            change_downtime(made.pk, pause(FRIDAY_NIGHT - HOUR), NOON + 72 * HOUR)
        assert next_downtime(NOON) == made

    def test_what_has_begun_is_ended_early_but_not_moved(self):
        made = announce_downtime(pause(), NOON)
        under_way = FRIDAY_NIGHT + HOUR
        with pytest.raises(BadInput, match="đã bắt đầu"):
            change_downtime(made.pk, pause(hours=9), under_way)
        assert cancel_downtime(made.pk, "xong sớm", under_way)

    def test_calling_off_needs_a_reason(self):
        made = announce_downtime(pause(), NOON)
        with pytest.raises(BadInput, match="lý do hủy"):
            cancel_downtime(made.pk, "", NOON)
        assert Downtime.objects.get().cancelled_at is None
