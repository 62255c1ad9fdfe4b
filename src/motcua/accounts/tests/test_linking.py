from dataclasses import replace
from datetime import datetime

import pytest

from motcua.accounts.linking import CannotLink, account_of
from motcua.accounts.models import Account
from motcua.exchange.clients.identity import ENTERPRISE, ORGANISATION, PERSON, Identity
from motcua.kernel.clock import HANOI

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 20, 14, tzinfo=HANOI)
DUNG = Identity(
    subject="s-1", tech_id="T-1", kind=PERSON, personal_id="017199004127", name="Khà Thị Dung",
    birth="14/03/1999", level=2, tax_code="", organisation="", email="", phone="", id_token="",
)  # fmt: skip
COOPERATIVE = replace(
    DUNG, tech_id="T-9", kind=ENTERPRISE, personal_id="", tax_code="5400000003",
    organisation="Công ty TNHH Nông sản Mai Châu",
)  # fmt: skip


def test_the_first_sign_in_makes_an_account_and_the_second_finds_it():
    first, second = account_of(DUNG, NOW), account_of(DUNG, NOW)

    assert first.id == second.id
    assert (first.kind, first.birth, first.level) == (Account.Kind.PERSON, "1999-03-14", 2)


def test_an_account_known_by_its_number_takes_the_tech_id():
    known = account_of(replace(DUNG, tech_id=""), NOW)

    assert account_of(DUNG, NOW).id == known.id
    assert Account.objects.get(id=known.id).tech_id == "T-1"


def test_a_tech_id_that_comes_with_another_number_opens_nothing():
    account_of(DUNG, NOW)

    with pytest.raises(CannotLink, match="không khớp"):
        account_of(replace(DUNG, personal_id="017092000010"), NOW)


def test_a_number_that_belongs_to_another_tech_id_opens_nothing():
    account_of(DUNG, NOW)

    with pytest.raises(CannotLink, match="không khớp"):
        account_of(replace(DUNG, tech_id="T-2"), NOW)


def test_the_level_is_that_of_the_newest_sign_in():
    account_of(DUNG, NOW)

    assert account_of(replace(DUNG, level=1), NOW).level == 1


def test_an_organisation_of_the_third_kind_keeps_its_tax_code_and_may_leave_it_out():
    school = replace(COOPERATIVE, kind=ORGANISATION, tech_id="T-3", representative="Lò Thị Yến")
    known = account_of(school, NOW)
    again = account_of(replace(school, tax_code=""), NOW)

    assert (again.id, again.tax_code) == (known.id, "5400000003")
    assert again.organisation.representative == "Lò Thị Yến"
    with pytest.raises(CannotLink, match="không khớp"):
        account_of(replace(school, tax_code="5400000010"), NOW)


def test_a_tax_code_of_another_organisation_or_with_a_wrong_digit_opens_nothing():
    account_of(COOPERATIVE, NOW)
    with pytest.raises(CannotLink, match="không khớp"):
        account_of(replace(COOPERATIVE, kind=ORGANISATION, tech_id="T-4"), NOW)
    with pytest.raises(CannotLink, match="chưa gửi đủ thông tin"):
        account_of(replace(COOPERATIVE, tax_code="5400000001"), NOW)


def test_an_enterprise_is_known_by_its_tax_code():
    known = account_of(replace(COOPERATIVE, tech_id=""), NOW)
    found = account_of(COOPERATIVE, NOW)

    assert found.id == known.id
    assert found.full_name == "Công ty TNHH Nông sản Mai Châu"


def test_another_organisation_is_known_by_its_tech_id_alone():
    school = replace(COOPERATIVE, kind=ORGANISATION, tech_id="T-3", tax_code="")

    assert account_of(school, NOW).id == account_of(school, NOW).id
    with pytest.raises(CannotLink, match="chưa gửi đủ"):
        account_of(replace(school, tech_id=""), NOW)


def test_an_officials_account_is_never_opened_by_an_electronic_identity():
    Account.objects.create(
        kind=Account.Kind.OFFICIAL, username="ho-tich-1", full_name="Hà Thị Xuyến",
        personal_id="017185000001", created_at=NOW,
    )  # fmt: skip

    with pytest.raises(CannotLink):
        account_of(replace(DUNG, tech_id="T-5", personal_id="017185000001"), NOW)


def test_a_locked_account_stays_locked():
    account = account_of(DUNG, NOW)
    Account.objects.filter(id=account.id).update(is_active=False)

    with pytest.raises(CannotLink, match="khóa"):
        account_of(DUNG, NOW)
