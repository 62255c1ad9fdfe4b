"""Our clients against the message gateways of the sandbox."""

from __future__ import annotations

from uuid import uuid4

import pytest

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.mail import MailRelay
from motcua.exchange.clients.sms import Fate, SmsGateway
from motcua.exchange.errors import Refused, Unreachable

pytestmark = pytest.mark.django_db
TEXT = "Hồ sơ H44.28.05-261123-0007 đã có kết quả."


@pytest.fixture
def phones(sandbox) -> SmsGateway:
    return SmsGateway(Line("sms", f"{sandbox.url}/sms"), "motcua", "demo-sms-secret", "DVC")


@pytest.fixture
def letters(sandbox) -> MailRelay:
    return MailRelay(Line("mail", f"{sandbox.url}/mail"), "demo-mail-secret", "dvc@example.vn")


def arrived(sandbox, system: str, reference: str) -> list[dict[str, object]]:
    log = sandbox.http.get(f"/{system}/nhat-ky").json()
    return [one for one in log if one["reference"] == reference]


def test_a_message_arrives_as_it_was_written(sandbox, phones):
    reference = uuid4().hex
    phones.send(reference, "0912 345 678", TEXT)
    [message] = arrived(sandbox, "sms", reference)
    assert (message["address"], message["content"]) == ("84912345678", TEXT)
    assert phones.fate(reference) in {Fate.ACCEPTED, Fate.DELIVERED}


def test_a_message_handed_over_again_arrives_once(sandbox, phones):
    reference = uuid4().hex
    with sandbox.fault("sms", "drop", count=1), pytest.raises(Unreachable):
        phones.send(reference, "0912345678", TEXT)
    assert phones.fate(reference) is not Fate.UNKNOWN
    phones.send(reference, "0912345678", TEXT)
    assert [one["times"] for one in arrived(sandbox, "sms", reference)] == [2]


def test_an_id_never_handed_over_is_unknown(phones, letters):
    assert phones.fate(uuid4().hex) is Fate.UNKNOWN
    assert letters.fate(uuid4().hex) is Fate.UNKNOWN


def test_what_is_no_mobile_number_is_refused(phones):
    with pytest.raises(Refused) as refusal:
        phones.send(uuid4().hex, "02183 867 053", TEXT)
    assert refusal.value.code == "21"


def test_a_letter_arrives_with_its_subject(sandbox, letters):
    reference = uuid4().hex
    letters.send(reference, "dung@example.vn", "Đã tiếp nhận hồ sơ", TEXT)
    letters.send(reference, "dung@example.vn", "Đã tiếp nhận hồ sơ", TEXT)
    [letter] = arrived(sandbox, "mail", reference)
    assert (letter["address"], letter["subject"]) == ("dung@example.vn", "Đã tiếp nhận hồ sơ")
