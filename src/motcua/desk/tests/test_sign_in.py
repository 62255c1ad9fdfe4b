"""Officials sign in with password and TOTP, once per code, and choose the post they act in."""

import time
from datetime import date, datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import BAO_LA, KEY, a_birth, an_official, hold, sign_in
from motcua.kernel.clock import HANOI

PASSWORD = "mot cua lien thong"
# the waits follow the machine's own clock
LONG_AGO = datetime(2020, 1, 1, tzinfo=HANOI)
LATER = datetime(2200, 1, 1, tzinfo=HANOI)


@pytest.fixture
def hau():
    return an_official("mot-cua-1", Role.RECEIVER, password=PASSWORD)


def code_now() -> str:
    return f"{TOTP(bytes.fromhex(KEY)).token():06}"


def enter(client, **changes):
    typed = {"username": "mot-cua-1", "password": PASSWORD, "code": code_now(), **changes}
    return client.post("/desk/sign-in/", typed)


def test_password_and_code_open_the_queue(client, hau):
    answer = enter(client)
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


def test_a_password_without_its_code_opens_nothing(client, hau):
    client.force_login(hau)
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "khong-co"},
        {"username": "a\0b"},
        {"code": "1" * 9000},
        {"password": "sai"},
        {"code": "000000"},
        {"code": ""},
    ],
)
def test_every_wrong_part_is_answered_with_the_same_sentence(client, hau, wrong):
    answer = enter(client, **wrong)
    assert answer.status_code == 422
    assert "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng" in answer.context["error"]


def test_a_code_opens_one_session_and_the_second_time_says_to_wait_for_the_next(client, hau):
    code = code_now()
    enter(client, code=code)
    again = enter(Client(), code=code)
    assert again.status_code == 422
    assert "Chờ ứng dụng hiện mã mới" in again.context["error"]


def test_a_used_code_tells_nothing_to_somebody_without_the_password(client, hau):
    enter(client)
    assert "không đúng" in enter(Client(), password="đoán").context["error"]


def test_a_wrong_password_counts_like_a_wrong_code(client, hau):
    enter(client, password="sai")
    assert TOTPDevice.objects.get().throttling_failure_count == 1


def test_after_a_failure_even_the_right_answer_has_to_wait(client, hau):
    TOTPDevice.objects.update(throttling_failure_count=1, throttling_failure_timestamp=LATER)
    assert enter(client).status_code == 422


def test_a_right_answer_clears_earlier_failures(client, hau):
    TOTPDevice.objects.update(throttling_failure_count=8, throttling_failure_timestamp=LONG_AGO)
    assert enter(client).status_code == 302
    assert TOTPDevice.objects.get().throttling_failure_count == 0


def test_nobody_can_lock_an_official_out_for_longer_than_five_minutes(client, hau):
    TOTPDevice.objects.update(throttling_failure_count=9, throttling_failure_timestamp=LONG_AGO)
    enter(client, password="sai")
    assert 2 ** (TOTPDevice.objects.get().throttling_failure_count - 1) <= 300


def test_the_session_key_changes_at_sign_in(client, hau):
    client.get("/desk/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["motcua_node_session"] = planted
    enter(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_after_sign_out_the_session_row_is_gone(client, hau):
    enter(client)
    key = client.session.session_key
    client.post("/desk/sign-out/")
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/desk/").status_code == 302


def test_a_session_row_that_an_administrator_deletes_is_a_closed_session(client, hau):
    enter(client)
    Session.objects.filter(session_key=client.session.session_key).delete()
    assert client.get("/desk/").status_code == 302


def test_an_account_that_was_closed_is_out_at_once(client, hau):
    enter(client)
    hau.is_active = False
    hau.save()
    assert client.get("/desk/").status_code == 302
    assert enter(Client()).status_code == 422


def test_sign_in_leads_back_to_where_somebody_wanted_to_go(client, hau):
    asked = client.get("/desk/?tab=receive")
    assert asked.url == "/desk/sign-in/?next=/desk/%3Ftab%3Dreceive"
    assert enter(client, next="/desk/?tab=receive").url == "/desk/?tab=receive"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.vn/", "//example.vn/", "javascript:alert(1)"]
)
def test_sign_in_never_leads_to_another_site(client, hau, elsewhere):
    assert enter(client, next=elsewhere).url == "/desk/"


def test_people_cannot_sign_in_at_the_desk(client, hau):
    hau.kind = "person"
    hau.save()
    assert enter(client).status_code == 422


def test_an_official_with_two_posts_says_which_one(hau):
    other = hold(hau, Role.SPECIALIST, BAO_LA)
    client = sign_in(hau)
    assert client.get("/desk/").url == "/desk/post/?next=%2Fdesk%2F"
    client.post("/desk/post/", {"post": other.pk, "next": "/desk/"})
    assert client.get("/desk/").context["me"].actor.agency == BAO_LA


def test_choosing_no_post_asks_again(hau):
    hold(hau, Role.SPECIALIST, BAO_LA)
    assert sign_in(hau).post("/desk/post/", {"post": "0"}).status_code == 422


def test_a_post_that_ended_opens_nothing(hau):
    hau.posts.update(valid_to=date(2026, 11, 20))
    answer = sign_in(hau).get("/desk/")
    assert answer.status_code == 403
    assert "quản trị hệ thống" in answer.context["sentence"]


def test_what_was_typed_survives_the_end_of_the_session(hau):
    client, code = sign_in(hau), a_birth()
    address = f"/desk/dossiers/{code}/guide/"
    seal = client.get(address).content.decode().split('name="_seal" value="')[1].split('"')[0]
    client.session.flush()
    kept = client.post(address, {"_seal": seal, "items": "Ảnh bị mờ", "seen": 1})
    assert kept.status_code == 403
    resume = kept.context["sign_in_url"].split("next=")[1].replace("%2F", "/")
    assert enter(client, next=resume).url == resume
    assert "Ảnh bị mờ" in client.get(resume).content.decode()


def test_the_clock_of_the_authenticator_is_the_machines_own(client, hau):
    early = TOTP(bytes.fromhex(KEY))
    early.time = time.time() - 3600
    assert enter(client, code=f"{early.token():06}").status_code == 422


@pytest.mark.urls("motcua.desk.tests.urls_like_the_hub")
def test_the_hub_signs_its_officials_in_by_the_same_page(client, hau, settings):
    settings.ROLE = "hub"
    assert client.get("/desk/sign-in/").status_code == 200
    assert enter(client).url == "/"
