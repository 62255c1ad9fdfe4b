from datetime import datetime
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.accounts.service import Account
from motcua.kernel.clock import HANOI
from motcua.notices.models import Choices, Notice, Sending
from motcua.notices.quiet import QuietHours
from motcua.notices.service import Recipient, notify

NOON = datetime(2026, 11, 23, 12, tzinfo=HANOI)
LATE = datetime(2026, 11, 23, 22, 15, tzinfo=HANOI)
CODE = "H44.28.05-261123-0007"
FACTS = {
    "dossier": CODE, "procedure": "Đăng ký khai sinh", "body": "UBND xã Mai Châu",
    "body_short": "UBND xã Mai Châu", "at": NOON, "due": NOON.replace(hour=17),
    "who": "UBND xã Mai Châu – Lường Văn Hậu, chuyên viên",
}  # fmt: skip


@pytest.fixture
def dung(db) -> Recipient:
    account = Account.objects.create(
        id=uuid4(), kind="person", username="dung", full_name="Khà Thị Dung",
        phone="0912345678", email="dung@example.vn", created_at=NOON,
    )  # fmt: skip
    return Recipient(account=account.id)


def tell(to: Recipient, cause: str = "event 2", now: datetime = NOON) -> None:
    notify(to, "dossier-received", FACTS, cause=cause, now=now, about=CODE)


def test_a_notice_names_body_person_and_time_and_goes_by_both_ways(dung):
    tell(dung)
    notice = Notice.objects.get()
    assert "Lường Văn Hậu" in notice.text and "UBND xã Mai Châu" in notice.text
    assert "lúc 12:00 ngày 23/11/2026" in notice.text
    ways = dict(Sending.objects.values_list("channel", "address"))
    assert ways == {"sms": "0912345678", "email": "dung@example.vn"}


def test_the_same_cause_tells_a_person_once(dung):
    tell(dung)
    tell(dung)
    tell(dung, cause="event 3")
    assert (Notice.objects.count(), Sending.objects.count()) == (2, 4)


def test_in_quiet_hours_a_message_waits_for_the_morning_and_a_letter_does_not(dung):
    tell(dung, now=LATE)
    when = dict(Sending.objects.values_list("channel", "next_attempt_at"))
    assert when["sms"].astimezone(HANOI) == datetime(2026, 11, 24, 7, tzinfo=HANOI)
    assert when["email"] == LATE


def test_who_wants_no_messages_still_finds_the_notice_on_their_page(dung):
    Choices.objects.create(recipient=dung.key, sms=False, email=False, changed_at=NOON)
    tell(dung)
    assert (Notice.objects.count(), Sending.objects.count()) == (1, 0)


def test_a_person_without_account_is_told_by_the_phone_on_the_form(db):
    tell(Recipient(personal_id="017055000123", phone="0987654321"))
    assert Notice.objects.get().recipient == "id:017055000123"
    assert Sending.objects.get().address == "0987654321"


def test_a_notice_goes_with_the_transaction_of_its_cause(dung):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(dung)
        raise RuntimeError
    assert not Notice.objects.exists()


def test_telling_takes_four_statements(dung, django_assert_num_queries):
    with django_assert_num_queries(4):
        tell(dung)


def test_quiet_hours_hold_over_midnight():
    quiet = QuietHours.parse("21:00-07:00")
    assert quiet.over(LATE).hour == 7
    assert quiet.over(LATE.replace(hour=2)).day == 23
    assert quiet.over(NOON) == NOON
    assert QuietHours.parse("00:00-00:00").over(LATE) == LATE
