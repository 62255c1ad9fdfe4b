import pytest

from motcua.portal.tests.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_an_identity_system_that_is_down_is_said_and_tracking_offered(client, province):
    answer = client.post("/sign-in/begin/", {"next": "/me/"})

    assert answer.status_code == 503
    assert "đang không trả lời" in answer.text
    assert "/track/" in answer.text


def test_an_answer_to_no_sign_in_of_this_browser_opens_nothing(client, province):
    answer = client.get("/sign-in/callback/", {"code": "x", "state": "y"})

    assert answer.status_code == 400
    assert "Lần đăng nhập này đã cũ" in answer.text
    assert client.get("/me/").status_code == 302


def test_after_signing_in_nobody_is_led_to_another_site(client, province):
    page = client.get("/sign-in/", {"next": "https://example.org/"}).text

    assert "example.org" not in page.split("<main", 1)[1]


def test_a_message_that_is_no_callback_changes_nothing(client, province):
    for body in (b"", b"[]", b"{"):
        answer = client.post("/payments/callback", body, content_type="application/json")
        assert answer.status_code == 400


def test_a_forged_callback_is_answered_as_refused(client, province):
    message = {"MaThamChieu": "0" * 32, "SoTien": "16000", "MaLoi": "00", "ChecksumKey": "forged"}
    answer = client.post("/payments/callback", message, content_type="application/json")

    assert answer.status_code == 200
    assert answer.json()["MaLoi"] == "99"


def test_whoever_is_signed_in_as_an_official_is_nobody_on_the_portal(province, dung):
    type(dung).objects.filter(id=dung.id).update(kind="official")

    assert signed_in(dung).get("/me/").status_code == 302
