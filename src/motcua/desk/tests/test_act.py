"""Actions from the desk: each happens once, and what was typed is never lost."""

from uuid import uuid4

import pytest

from motcua.accounts.roles import Role
from motcua.desk.action_forms import FORMS
from motcua.desk.tests.cast import (
    BAO_LA,
    TO_COMPLETION,
    TO_CONFIRMATION,
    TO_DECIDED,
    TO_EXAMINATION,
    TO_ISSUING,
    TO_SIGNATURE,
    a_birth,
    an_official,
    at,
    browser,
    filled,
    led,
)
from motcua.dossiers import history
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import latest
from motcua.dossiers.perform import perform
from motcua.dossiers.table import RULES, Action
from motcua.dossiers.tests.births import COPIES
from motcua.dossiers.tests.cast import ACTORS
from motcua.exchange.clients import payment_platform
from motcua.kernel import clock
from motcua.payments import service as payments
from motcua.payments.tests.platforms import Platform

WHY = {"text": "Thiếu căn cứ", "legal_basis": "Luật Hộ tịch 60/2014/QH13, Điều 16"}
LED = {
    "guide": (Role.RECEIVER, (), {"items": "Ảnh bị mờ\nThiếu trang 2"}),
    "receive": (Role.RECEIVER, (), {}),
    "propose-decline": (Role.RECEIVER, (), WHY),
    "decline": (Role.CENTRE_HEAD, (Action.PROPOSE_DECLINE,), WHY),
    "forward": (Role.RECEIVER, None, {}),
    "take": (Role.SPECIALIST, TO_EXAMINATION, {}),
    "request-supplement": (Role.SPECIALIST, TO_EXAMINATION, {"items": "Ảnh bị mờ"}),
    "answer-supplement": (
        Role.RECEIVER, (*TO_EXAMINATION, Action.REQUEST_SUPPLEMENT), {"text": "Nộp ảnh mới"},
    ),
    "request-payment": (Role.SPECIALIST, TO_EXAMINATION, {"fee": "copies", "count": "2"}),
    "record-payment": (Role.RECEIVER, (), {"method": "cash"}),
    "ask-verification": (Role.SPECIALIST, TO_EXAMINATION, {"agency": BAO_LA, "text": "Nơi cư trú"}),
    "ask-opinion": (Role.SPECIALIST, TO_EXAMINATION, {"agency": BAO_LA, "text": "Cho ý kiến"}),
    "answer-inquiry": (
        Role.SPECIALIST, (*TO_EXAMINATION, Action.ASK_VERIFICATION), {"text": "Đúng"},
    ),
    "close-inquiry": (
        Role.SPECIALIST, (*TO_EXAMINATION, Action.ASK_VERIFICATION), {"text": "Đã gọi điện"},
    ),
    "assign": (Role.SPECIALIST, TO_EXAMINATION, {"text": "Nhờ xem giúp"}),
    "send-draft": (Role.SPECIALIST, TO_EXAMINATION, {}),
    "request-registration": (Role.SPECIALIST, (*TO_CONFIRMATION, Action.CONFIRM_DRAFT), {}),
    "submit-for-signature": (Role.SPECIALIST, TO_COMPLETION, {}),
    "return-for-correction": (Role.SIGNER, TO_SIGNATURE, {"text": "Sai dấu"}),
    "sign": (Role.SIGNER, TO_SIGNATURE, {}),
    "issue": (Role.CLERK, TO_ISSUING, {}),
    "propose-refusal": (Role.SPECIALIST, TO_EXAMINATION, WHY),
    "refuse": (Role.SIGNER, (*TO_EXAMINATION, Action.PROPOSE_REFUSAL), WHY),
    "return-proposal": (
        Role.SIGNER, (*TO_EXAMINATION, Action.PROPOSE_REFUSAL), {"text": "Đủ điều kiện"},
    ),
    "apologise": (
        Role.SPECIALIST, TO_EXAMINATION,
        {"text": "Mất điện", "day": "25/11/2026", "hour": "17:00"},
    ),
    "withdraw": (Role.RECEIVER, TO_EXAMINATION, {"text": "Đã xem thẻ căn cước; rút để nộp lại"}),
    "stop": (Role.CENTRE_HEAD, TO_EXAMINATION, WHY),
    "remind-collection": (Role.RECEIVER, TO_DECIDED, {}),
    "hand-over": (Role.RECEIVER, TO_DECIDED, {"to": "owner", "way": "paper", "receipt": "returned"}),
    "revoke": (Role.SIGNER, TO_DECIDED, WHY),
}  # fmt: skip


