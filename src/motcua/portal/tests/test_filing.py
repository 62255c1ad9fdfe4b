import re

import pytest

from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.portal.tests.conftest import signed_in
from motcua.portal.tests.test_declaring import START
from motcua.registries.asking import digest
from motcua.registries.models import LookUp

pytestmark = pytest.mark.django_db
HOME = {"commune": "05200", "detail": "Xóm Văn"}
ANSWERS = {
    "relation": "mother", "applicant_name": "Khà Thị Dung", "applicant_id": "017199004127",
    "applicant_residence": HOME, "applicant_phone": "0912345678",
    "mother_name": "Khà Thị Dung", "mother_id": "017199004127",
    "mother_birth_date": "1999-03-14", "mother_ethnicity": "03", "mother_nationality": "VN",
    "mother_residence": HOME, "mother_residence_kind": "permanent",
    "parents_married": False, "father_part": "empty", "register_at": "mother",
    "birth_proof": "code", "notice_code": "12345.GCS.67890.26", "notice_date": "2026-11-20",
    "surrogacy": False, "child_name": "Khà Minh Anh", "child_sex": "female",
    "child_birth_date": "2026-11-20", "child_birth_place": HOME,
    "child_origin": {"commune": "05200"}, "copies": 0, "delivery": "centre", "declaration": True,
}  # fmt: skip


@pytest.fixture
def draft(browser, dung):
    browser.post(START)
    draft = dossiers.running_drafts(dung.id, clock.now())[0]
    return dossiers.save_answers(dung.id, draft.id, ANSWERS, seen=draft.version, now=clock.now())


@pytest.fixture
def filed(browser, draft):
    """The code of the dossier that the mother filed."""
    answer = browser.post(f"/declare/{draft.id}/submit/")
    return answer["Location"].split("/")[2]


def test_the_review_shows_what_will_be_filed(browser, draft):
    page = browser.get(f"/declare/{draft.id}/review/").text

    assert "Khà Minh Anh" in page
    assert "Chưa nộp được" not in page
    assert "Không phải nộp phí, lệ phí" in page


def test_a_commune_that_this_portal_does_not_serve_is_said_before_filing(browser, dung, draft):
    elsewhere = {"commune": "00070", "detail": "Số 1"}
    dossiers.save_answers(
        dung.id, draft.id, {"mother_residence": elsewhere}, seen=draft.version, now=clock.now()
    )
    page = browser.post(f"/declare/{draft.id}/submit/").text

    assert "chưa nhận hồ sơ trên cổng này" in page
    assert f"/declare/{draft.id}/commune/#register_at" in page


def test_pressing_twice_files_once(browser, draft, dung, filed):
    again = browser.post(f"/declare/{draft.id}/submit/")

    assert again["Location"] == f"/dossiers/{filed}/submitted/"
    assert len(dossiers.my_dossiers(dung.id, dung.personal_id)) == 1


def test_going_back_after_filing_files_nothing_again(browser, draft, filed):
    page = browser.get(f"/declare/{draft.id}/child/", follow=True)

    assert "không cần nộp lại" in page.text


def test_the_person_gets_code_and_expected_time_at_once(browser, filed):
    page = browser.get(f"/dossiers/{filed}/submitted/").text

    assert filed.replace("-", "\u2011") in page
    assert "Dự kiến trả kết quả" in page
    assert "Ngày hẹn chính thức có khi cơ quan tiếp nhận hồ sơ" in page


def test_the_dossier_names_the_body_that_holds_it(browser, filed):
    page = browser.get(f"/dossiers/{filed}/").text

    assert "xã Mai Châu" in page
    assert "Đã nộp hồ sơ" in page


def test_a_stranger_finds_nothing_under_any_of_its_addresses(filed, stranger):
    other = signed_in(stranger)
    for part in ("", "submitted/", "withdraw/", "payment/", "supplement/", "draft/correct/"):
        assert other.get(f"/dossiers/{filed}/{part}").status_code == 404


def test_it_is_tracked_by_code_and_four_digits_without_names(client, filed):
    page = client.post("/track/", {"code": filed.lower(), "digits": "4127"}).text

    assert "Đã nộp, đang chờ tiếp nhận" in page
    assert "Minh Anh" not in page
    assert "Khà" not in page


def test_a_second_declaration_of_the_same_child_is_told_where_the_first_one_is(
    browser, dung, filed
):
    browser.post(START)
    again = dossiers.running_drafts(dung.id, clock.now())[0]
    dossiers.save_answers(dung.id, again.id, ANSWERS, seen=again.version, now=clock.now())
    page = browser.post(f"/declare/{again.id}/submit/").text

    assert filed in page
    assert "Đã có hồ sơ cùng nội dung" in page


def test_it_is_withdrawn_once_with_the_forms_own_command(browser, filed):
    page = browser.get(f"/dossiers/{filed}/withdraw/").text
    command = re.search(r'name="command" value="([^"]+)"', page).group(1)
    for _press in range(2):
        answer = browser.post(f"/dossiers/{filed}/withdraw/", {"command": command})
        assert answer["Location"] == f"/dossiers/{filed}/"

    assert "Đã rút hồ sơ" in browser.get(f"/dossiers/{filed}/").text


def test_what_is_not_possible_now_is_refused_in_words(browser, filed):
    answer = browser.post(f"/dossiers/{filed}/draft/confirm/")

    assert answer.status_code == 409
    assert "Hồ sơ đang ở trạng thái" in answer.text


def test_my_page_and_the_dossier_cost_few_statements(browser, filed, django_assert_max_num_queries):
    browser.get("/")  # what a process asks once
    with django_assert_max_num_queries(6):
        browser.get("/me/")
    with django_assert_max_num_queries(10):
        browser.get(f"/dossiers/{filed}/")


def test_who_looked_somebody_up_is_named_with_the_body_they_work_for(browser, dung):
    LookUp.objects.create(
        at=clock.now(), register="population", subject=digest(dung.personal_id),
        asked_by="Hà Thị Xuyến", agency="H44.28.05", purpose="Giải quyết hồ sơ",
    )  # fmt: skip
    page = browser.get("/me/lookups/").text
    assert "Hà Thị Xuyến, Ủy ban nhân dân xã Mai Châu" in page
