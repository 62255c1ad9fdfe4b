"""The page of one dossier: what was declared and verified, who is on it, what may be done."""

import pytest

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import (
    TO_COMPLETION,
    TO_CONFIRMATION,
    TO_DECIDED,
    TO_EXAMINATION,
    TO_ISSUING,
    TO_SIGNATURE,
    a_birth,
    a_file,
    at,
    browser,
    filled,
    led,
)
from motcua.desk.tests.registers import KnowsTheMother, ask
from motcua.dossiers.table import Action
from motcua.exchange.clients import civil_status, population
from motcua.exchange.delivering import Courier
from motcua.exchange.tests.receivers import UnableToRender
from motcua.kernel import clock


def page_of(code, role=Role.SPECIALIST):
    return browser(role).get(f"/desk/dossiers/{code}/")


@pytest.fixture
def registers(monkeypatch):
    one = KnowsTheMother()
    monkeypatch.setattr(population, "register", lambda: one)
    monkeypatch.setattr(civil_status, "register", lambda: one)


def rows(page):
    return {row.label: row for one in page.context["pages"] for row in one.rows}


@pytest.mark.parametrize(
    ("role", "actions", "primary"),
    [
        (Role.RECEIVER, (), "receive"),
        (Role.SPECIALIST, TO_EXAMINATION, "send-draft"),
        (Role.SPECIALIST, (*TO_CONFIRMATION, Action.CONFIRM_DRAFT), "request-registration"),
        (Role.SPECIALIST, TO_COMPLETION, "submit-for-signature"),
        (Role.SIGNER, TO_SIGNATURE, "sign"),
        (Role.CLERK, TO_ISSUING, "issue"),
        (Role.RECEIVER, TO_DECIDED, "hand-over"),
    ],
)
def test_the_usual_next_step_is_the_one_primary_button(role, actions, primary):
    page = page_of(led(a_birth(), *actions), role)
    assert page.context["choices"].primary.form.name == primary
    assert page.content.decode().count("desk-primary") == 1


def test_once_late_the_apology_is_the_primary_button_and_the_rest_is_blocked():
    code = led(a_birth(), *TO_EXAMINATION)
    clock.set_to(at(25, 8))
    choices = page_of(code).context["choices"]
    assert choices.primary.form.name == "apologise"
    ((obstacle, blocked),) = choices.blocked.items()
    assert "Xin lỗi và hẹn lại" in obstacle
    assert {"send-draft", "request-supplement"} <= {form.name for form in blocked}


def test_after_closing_time_of_the_due_day_work_stops_until_the_apology():
    code = led(a_birth(), *TO_EXAMINATION)
    clock.set_to(at(23, 17, 5))
    page = page_of(code)
    assert page.context["choices"].primary.form.name == "apologise"
    assert "Hồ sơ đã quá hạn" in page.content.decode()


def test_a_role_with_nothing_to_do_is_told_so():
    page = page_of(led(a_birth(), *TO_EXAMINATION), Role.CLERK)
    assert "không có việc phải làm" in page.content.decode()


def test_while_the_register_has_not_answered_the_draft_is_blocked_with_the_reason():
    blocked = page_of(led(a_birth(), Action.RECEIVE)).context["choices"].blocked
    (obstacle,) = [o for o, some in blocked.items() if any(f.name == "send-draft" for f in some)]
    assert "đang tự tra cứu lại" in obstacle


def test_a_registers_answer_stands_beside_what_was_declared(registers):
    code = led(a_birth(), *TO_EXAMINATION)
    ask(code)
    known = {
        (row.label, row.value): row.answer for row in rows(page_of(code)).values() if row.answer
    }
    words = {value: answer.word for (_, value), answer in known.items()}
    assert words["Khà Thị Dung"] == "Đã xác thực"
    assert words["Bùi Văn Tuyển"] == "Không tìm thấy"
    differing = next(answer for answer in known.values() if answer.look == "late")
    assert (differing.word, differing.value) == ("Có sai lệch", "Mường")


def test_differences_are_told_in_words_and_come_first(registers):
    code = led(a_birth(), *TO_EXAMINATION)
    ask(code)
    page = page_of(code)
    assert [one.like.word for one in page.context["answers"]] == [
        "Chưa kết nối được, sẽ tự tra cứu lại", "Không tìm thấy", "Có sai lệch", "Đã xác thực",
    ]  # fmt: skip
    assert "Cha: số định danh, họ tên, ngày sinh" in page.content.decode()


def test_what_a_register_filled_in_names_it_and_when():
    html = page_of(led(a_birth(), *TO_EXAMINATION)).content.decode()
    assert "Lấy từ Cơ sở dữ liệu quốc gia về dân cư, lúc 20:14 ngày 22/11/2026" in html


def test_four_persons_are_kept_apart():
    html = page_of(a_birth(), Role.RECEIVER).content.decode()
    for word in ("Người yêu cầu", "Chủ hồ sơ", "Mẹ", "Cha"):
        assert f'class="govuk-table__header">{word}</th>' in html


def test_after_an_apology_both_dates_are_shown():
    code = led(a_birth(), *TO_EXAMINATION)
    client = browser(Role.SPECIALIST)
    typed = filled(client, code, "apologise", text="Mất điện", day="25/11/2026", hour="17:00")
    client.post(f"/desk/dossiers/{code}/apologise/", typed)
    html = client.get(f"/desk/dossiers/{code}/").content.decode()
    assert "17:00 ngày 25/11/2026" in html
    assert "Ngày hẹn ban đầu: 23/11/2026" in html


def test_the_story_has_the_inner_steps_newest_first():
    code = led(a_birth(), *TO_EXAMINATION, Action.TAKE)
    story = page_of(code).context["story"]
    assert story[0].kind == "taken"
    assert story[-1].kind == "submitted"


def test_what_was_written_can_be_read():
    code = led(a_birth(), *TO_EXAMINATION, Action.REQUEST_SUPPLEMENT)
    said = page_of(code).context["written"]
    assert {tuple(one.lines) for one in said} >= {("Ảnh Giấy chứng sinh",), ("Nêu rõ lý do",)}


def test_the_register_entry_is_shown_with_number_book_page_and_id():
    html = page_of(led(a_birth(), *TO_COMPLETION)).content.decode()
    for value in ("105/2026", "01/2026", "017226000007", "23/11/2026"):
        assert value in html


def test_the_national_standing_is_told_with_the_reason_of_a_refusal():
    code = led(a_birth(), *TO_EXAMINATION)
    Courier({"national": UnableToRender()}).deliver_once()
    national = page_of(code).context["deliveries"][0]
    assert national.word == "Bị từ chối"
    assert set(national.reasons) == {"không có mã tương ứng"}


def test_a_scan_is_shown_under_its_own_type_and_saved_on_request():
    code = a_birth()
    address = f"/desk/dossiers/{code}/files/{a_file(code)}/"
    client = browser(Role.RECEIVER)
    shown, saved = client.get(address), client.get(f"{address}?download")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith('attachment; filename="giay-chung-sinh.pdf"')


def test_a_file_of_another_type_is_never_shown_as_a_page():
    code = a_birth()
    file_id = a_file(code, name="a.html", mime="text/html")
    answer = browser(Role.RECEIVER).get(f"/desk/dossiers/{code}/files/{file_id}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_pages_of_the_desk_are_kept_by_no_cache():
    assert "no-store" in page_of(a_birth(), Role.RECEIVER)["Cache-Control"]
