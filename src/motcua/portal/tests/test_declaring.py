import re

import pytest
from django.test import Client

from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.portal.tests.conftest import person, signed_in

pytestmark = pytest.mark.django_db
START = "/procedures/1.001193/start/"
WHO = {
    "relation": "mother", "applicant_name": "Khà Thị Dung", "applicant_id": "017199004127",
    "applicant_residence.province": "25", "applicant_residence.commune": "Mai Châu",
    "applicant_residence.detail": "Xóm Văn", "applicant_phone": "0912345678",
}  # fmt: skip


@pytest.fixture
def draft(browser, dung):
    browser.post(START)
    return dossiers.running_drafts(dung.id, clock.now())[0]


def at(draft, page: str) -> str:
    return f"/declare/{draft.id}/{page}/"


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}"[^>]* value="([^"]*)"', html)
    return found.group(1) if found else ""


def seen(browser: Client, url: str) -> str:
    return field(browser.get(url).text, "seen")


def test_registers_that_do_not_answer_are_said_and_the_person_goes_on_by_hand(browser, draft):
    page = browser.get(at(draft, "who")).text

    assert "Ông/bà tự điền, hệ thống sẽ tự kiểm tra lại sau" in page
    assert 'name="applicant_name"' in page


def test_a_page_is_saved_and_the_next_one_follows(browser, draft, dung):
    url = at(draft, "who")
    answer = browser.post(url, {**WHO, "seen": seen(browser, url)})

    assert answer["Location"] == at(draft, "mother")
    assert (
        dossiers.draft_of(dung.id, draft.id).answers["applicant_residence"]["detail"] == "Xóm Văn"
    )


def test_a_divided_commune_is_picked_from_what_it_became(browser, draft, dung):
    url, typed = at(draft, "who"), {**WHO, "applicant_residence.commune": "Đồng Tân"}
    page = browser.post(url, {**typed, "seen": seen(browser, url)}).text
    offered = re.findall(r'name="applicant_residence.among" value="(\d+)"', page)
    chosen = {"applicant_residence.among": offered[-1], "seen": field(page, "seen")}

    assert browser.post(url, {**typed, **chosen}).status_code == 302
    residence = dossiers.draft_of(dung.id, draft.id).answers["applicant_residence"]
    assert residence["commune"] == offered[-1]


def test_what_was_right_is_saved_and_what_was_typed_wrong_is_shown_again(browser, draft, dung):
    url = at(draft, "who")
    page = browser.post(url, {**WHO, "applicant_id": "0171990041", "seen": seen(browser, url)}).text

    assert "Có nội dung cần sửa" in page
    assert field(page, "applicant_id") == "0171990041"
    assert dossiers.draft_of(dung.id, draft.id).answers["applicant_phone"] == "0912345678"


def test_save_and_go_on_later_leaves_out_what_is_missing(browser, draft, dung):
    url = at(draft, "who")
    answer = browser.post(url, {"relation": "mother", "later": "1", "seen": seen(browser, url)})

    assert answer["Location"] == "/me/"
    assert dossiers.draft_of(dung.id, draft.id).answers["relation"] == "mother"


def test_an_older_tab_does_not_overwrite_a_newer_one_and_both_are_shown(browser, draft, dung):
    url = at(draft, "who")
    old = seen(browser, url)
    browser.post(url, {**WHO, "seen": old})
    page = browser.post(url, {**WHO, "applicant_phone": "0987654321", "seen": old}).text

    assert "vừa được lưu ở một cửa sổ hoặc thiết bị khác" in page
    assert field(page, "applicant_phone") == "0987654321"
    assert dossiers.draft_of(dung.id, draft.id).answers["applicant_phone"] == "0912345678"


def test_the_draft_is_resumed_where_it_stopped_on_another_device(browser, draft, dung):
    url = at(draft, "who")
    browser.post(url, {**WHO, "seen": seen(browser, url)})

    assert signed_in(dung).get(f"/declare/{draft.id}/")["Location"] == at(draft, "mother")


def test_a_strangers_draft_is_not_found(draft, stranger):
    other = signed_in(stranger)

    assert other.get(at(draft, "who")).status_code == 404
    assert other.post(f"/declare/{draft.id}/submit/").status_code == 404


def test_a_lower_identity_level_is_told_how_to_get_the_second_one(province):
    client = signed_in(person("Hà Thị Ún", "017155000020", level=1))
    answer = client.get(START, follow=True)

    assert "Thủ tục này cần tài khoản định danh mức độ 2" in answer.text
    assert "Công an xã" in answer.text


def test_a_session_of_a_lower_level_does_not_go_on_with_a_declaration(browser, draft, dung):
    dung.level = 1
    dung.save()
    answer = browser.get(at(draft, "who"))

    assert "level=2" in answer["Location"]
    assert "Nộp hồ sơ" not in browser.post(f"/declare/{draft.id}/submit/", follow=True).text


def test_a_form_that_cannot_go_on_this_way_points_to_the_right_procedure(browser, draft):
    url = at(draft, "who")
    page = browser.post(url, {**WHO, "relation": "carer", "seen": seen(browser, url)}).text

    assert "Trung tâm Phục vụ hành chính công để được hướng dẫn" in page


def test_an_unfinished_declaration_is_not_submitted_and_says_where_to_go(browser, draft):
    page = browser.post(f"/declare/{draft.id}/submit/").text

    assert "Chưa nộp được" in page
    assert f"{at(draft, 'who')}#relation" in page


def test_one_page_of_the_form_costs_few_statements(browser, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        browser.get(at(draft, "who"))
