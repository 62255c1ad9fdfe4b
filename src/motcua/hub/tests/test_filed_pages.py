"""What people see of what they filed on the national portal, and who else sees nothing."""

import pytest
from django.urls import get_resolver

from motcua.filing.taking import take_from
from motcua.filing.tests.conftest import (  # noqa: F401 - fixtures
    browser,
    desk,
    dung,
    file,
    national_portal,
    nobody_answers_outside,
    province,
    stranger,
)
from motcua.hub.tests.test_pages import official
from motcua.hub.tests.wires import Province, a_dossier, a_step
from motcua.kernel import clock
from motcua.portal.tests.conftest import signed_in

pytestmark = pytest.mark.django_db
OWN = ("me/", "dossiers/{code}/", "dossiers/{code}/submitted/", "dossiers/{code}/payment/")
ELSEWHERE = (
    "answers/", "track/", "check/", "check/ABC", "complain/", "organisation/",
    "me/complaints/",
    "me/complaints/PA-1/",
    "me/notices/", "me/notices/choices/", "payments/callback",
)  # fmt: skip


@pytest.fixture
def one(browser, dung):  # noqa: F811
    return file(browser, dung)


@pytest.fixture
def taken(one, desk):  # noqa: F811
    take_from(desk, clock.now())
    one.refresh_from_db()
    return one


def hear(code: str, status: str, step: str = "Đã tiếp nhận hồ sơ") -> None:
    node = Province()
    node.snapshots((a_dossier(MaHoSo=code, TrangThaiHoSo=status), 2))
    node.steps((a_step(MaHoSo=code, TrangThai=status, NoiDungXuLy=step), 2))


def test_every_address_of_these_pages_is_listed():
    own = [
        one for one in get_resolver("motcua.hub.urls_portal").url_patterns if hasattr(one, "name")
    ]
    assert len(own) == len(OWN) + len(ELSEWHERE)


@pytest.mark.parametrize("address", OWN)
def test_only_who_filed_it_sees_it(client, stranger, one, browser, address):  # noqa: F811
    url = f"/portal/{address.format(code=one.code)}"
    assert client.get(url)["Location"].startswith("/portal/sign-in/?next=")
    assert browser.get(url).status_code in {200, 302}
    official(client)  # of the national side, whose work is on the hub's own pages
    assert client.get(url)["Location"].startswith("/portal/sign-in/?next=")
    theirs = signed_in(stranger).get(url)
    assert theirs.status_code == (200 if address == "me/" else 404)
    assert one.subject_name not in theirs.text


@pytest.mark.parametrize("address", ELSEWHERE)
def test_what_the_hub_does_not_do_leads_to_the_node(client, province, address):  # noqa: F811
    page = client.get(f"/portal/{address}?code=1").text
    assert f"http://node.example.vn/{address}?code=1" in page
    assert "Phú Thọ" in page


def test_until_it_is_confirmed_it_is_said_not_to_have_arrived(browser, one):  # noqa: F811
    for address in (f"dossiers/{one.code}/submitted/", "me/"):
        assert "chưa đến cơ quan" in browser.get(f"/portal/{address}").text
    waits = browser.get(f"/portal/dossiers/{one.code}/payment/")
    assert waits["Location"] == f"/portal/dossiers/{one.code}/"


def test_once_confirmed_the_node_s_code_and_page_are_named(browser, taken):  # noqa: F811
    page = browser.get(f"/portal/dossiers/{taken.code}/").text
    assert taken.dossier.replace("-", "\u2011") in page
    assert f"http://node.example.vn/dossiers/{taken.dossier}/" in page
    assert "chờ tin tiến độ" in page
    leads = browser.get(f"/portal/dossiers/{taken.code}/supplement/")
    assert leads["Location"] == f"http://node.example.vn/dossiers/{taken.dossier}/supplement/"


def test_state_and_steps_are_those_that_the_node_told_of(browser, taken):  # noqa: F811
    hear(taken.dossier, "2")
    page = browser.get(f"/portal/dossiers/{taken.code}/").text
    assert "Đã tiếp nhận" in page
    assert "Hà Thị Xuyến" in page
    assert "Làm tiếp trên cổng" not in page


@pytest.mark.parametrize(
    ("status", "step"), [("5", "Yêu cầu bổ sung"), ("4", "Đã gửi dự thảo để kiểm tra")]
)
def test_what_waits_for_the_person_leads_to_the_node(browser, taken, status, step):  # noqa: F811
    hear(taken.dossier, status, step)
    assert "Làm tiếp trên cổng" in browser.get(f"/portal/dossiers/{taken.code}/").text


def test_overseers_see_what_a_node_has_not_fetched(client, one):
    Province()
    official(client)
    assert "1, cũ nhất" in client.get("/agencies/").text


def test_these_pages_cost_few_statements(browser, taken, django_assert_max_num_queries):  # noqa: F811
    hear(taken.dossier, "2")
    browser.get("/portal/")
    for address in ("me/", f"dossiers/{taken.code}/"):
        with django_assert_max_num_queries(8):
            browser.get(f"/portal/{address}")


def test_an_address_that_is_none_gets_the_portal_s_page(client, province):  # noqa: F811
    answer = client.get("/portal/nowhere/")
    assert answer.status_code == 404
    assert "/portal/" in answer.text
    assert "Hồ sơ chỉ hiện ra với người nộp" in answer.text
