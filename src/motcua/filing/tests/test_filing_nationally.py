import re

import pytest

from motcua.dossiers import service as dossiers
from motcua.filing.service import FiledDeclaration
from motcua.filing.tests.conftest import declare, file
from motcua.kernel import clock

pytestmark = pytest.mark.django_db


def test_what_is_filed_on_the_portal_is_no_dossier_there(browser, dung):
    one = file(browser, dung)

    assert re.fullmatch(r"G22\.99-\d{6}-0001", one.code)
    assert (one.root, one.agency, one.subject_name) == ("H44", "H44.28.05", "Khà Minh Anh")
    assert dossiers.my_dossiers(dung.id, dung.personal_id) == []


def test_pressing_twice_files_once_and_both_answers_are_the_same(browser, dung):
    draft = declare(browser, dung)
    answers = [browser.post(f"/portal/declare/{draft.id}/submit/") for _press in range(2)]

    assert len({answer["Location"] for answer in answers}) == 1
    assert FiledDeclaration.objects.count() == 1


def test_what_was_filed_is_not_filled_in_again(browser, dung):
    draft = declare(browser, dung)
    browser.post(f"/portal/declare/{draft.id}/submit/")

    assert dossiers.running_drafts(dung.id, clock.now()) == []
    page = browser.get(f"/portal/declare/{draft.id}/child/", follow=True)
    assert "không cần nộp lại" in page.text


def test_an_unfinished_declaration_is_not_filed(browser, dung):
    draft = declare(browser, dung, child_name=None)
    page = browser.post(f"/portal/declare/{draft.id}/submit/").text

    assert "Chưa nộp được" in page
    assert not FiledDeclaration.objects.exists()


def test_the_pages_of_a_declaration_lead_on_under_the_portal(browser, dung):
    draft = declare(browser, dung)
    review = browser.get(f"/portal/declare/{draft.id}/review/").text

    assert f"/portal/declare/{draft.id}/child/" in review
    assert not re.search(r'(href|action)="/(declare|procedures|me|dossiers)', review)


def test_the_portal_says_whose_it_is(client, province):
    assert "Cổng Dịch vụ công quốc gia" in client.get("/portal/").text
