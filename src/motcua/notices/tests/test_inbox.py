from datetime import datetime
from uuid import uuid4

import pytest

from motcua.kernel.clock import HANOI
from motcua.notices.service import (
    Chosen,
    QuietHours,
    Recipient,
    choices_of,
    choose,
    inbox,
    mark_read,
    masked,
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


def test_an_address_is_shown_with_its_middle_hidden():
    assert masked("0912345678") == "0912•••678"
    assert masked("dung@example.vn") == "d•••@example.vn"
