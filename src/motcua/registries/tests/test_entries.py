from uuid import uuid4

import pytest

from motcua.exchange.clients import civil_status
from motcua.exchange.errors import Unreachable
from motcua.kernel.partial_dates import PartialDate
from motcua.registries import service as registries

pytestmark = pytest.mark.django_db
FACTS = registries.Facts(personal_id="", name="Khà Thị Dung", birth=PartialDate(1999, 3, 14))
ASKER = registries.Asker(account=uuid4(), name="Hệ thống", purpose="Thử", service="2.000635")
FOUND = civil_status.Entry(
    number="41", book="01/1999", registered_on=PartialDate(1999), place="UBND xã Mai Châu",
    content={},
)  # fmt: skip


class Register:
    def __init__(self):
        self.answers, self.asked = [FOUND], 0

    def entry(self, kind, name, birth, personal_id):
        self.asked += 1
        answer = self.answers[min(self.asked, len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def register(monkeypatch):
    known = Register()
    monkeypatch.setattr(civil_status, "register", lambda: known)
    return known


def test_an_entry_comes_with_the_answer_that_found_it_and_is_not_asked_for_again(register):
    assert registries.Round("D-1", ASKER).entry("2", FACTS) == ("agrees", FOUND)
    assert registries.Round("D-1", ASKER).entry("2", FACTS) == ("agrees", None)
    assert register.asked == 1


def test_another_kind_of_copy_is_asked_for_anew(register):
    registries.Round("D-1", ASKER).entry("2", FACTS)
    assert registries.Round("D-1", ASKER).entry("3", FACTS) == ("agrees", FOUND)


def test_what_is_not_in_the_electronic_register_is_not_found(register):
    register.answers = [None]
    assert registries.Round("D-1", ASKER).entry("2", FACTS) == ("not_found", None)


def test_a_register_that_is_down_is_asked_again(register):
    register.answers = [Unreachable("civil_status", "timeout"), FOUND]
    assert registries.Round("D-1", ASKER).entry("2", FACTS) == ("pending", None)
    assert registries.Round("D-1", ASKER).entry("2", FACTS) == ("agrees", FOUND)
