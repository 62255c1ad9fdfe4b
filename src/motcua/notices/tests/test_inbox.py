from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from motcua.kernel.clock import HANOI
from motcua.notices.service import (
    AnnouncedTooLate,
    Chosen,
    QuietHours,
    Recipient,
    announce_downtime,
    cancel_downtime,
    choices_of,
    choose,
    inbox,
    mark_read,
    masked,
    next_downtime,
    notify,
    unread_count,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=HANOI)
ME, OTHER = uuid4(), uuid4()
ID = "017155000913"
pytestmark = pytest.mark.django_db


def tell(to: Recipient) -> None:
    facts = {
        "dossier": "H44.28.05-261123-0007", "procedure": "Đăng ký khai sinh", "at": NOON,
        "who": "UBND xã Mai Châu – Hà Thị Xuyến", "label": "Đang giải quyết",
    }  # fmt: skip
    notify(to, "dossier-moved", facts, cause=uuid4().hex, now=NOON)


def test_a_person_finds_what_was_told_before_they_had_an_account():
    tell(Recipient(personal_id=ID))
    tell(Recipient(account=ME))
    assert len(inbox(ME, ID)) == 2
    assert inbox(OTHER, "017000000000") == []


def test_what_was_seen_is_no_longer_counted():
    tell(Recipient(account=ME))
    tell(Recipient(account=OTHER))
    assert unread_count(ME, None) == 1
    mark_read(ME, None, NOON)
    assert (unread_count(ME, None), unread_count(OTHER, None)) == (0, 1)


def test_a_notice_is_said_again_in_the_language_of_the_page():
    tell(Recipient(account=ME))
    assert inbox(ME, None)[0].text.endswith("Đang ở: UBND xã Mai Châu – Hà Thị Xuyến.")
    assert "Now with: UBND xã Mai Châu" in inbox(ME, None, language="en")[0].text


def test_the_inbox_takes_two_statements(django_assert_num_queries):
    for _ in range(3):
        tell(Recipient(account=ME, phone="0912345678"))
    with django_assert_num_queries(2):
        inbox(ME, ID)


def test_choices_hold_until_they_are_changed():
    assert choices_of(ME, NOON) == Chosen(True, True, QuietHours.parse("21:00-07:00"))
    mine = Chosen(False, True, QuietHours.parse("20:00-08:00"))
    choose(ME, mine, NOON)
    assert choices_of(ME, NOON) == mine


def test_a_pause_is_announced_seven_working_days_ahead():
    """Between 23/11 and the pause lie 25, 26, 27, 30/11 and 1, 2, 3/12; 24/11 is a day off."""
    with pytest.raises(AnnouncedTooLate) as refusal:
        announce_downtime(
            datetime(2026, 12, 3, 22, tzinfo=HANOI), datetime(2026, 12, 4, 2, tzinfo=HANOI),
            "nâng cấp", NOON,
        )  # fmt: skip
    assert f"{refusal.value.earliest:%d/%m/%Y}" == "04/12/2026"


def test_an_announced_pause_is_shown_until_it_is_over_or_called_off():
    begins = datetime(2026, 12, 4, 22, tzinfo=HANOI)
    pause = announce_downtime(begins, begins + timedelta(hours=4), "nâng cấp", NOON)
    assert next_downtime(NOON) == pause
    assert next_downtime(begins + timedelta(hours=5)) is None
    assert cancel_downtime(pause.id, NOON)
    assert next_downtime(NOON) is None


def test_an_address_is_shown_with_its_middle_hidden():
    assert masked("0912345678") == "0912•••678"
    assert masked("dung@example.vn") == "d•••@example.vn"
