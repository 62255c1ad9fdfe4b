"""A dossier without a result says why, by which law, and what its people can do."""

import pytest

from motcua.accounts.service import Role
from motcua.dossiers import following
from motcua.dossiers.service import Action, NewContent
from motcua.kernel import clock
from motcua.papers import ordering
from motcua.papers import service as papers
from motcua.payments import service as payments
from motcua.payments.service import Line
from motcua.portal.tests.test_answering import do
from motcua.portal.tests.test_filing import draft, filed  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
WHY = "Trẻ đã được đăng ký khai sinh tại xã Bao La."
LAW = "Luật Hộ tịch 60/2014/QH13, Điều 16"
COPIES = Line(code="copies", label="Bản sao", unit="bản", quantity=2, unit_amount=8000)


def reason() -> NewContent:
    return NewContent(kind="note", body={"text": WHY})


@pytest.fixture
def declined(filed):  # noqa: F811
    do(filed, Action.DECLINE, Role.CENTRE_HEAD, reason(), legal_basis=LAW)
    return filed


def test_a_declined_dossier_says_why_and_speaks_of_no_result(browser, declined):
    page = browser.get(f"/dossiers/{declined}/").text

    assert WHY in page
    assert LAW in page
    assert "quyền khiếu nại" in page
    assert "Kết thúc giải quyết" in page
    assert "Có kết quả" not in page


def test_a_form_that_a_leader_decides_by_is_shown_once_it_is_signed(browser, declined):
    following.follow_one(declined, 2)
    (form,) = papers.papers_of(declined)
    ordering.render_now(form.id)
    page = browser.get(f"/dossiers/{declined}/").text

    assert "Văn bản đang được lập và ký số" in page
    assert "Phiếu từ chối" not in page
    assert browser.get(f"/dossiers/{declined}/papers/{form.id}/").status_code == 404


def test_what_was_withdrawn_is_not_to_be_paid(browser, filed):  # noqa: F811
    payments.charge(filed, [COPIES], clock.now())
    assert "Phí, lệ phí chưa nộp" in browser.get(f"/dossiers/{filed}/").text
    browser.post(f"/dossiers/{filed}/withdraw/")

    assert "Phí, lệ phí chưa nộp" not in browser.get(f"/dossiers/{filed}/").text
    assert "Thanh toán trực tuyến" not in browser.get(f"/dossiers/{filed}/payment/").text
