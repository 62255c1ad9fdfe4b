from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory
from django_otp.oath import totp

from motcua.accounts import account_events, administering, inviting, open_sessions
from motcua.accounts.actors import Actor
from motcua.accounts.administering import NewPost
from motcua.accounts.models import Account
from motcua.accounts.roles import Role
from motcua.accounts.service import posts_of
from motcua.accounts.sign_in_official import SignInRefused, sign_in
from motcua.agencies import service as agencies
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput

pytestmark = pytest.mark.django_db
COMMUNE, OTHER = "H44.28.05", "H44.28.06"
PASSWORD = "mưa rào tháng sáu"


@pytest.fixture
def by():
    agencies.load(
        {"code": code, "name": code, "kind": "commune", "valid_from": date(2025, 7, 1)}
        for code in (COMMUNE, OTHER)
    )
    chief = Account.objects.create(
        kind=Account.Kind.OFFICIAL, username="quan-tri", full_name="Hà Văn Trị",
        created_at=clock.now(),
    )  # fmt: skip
    return Actor(account_id=chief.id, role=Role.ADMINISTRATOR, name="Hà Văn Trị", agency=COMMUNE)


@pytest.fixture
def post():
    return NewPost(agency=COMMUNE, role=Role.RECEIVER, title="chuyên viên", begins=clock.today())


@pytest.fixture
def hired(by, post):
    return administering.create_official("ba.bui", "Bùi Văn Ba", post, by, clock.now())


def activated(account, by):
    code = inviting.invite(account.id, by, clock.now())
    key = inviting.opened(code, clock.now()).key
    token = f"{totp(bytes.fromhex(key)):06}"
    return code, inviting.accept(code, PASSWORD, token, clock.now())


def a_request():
    request = RequestFactory().post("/desk/sign-in/")
    request.session = SessionStore()
    return request


def said(account):
    return [entry.said for entry in account_events.log_of(account.id)]


def test_a_new_official_holds_the_post_and_cannot_sign_in_before_activation(by, hired):
    assert [p.role for p in posts_of(hired.id, clock.today())] == [Role.RECEIVER]
    with pytest.raises(SignInRefused):
        sign_in(a_request(), "ba.bui", "", "000000")


def test_an_invitation_opens_the_account_once(by, hired):
    code, spare = activated(hired, by)
    assert len(set(spare)) == 8
    with pytest.raises(inviting.InvitationInvalid):
        inviting.opened(code, clock.now())
    assert "Đặt mật khẩu và ứng dụng xác thực" in said(hired)


def test_a_recovery_code_signs_in_once_and_is_logged(by, hired):
    _, spare = activated(hired, by)
    sign_in(a_request(), "ba.bui", PASSWORD, spare[0])
    assert "Đăng nhập bằng mã dự phòng" in said(hired)
    with pytest.raises(SignInRefused):
        sign_in(a_request(), "ba.bui", PASSWORD, spare[0])


def test_a_recovery_code_is_worth_nothing_without_the_password(by, hired):
    _, spare = activated(hired, by)
    with pytest.raises(SignInRefused):
        sign_in(a_request(), "ba.bui", "không phải mật khẩu", spare[0])


def test_a_later_invitation_makes_the_earlier_one_worthless(by, hired):
    first = inviting.invite(hired.id, by, clock.now())
    inviting.invite(hired.id, by, clock.now())
    with pytest.raises(inviting.InvitationInvalid):
        inviting.opened(first, clock.now())


def test_an_invitation_ends_after_three_days(by, hired):
    code = inviting.invite(hired.id, by, clock.now())
    inviting.opened(code, clock.now() + timedelta(days=2, hours=23))
    with pytest.raises(inviting.InvitationInvalid):
        inviting.opened(code, clock.now() + timedelta(days=3))


@pytest.mark.parametrize("password", ["ngắn", "123456789012", "bui văn ba.bui"])
def test_a_weak_password_is_refused_and_the_invitation_stays_good(by, hired, password):
    code = inviting.invite(hired.id, by, clock.now())
    token = f"{totp(bytes.fromhex(inviting.opened(code, clock.now()).key)):06}"
    with pytest.raises(BadInput, match="12 ký tự"):
        inviting.accept(code, password, token, clock.now())
    assert inviting.opened(code, clock.now()).username == "ba.bui"


def test_a_wrong_code_of_the_authenticator_changes_nothing(by, hired):
    code = inviting.invite(hired.id, by, clock.now())
    with pytest.raises(BadInput, match="không khớp"):
        inviting.accept(code, PASSWORD, "abc", clock.now())
    hired.refresh_from_db()
    assert not hired.has_usable_password()


def test_locking_ends_the_sessions_and_keeps_the_account_out(by, hired):
    _, spare = activated(hired, by)
    request = a_request()
    sign_in(request, "ba.bui", PASSWORD, spare[0])
    request.session.save()
    assert len(open_sessions.sessions_of(hired.id)) == 1
    administering.lock(hired, by, clock.now())
    assert open_sessions.sessions_of(hired.id) == []
    assert not SessionStore().exists(request.session.session_key)
    with pytest.raises(SignInRefused):
        sign_in(a_request(), "ba.bui", PASSWORD, spare[1])


def test_an_administrator_cannot_lock_themselves_out(by):
    with pytest.raises(BadInput):
        administering.lock(Account.objects.get(id=by.account_id), by, clock.now())


def test_nobody_is_found_or_posted_outside_the_administrators_agency(by, post, hired):
    stranger = replace(by, agency=OTHER)
    with pytest.raises(administering.OfficialNotFound):
        administering.official(stranger, hired.id)
    with pytest.raises(BadInput, match="phạm vi"):
        administering.give_post(hired, post, stranger, clock.now())


def test_one_person_may_hold_several_posts_but_not_the_same_twice(by, post, hired):
    administering.give_post(hired, replace(post, role=Role.CLERK), by, clock.now())
    assert len(posts_of(hired.id, clock.today())) == 2
    with pytest.raises(BadInput, match="đã giữ"):
        administering.give_post(hired, post, by, clock.now())


def test_a_post_ends_with_its_last_day(by, hired):
    today = clock.today()
    (held,) = posts_of(hired.id, today)
    administering.end_post(hired, held.id, today, by, clock.now())
    assert posts_of(hired.id, today)
    assert posts_of(hired.id, today + timedelta(days=1)) == []


def test_officials_are_found_by_name_without_diacritics(by, hired):
    assert administering.officials(by, "bui van") == [hired]
    assert administering.officials(by, "nguyen") == []


def test_a_username_is_taken_once(by, post, hired):
    with pytest.raises(BadInput, match="đã có người dùng"):
        administering.create_official("Ba.Bui", "Người Khác", post, by, clock.now())


def test_the_log_cannot_be_changed(hired):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute("UPDATE accounts_accountevent SET kind = 'created'")
