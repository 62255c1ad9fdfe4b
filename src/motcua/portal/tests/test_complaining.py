"""Sending a complaint, following it, and making it clear."""

from uuid import uuid4

import pytest

from motcua.accounts.service import Actor, Role
from motcua.complaints import service as complaints
from motcua.kernel import clock
from motcua.portal.tests.conftest import signed_in
from motcua.portal.tests.test_filing import draft, filed  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
FORM = {"kind": "delay", "agency": "H44.28.05", "text": "Hẹn ngày 20 chưa trả"}


@pytest.fixture
def sent(browser):
    return browser.post("/complain/", FORM)["Location"]


def test_a_complaint_is_followed_on_its_own_page(browser, sent):
    page = browser.get(sent).text
    assert "Hẹn ngày 20 chưa trả" in page and "Trả lời chậm nhất" in page
    assert sent.split("/")[3].replace("-", "\u2011") in browser.get("/me/complaints/").text


def test_what_is_missing_is_said_and_nothing_is_lost(browser):
    page = browser.post("/complain/", {"text": "Chờ lâu"}).text
    assert "Đề nghị chọn cơ quan" in page and "Chờ lâu</textarea>" in page


def test_a_complaint_about_a_dossier_goes_to_the_agency_that_decides(browser, dung, filed):  # noqa: F811
    sent = browser.post("/complain/", {"kind": "delay", "text": "Chậm", "about": filed})
    case = complaints.my_complaint(dung.id, sent["Location"].split("/")[3], clock.now())
    assert (case.agency, case.about) == ("H44.28.05", filed)


def test_nobody_complains_through_a_strangers_dossier(stranger, filed):  # noqa: F811
    assert signed_in(stranger).get(f"/complain/?about={filed}").status_code == 404


def test_others_do_not_see_it(sent, stranger):
    assert signed_in(stranger).get(sent).status_code == 404
    assert signed_in(stranger).post(sent, {"text": "x"}).status_code == 404


def test_what_the_agency_asked_is_answered_there(browser, sent):
    leader = Actor(
        account_id=uuid4(), role=Role.CENTRE_HEAD, name="Vi Văn Thành", agency="H44.28.05"
    )
    complaints.take_step(leader, sent.split("/")[3], "asked", "Hồ sơ nào?", clock.now())
    assert "Hồ sơ nào?" in browser.get(sent).text
    browser.post(sent, {"text": "Hồ sơ khai sinh"})
    assert "Đang xem xét" in browser.get(sent).text


def test_its_pages_take_few_statements(browser, sent, django_assert_max_num_queries):
    for url, most in (("/complain/", 6), ("/me/complaints/", 6), (sent, 7)):
        with django_assert_max_num_queries(most):
            browser.get(url)