def last(code):
    return history.events_of(code)[-1]


def act(client, code, name, typed):
    return client.post(f"/desk/dossiers/{code}/{name}/", typed)


def prepared(name):
    role, actions, typed = LED[name]
    code = a_birth(charges=[COPIES] if name == "record-payment" else [])
    if name == "answer-inquiry":
        return browser(role, BAO_LA), led(code, *actions), typed
    if name == "assign":
        other = an_official("dong-nghiep", Role.SPECIALIST)
        return browser(role), led(code, *actions), {**typed, "assignee": str(other.pk)}
    if actions is None:
        receiver = browser(Role.RECEIVER)
        act(receiver, code, "receive", filled(receiver, code, "receive", keep="yes"))
        return receiver, code, typed
    return browser(role), led(code, *actions), typed


def test_every_form_of_the_desk_is_tried():
    assert {form.name for form in FORMS.values()} == LED.keys()


@pytest.mark.parametrize("name", LED)
def test_an_action_is_shown_and_done(name):
    client, code, typed = prepared(name)
    answer = act(client, code, name, filled(client, code, name, **typed))
    assert answer.status_code == 302, answer.context["faults"]
    happened = {event.kind for event in history.events_of(code)}
    assert RULES[Action(name.replace("-", "_"))].event in happened
    assert "Đã" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("name", LED)
def test_pressed_twice_it_happens_once(name):
    client, code, typed = prepared(name)
    sent = filled(client, code, name, **typed)
    act(client, code, name, sent)
    events = len(history.events_of(code))
    assert act(client, code, name, sent).status_code == 302
    assert len(history.events_of(code)) == events


def test_a_form_drawn_before_a_colleague_acted_is_stale_and_keeps_what_was_typed():
    code = led(a_birth(), *TO_EXAMINATION)
    client = browser(Role.SPECIALIST)
    sent = filled(client, code, "request-supplement", items="Ảnh Giấy chứng sinh bị mờ")
    led(code, Action.TAKE)
    events = len(history.events_of(code))
    answer = act(client, code, "request-supplement", sent)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Ảnh Giấy chứng sinh bị mờ" in html
    assert [entry.kind for entry in answer.context["news"]] == ["taken"]
    assert len(history.events_of(code)) == events
    again = {**sent, "seen": answer.context["dossier"].seq, "command": answer.context["command"]}
    assert act(client, code, "request-supplement", again).status_code == 302


def test_a_form_without_the_number_it_saw_changes_nothing():
    code = a_birth()
    assert act(browser(Role.RECEIVER), code, "receive", {}).status_code == 409
    assert last(code).kind == "submitted"


def test_a_command_id_with_other_words_is_refused_and_the_words_stay():
    code = led(a_birth(), *TO_EXAMINATION)
    client = browser(Role.SPECIALIST)
    sent = filled(client, code, "request-supplement", items="Ảnh bị mờ")
    act(client, code, "request-supplement", sent)
    answer = act(client, code, "request-supplement", {**sent, "items": "Thiếu ảnh"})
    assert answer.status_code == 409
    assert "Thiếu ảnh" in answer.content.decode()


