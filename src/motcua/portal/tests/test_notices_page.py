"""What a person was told, how they want to be told, and the switches at the top of every page."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel import clock
from motcua.notices import service as notices
from motcua.pages import context
from motcua.portal.tests.conftest import signed_in

pytestmark = pytest.mark.django_db
CODE = "H44.28.05-261123-0007"


def tell(account, about: str = CODE) -> None:
    facts = {
        "dossier": about, "procedure": "Đăng ký khai sinh", "body": "UBND xã Mai Châu",
        "body_short": "UBND xã Mai Châu", "who": "UBND xã Mai Châu – Lường Văn Hậu",
        "at": clock.now(), "due": clock.now(),
    }  # fmt: skip
    to = notices.Recipient(account=account.id)
    notices.notify(to, "dossier-received", facts, cause=uuid4().hex, now=clock.now(), about=about)


def test_what_is_new_is_counted_until_it_was_seen(browser, dung):
    tell(dung)
    tell(dung)
    assert '<span class="mc-count">2<' in browser.get("/me/").text

    page = browser.get("/me/notices/").text
    assert page.count("Lường Văn Hậu") == 2
    assert "Tin nhắn 0912•••678" in page
    assert "mc-count" not in browser.get("/me/").text


def test_nobody_sees_what_others_were_told(dung, stranger):
    tell(dung)
    assert "Chưa có thông báo nào." in signed_in(stranger).get("/me/notices/").text


def test_the_notices_of_one_dossier_are_shown_apart(browser, dung):
    tell(dung)
    tell(dung, about="H44.28.05-261123-0008")
    page = browser.get(f"/me/notices/?about={CODE}").text
    assert page.count('class="mc-notices__one') == 1


def test_choices_are_kept(browser, dung):
    browser.post("/me/notices/choices/", {"email": "yes", "begins": "20:00", "ends": "06:00"})
    chosen = notices.choices_of(dung.id, clock.now())
    assert (chosen.sms, chosen.email, str(chosen.quiet)) == (False, True, "20:00-06:00")
    page = browser.get("/me/notices/choices/").text
    assert "<option selected>20:00</option>" in page


def test_hours_that_are_none_change_nothing(browser, dung):
    browser.post("/me/notices/choices/", {"sms": "yes", "begins": "tối", "ends": ""})
    assert str(notices.choices_of(dung.id, clock.now()).quiet) == "21:00-07:00"


def test_the_pages_of_notices_take_few_statements(browser, dung, django_assert_max_num_queries):
    for _ in range(5):
        tell(dung)
    with django_assert_max_num_queries(8):
        browser.get("/me/notices/")
    with django_assert_max_num_queries(5):
        browser.get("/me/notices/choices/")


@pytest.fixture
def paused(province):
    """A pause in thirty days, and nothing of it remembered afterwards."""
    begins = clock.now() + timedelta(days=30)
    context.downtime.cache_clear()
    yield notices.announce_downtime(
        notices.PlannedDowntime(begins, begins + timedelta(hours=4), "nâng cấp"), clock.now()
    )
    context.downtime.cache_clear()


def test_a_pause_of_the_system_is_announced_on_every_page(client, paused):
    assert "Hệ thống tạm dừng từ" in client.get("/").text


def test_while_it_lasts_the_page_says_until_when(client, paused, tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(paused.begins_at + timedelta(hours=1))
    assert "Hệ thống đang tạm dừng đến" in client.get("/").text


def test_larger_type_is_remembered_by_the_browser(client, province):
    assert "mc-large" not in client.get("/").text
    client.post("/type-size/", {"type": "large", "next": "/track/"})
    assert 'class="govuk-template mc-large"' in client.get("/track/").text
    client.post("/type-size/", {"type": "normal", "next": "/track/"})
    assert "mc-large" not in client.get("/track/").text
