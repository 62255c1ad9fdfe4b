"""The business register is asked about organisations: when they sign in and when they file."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.accounts.service import Account, Organisation, ask_for_check
from motcua.exchange.clients import business_register
from motcua.exchange.clients.business_register import BusinessRecord, State
from motcua.exchange.errors import Unreachable
from motcua.kernel import clock
from motcua.registries import service as registries
from motcua.registries.models import Verification
from motcua.registries.service import Asker, OrganisationFacts, Round

CODE = "H44.28.05-261123-0007"
ASKER = Asker(account=None, name="Hệ thống", purpose="Chứng thực", service="2.000815")
COMPANY = BusinessRecord(
    tax_code="5400999018", name="CÔNG TY TNHH NÔNG SẢN MAI CHÂU", state=State.ACTIVE,
    state_said="Đang hoạt động", representatives=("Hà Công Tiến", "Vì Thị Hoa"),
)  # fmt: skip
FACTS = OrganisationFacts(
    tax_code="5400999018", name="Công ty TNHH Nông sản Mai Châu", representative="Vì Thị Hoa"
)
pytestmark = pytest.mark.django_db


class Register:
    """Knows one company; ``down`` when told so."""

    def __init__(self) -> None:
        self.record: BusinessRecord | None = COMPANY
        self.down = False
        self.asked = 0

    def look_up(self, tax_code: str) -> BusinessRecord | None:
        self.asked += 1
        if self.down:
            raise Unreachable("business_register", "timeout")
        return self.record if self.record and tax_code == self.record.tax_code else None


@pytest.fixture
def register(monkeypatch) -> Register:
    known = Register()
    monkeypatch.setattr(business_register, "register", lambda: known)
    return known


def fields() -> dict[str, tuple[str, str]]:
    found = registries.verifications(CODE)
    return {one.field: (one.outcome, one.register_value) for one in found}


def test_name_state_and_representative_are_verified(register):
    assert set(registries.verify_organisation(Round(CODE, ASKER), FACTS)) == {"agrees"}
    assert set(fields()) == {
        "tax_code",
        "organisation_name",
        "organisation_state",
        "representative",
    }


def test_every_difference_is_told_in_the_register_s_words(register):
    register.record = replace(
        COMPANY, name="CÔNG TY CỔ PHẦN NÔNG SẢN", state=State.SUSPENDED,
        state_said="Tạm ngừng kinh doanh", representatives=("Hà Công Tiến", "Lò Thị Phương"),
    )  # fmt: skip
    registries.verify_organisation(Round(CODE, ASKER), FACTS)
    assert fields() == {
        "tax_code": ("agrees", ""),
        "organisation_name": ("differs", "CÔNG TY CỔ PHẦN NÔNG SẢN"),
        "organisation_state": ("differs", "Tạm ngừng kinh doanh"),
        "representative": ("differs", "Hà Công Tiến; Lò Thị Phương"),
    }


def test_who_is_not_said_to_represent_it_is_not_compared(register):
    registries.verify_organisation(Round(CODE, ASKER), replace(FACTS, representative=""))
    assert "representative" not in fields()


def test_a_silent_register_is_asked_again_until_it_answers(register):
    register.down = True
    assert registries.verify_organisation(Round(CODE, ASKER), FACTS) == ["pending"]
    assert registries.unanswered(clock.now() + timedelta(hours=1)) == [CODE]
    register.down = False
    assert "pending" not in registries.verify_organisation(Round(CODE, ASKER), FACTS)
    registries.verify_organisation(Round(CODE, ASKER), FACTS)
    assert register.asked == 2
    assert registries.unanswered(clock.now() + timedelta(hours=1)) == []


def test_an_agency_that_the_register_does_not_hold_is_no_mismatch(register):
    register.record = None
    assert registries.verify_organisation(Round(CODE, ASKER), FACTS) == ["not_found"]
    Verification.objects.all().delete()
    assert (
        registries.verify_organisation(Round(CODE, ASKER), replace(FACTS, registered=False)) == []
    )
    assert fields()["tax_code"] == ("not_found", "")


@pytest.fixture
def account() -> Account:
    made = Account.objects.create(
        kind=Account.Kind.ORGANISATION, username="eid-nong-san", full_name=FACTS.name,
        tax_code=FACTS.tax_code, level=2, created_at=clock.now(),
    )  # fmt: skip
    Organisation.objects.create(account=made, sort=Organisation.Sort.ENTERPRISE)
    ask_for_check(made.id, clock.now())
    return made


def known() -> Organisation:
    return Organisation.objects.get()


def test_an_account_is_checked_soon_after_it_signed_in(register, account):
    assert registries.check_organisations(clock.now()) == 1
    told = known()
    assert (told.register, told.registered_name) == ("active", COMPANY.name)
    assert told.registered_representatives == "Hà Công Tiến; Vì Thị Hoa"
    assert registries.check_organisations(clock.now()) == 0


def test_an_answer_of_today_is_not_asked_for_again(register, account):
    now = clock.now()
    registries.check_organisations(now)
    ask_for_check(account.id, now + timedelta(hours=2))
    assert registries.check_organisations(now + timedelta(hours=2)) == 0
    ask_for_check(account.id, now + timedelta(days=2))
    assert registries.check_organisations(now + timedelta(days=2)) == 1


def test_a_silent_register_leaves_what_was_known_and_is_asked_later(register, account):
    now = clock.now()
    registries.check_organisations(now)
    register.down = True
    ask_for_check(account.id, now + timedelta(days=2))
    assert registries.check_organisations(now + timedelta(days=2)) == 0
    assert known().register == "active"
    register.down, register.record = False, None
    assert registries.check_organisations(now + timedelta(days=2, minutes=5)) == 0
    assert registries.check_organisations(now + timedelta(days=2, minutes=11)) == 1
    assert (known().register, known().registered_name) == ("not_found", "")


def test_the_organisation_can_read_who_asked(register, account):
    registries.check_organisations(clock.now())
    (seen,) = registries.my_lookups(FACTS.tax_code)
    assert (seen.register, seen.outcome) == ("business_register", "found")