def test_what_the_law_refuses_is_told_on_the_form():
    code = led(a_birth(), *TO_EXAMINATION, now=at(23, 9))
    client = browser(Role.SPECIALIST)
    sent = filled(client, code, "request-supplement", items="Ảnh bị mờ")
    clock.set_to(at(25, 8))
    answer = act(client, code, "request-supplement", sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Hồ sơ đã quá hạn. Xin lỗi và hẹn lại" in html
    assert "Ảnh bị mờ" in html


@pytest.mark.parametrize(
    ("name", "typed", "missing"),
    [
        ("guide", {"items": " \n "}, "items"),
        ("decline", {"text": "Thiếu"}, "legal_basis"),
        ("decline", {"legal_basis": "Luật"}, "text"),
        ("return-for-correction", {"text": ""}, "text"),
        ("hand-over", {"to": "owner"}, "way"),
        ("hand-over", {"to": "thief", "way": "paper"}, "to"),
        ("apologise", {"text": "Mất điện", "day": "30/02/2027", "hour": "17:00"}, "day"),
        ("apologise", {"text": "Mất điện", "day": "25/11/2026", "hour": "25:00"}, "hour"),
    ],
)
def test_what_is_missing_is_told_beside_its_input(name, typed, missing):
    client, code, _ = prepared(name)
    events = len(history.events_of(code))
    answer = act(client, code, name, filled(client, code, name, **typed))
    assert answer.status_code == 422
    assert missing in answer.context["faults"]
    assert f'href="#{missing}"' in answer.content.decode()
    assert len(history.events_of(code)) == events


def test_control_signs_are_dropped_and_letters_are_composed():
    client, code, _ = prepared("guide")
    sent = filled(client, code, "guide", items="A\u0309nh\0 mo\u031b\u0300\x07\r\nThiếu trang 2")
    assert act(client, code, "guide", sent).status_code == 302
    assert latest(code, "supplement_list")["items"] == ["Ảnh mờ", "Thiếu trang 2"]


def test_an_endless_text_is_cut_and_not_refused():
    client, code, typed = prepared("decline")
    sent = filled(client, code, "decline", **typed | {"text": "dài " * 5000})
    assert act(client, code, "decline", sent).status_code == 302
    assert len(latest(code, "note")["text"]) <= 4000


def test_a_typical_reason_brings_its_legal_basis():
    code = a_birth()
    client = browser(Role.CENTRE_HEAD)
    act(client, code, "decline", filled(client, code, "decline", reason="already-registered"))
    assert last(code).facts["legal_basis"] == "60/2014/QH13"
    assert last(code).facts["reasons"] == ["already-registered"]
    assert latest(code, "note") == {"text": "Trẻ đã được đăng ký khai sinh."}


def test_typical_reasons_and_typed_lines_make_one_complete_list():
    code = a_birth()
    client = browser(Role.RECEIVER)
    sent = filled(client, code, "guide", reason=["name-unfit"], items="Thiếu trang 2\r\n\r\nẢnh mờ")
    act(client, code, "guide", sent)
    items = latest(code, "supplement_list")["items"]
    assert items[0].startswith("Tên của trẻ phải bằng tiếng Việt")
    assert items[1:] == ["Thiếu trang 2", "Ảnh mờ"]
    assert last(code).facts["items"] == 3


def test_a_second_supplement_asks_for_what_gave_rise_to_it():
    code = led(a_birth(), *TO_EXAMINATION, Action.REQUEST_SUPPLEMENT, Action.ANSWER_SUPPLEMENT)
    client = browser(Role.SPECIALIST)
    sent = filled(client, code, "request-supplement", items="Ảnh vẫn mờ", text="")
    answer = act(client, code, "request-supplement", sent)
    assert answer.context["faults"] == {"text": "Nêu lý do phát sinh"}
    assert act(client, code, "request-supplement", {**sent, "text": "Ảnh mới"}).status_code == 302


def test_a_first_supplement_asks_for_nothing_of_the_kind():
    code = led(a_birth(), *TO_EXAMINATION)
    drawn = browser(Role.SPECIALIST).get(f"/desk/dossiers/{code}/request-supplement/")
    assert [one.asked.name for one in drawn.context["inputs"]] == ["reason", "items"]


def test_a_difference_with_the_register_has_to_be_explained_before_the_draft_goes_out():
    code = a_birth()
    system = ACTORS[Role.SYSTEM]
    differs = Command(action=Action.RECORD_VERIFICATION, facts={"outcome": "differs"})
    perform(code, differs, system, command_id=uuid4(), now=at(23, 8))
    led(code, Action.RECEIVE)
    client = browser(Role.SPECIALIST)
    sent = filled(client, code, "send-draft", text="")
    answer = act(client, code, "send-draft", sent)
    assert answer.context["faults"] == {"text": "Nêu rõ cách xử lý sai lệch"}
    explained = {**sent, "text": "Đã xem bản chính"}
    assert act(client, code, "send-draft", explained).status_code == 302


def test_handing_over_proposes_the_way_that_was_asked_for():
    code = led(a_birth(), *TO_DECIDED)
    drawn = browser(Role.RECEIVER).get(f"/desk/dossiers/{code}/hand-over/").context["inputs"]
    (way,) = [one for one in drawn if one.asked.name == "way"]
    assert [option.value for option in way.options if option.checked] == ["paper"]


def test_money_taken_at_the_counter_settles_what_is_owed():
    client, code, typed = prepared("record-payment")
    page = client.get(f"/desk/dossiers/{code}/record-payment/")
    assert "16.000\u00a0đồng" in page.content.decode()
    act(client, code, "record-payment", filled(client, code, "record-payment", **typed))
    (charge,) = payments.charges(code)
    assert (charge.state, charge.method) == ("paid", "cash")
    assert history.refold(code).phase == "submitted"


def test_while_a_bank_may_still_pay_no_money_is_taken(monkeypatch):
    monkeypatch.setattr(payment_platform, "platform", Platform().client)
    client, code, typed = prepared("record-payment")
    sent = filled(client, code, "record-payment", **typed)
    (charge,) = payments.charges(code)
    payer = payments.Payer(name="Khà Thị Dung", personal_id="017199001234", ip="127.0.0.1")
    payee = payments.Payee(
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        agency_code="H44.28.05",
        agency_name="UBND xã Mai Châu",
    )
    payments.begin(charge.id, "http://portal/back", payer, payee, at(23, 9))
    answer = act(client, code, "record-payment", sent)
    assert "chờ ngân hàng xác nhận" in answer.context["faults"][""]
    assert history.refold(code).phase == "waiting_payment"


def test_receiving_shows_the_due_time_it_would_give():
    code = a_birth()
    page = browser(Role.RECEIVER).get(f"/desk/dossiers/{code}/receive/")
    assert "17:00 ngày 23/11/2026" in page.content.decode()


def test_the_new_appointment_proposed_is_the_next_working_days_closing_time():
    code = led(a_birth(), *TO_EXAMINATION)
    drawn = browser(Role.SPECIALIST).get(f"/desk/dossiers/{code}/apologise/").context["inputs"]
    values = {one.asked.name: one.value for one in drawn}
    assert (values["day"], values["hour"]) == ("25/11/2026", "17:00")  # the 24th is a day off


def test_an_appointment_before_the_old_one_is_refused_with_a_sentence():
    code = led(a_birth(), *TO_EXAMINATION)
    client = browser(Role.SPECIALIST)
    sent = filled(client, code, "apologise", text="Mất điện", day="23/11/2026", hour="16:00")
    answer = act(client, code, "apologise", sent)
    assert "Ngày hẹn mới phải sau ngày hẹn cũ" in answer.context["faults"][""]


def test_what_is_over_is_told_with_409_and_no_form():
    code = led(a_birth(), *TO_EXAMINATION)
    answer = browser(Role.RECEIVER).get(f"/desk/dossiers/{code}/receive/")
    assert answer.status_code == 409
    assert "không thể 'Tiếp nhận'" in answer.context["sentence"]


def test_the_wrong_role_is_told_with_403():
    code = led(a_birth(), *TO_EXAMINATION)
    answer = browser(Role.RECEIVER).get(f"/desk/dossiers/{code}/take/")
    assert answer.status_code == 403
    assert "Vai trò hiện tại không được 'Nhận việc'" in answer.context["sentence"]


def test_the_wrong_role_cannot_post_either():
    code = led(a_birth(), *TO_EXAMINATION)
    answer = act(browser(Role.RECEIVER), code, "take", {"seen": 4, "command": uuid4()})
    assert answer.status_code == 422
    assert last(code).kind == "forwarded"


def test_signing_shows_what_is_signed():
    code = led(a_birth(), *TO_SIGNATURE)
    html = browser(Role.SIGNER).get(f"/desk/dossiers/{code}/sign/").content.decode()
    assert "Bùi Khà Minh An" in html
    assert "017226000007" in html
