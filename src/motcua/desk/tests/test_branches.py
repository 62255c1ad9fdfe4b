"""Branches of an official's day, each by the person whose act it is."""

from datetime import timedelta

import pytest
from django.db import connection

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import (
    BAO_LA,
    PA_CO,
    TO_DECIDED,
    TO_EXAMINATION,
    TO_SIGNATURE,
    a_birth,
    an_official,
    at,
    browser,
    filled,
    led,
    sign_in,
)
from motcua.dossiers import history, workload
from motcua.dossiers.table import Action
from motcua.dossiers.tests.cast import HEAD
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.papers.authority import revoke_certificate

WHY = {"text": "Thiếu căn cứ", "legal_basis": "Luật Hộ tịch 60/2014/QH13, Điều 16"}


def act(client, code, name, **typed):
    return client.post(f"/desk/dossiers/{code}/{name}/", filled(client, code, name, **typed))


def inputs(page):
    return {one.asked.name: one for one in page.context["inputs"]}


def test_what_the_receiver_proposes_the_head_finds_filled_in_and_approves():
    code = a_birth()
    act(browser(Role.RECEIVER), code, "propose-decline", **WHY)
    head = browser(Role.CENTRE_HEAD)
    assert head.get("/desk/?tab=approval").context["rows"][0].dossier.code == code
    page = head.get(f"/desk/dossiers/{code}/")
    assert page.context["choices"].primary.form.name == "decline"
    drawn = inputs(head.get(f"/desk/dossiers/{code}/decline/"))
    assert (drawn["text"].value, drawn["legal_basis"].value) == tuple(WHY.values())
    assert act(head, code, "decline", **WHY).status_code == 302
    assert history.refold(code).phase == "declined"


def test_a_proposal_that_is_not_approved_goes_back_and_the_work_goes_on():
    code = a_birth()
    receiver = browser(Role.RECEIVER)
    act(receiver, code, "propose-decline", **WHY)
    act(browser(Role.CENTRE_HEAD), code, "return-proposal", text="Đủ giấy tờ")
    assert history.refold(code).proposed == ""
    assert act(receiver, code, "receive").status_code == 302


def test_a_receiver_cannot_decline_alone():
    assert browser(Role.RECEIVER).get(f"/desk/dossiers/{a_birth()}/decline/").status_code == 403


def test_a_second_re_appointment_is_the_heads():
    code = led(a_birth(), *TO_EXAMINATION)
    specialist, head = browser(Role.SPECIALIST), browser(Role.CENTRE_HEAD)
    typed = {"text": "Mất điện", "day": "25/11/2026", "hour": "17:00"}
    assert act(specialist, code, "apologise", **typed).status_code == 302
    page = specialist.get(f"/desk/dossiers/{code}/apologise/")
    assert "Lần này do Giám đốc Trung tâm" in page.context["obstacle"]
    later = {**typed, "day": "26/11/2026"}
    assert "chỉ hẹn lại một lần" in head.get(f"/desk/dossiers/{code}/apologise/").content.decode()
    assert act(head, code, "apologise", **later).status_code == 302


def test_another_commune_sees_what_it_is_asked_and_answers_under_its_own_clock():
    code = led(a_birth(), *TO_EXAMINATION)
    act(browser(Role.SPECIALIST), code, "ask-verification", agency=BAO_LA, text="Nơi cư trú?")
    asked = history.refold(code)
    assert asked.paused
    assert asked.answer_by == at(27, 17)  # three working days; the 24th is off
    other = browser(Role.SPECIALIST, BAO_LA)
    assert [row.dossier.code for row in other.get("/desk/?tab=asked").context["rows"]] == [code]
    page = other.get(f"/desk/dossiers/{code}/")
    assert page.context["choices"].primary.form.name == "answer-inquiry"
    assert page.context["question"].text == "Nơi cư trú?"
    form = other.get(f"/desk/dossiers/{code}/answer-inquiry/")
    assert "Nơi cư trú?" in form.content.decode()
    assert not page.context["choices"].others
    clock.set_to(at(25, 9, 30))
    assert act(other, code, "answer-inquiry", text="Có cư trú").status_code == 302
    answered = history.refold(code)
    assert (answered.step, answered.paused) == ("examination", False)
    assert answered.due_at == at(25, 17)


def test_a_commune_that_is_not_asked_sees_nothing():
    code = led(a_birth(), *TO_EXAMINATION)
    act(browser(Role.SPECIALIST), code, "ask-opinion", agency=BAO_LA, text="Cho ý kiến")
    assert browser(Role.SPECIALIST, PA_CO).get(f"/desk/dossiers/{code}/").status_code == 404


def test_results_leave_in_parts_and_the_dossier_ends_with_the_last():
    code = led(a_birth(), *TO_DECIDED)
    client = browser(Role.RECEIVER)
    to = {"to": "owner", "way": "paper", "results-offered": ["result", "copies"]}
    assert act(client, code, "hand-over", **to, results=["result"]).status_code == 302
    assert history.refold(code).phase == "decided"
    left = inputs(client.get(f"/desk/dossiers/{code}/hand-over/"))["results"].options
    assert [(one.value, one.checked) for one in left] == [("copies", True)]
    last = {**to, "results-offered": ["copies"]}
    assert act(client, code, "hand-over", **last, results=["copies"]).status_code == 302
    assert history.refold(code).handed == ("result", "copies")
    assert history.refold(code).phase == "handed_over"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"way": "post"}, "Ghi số hiệu bưu gửi"),
        ({"way": "paper", "to": "post"}, "Ghi số hiệu bưu gửi"),
        ({"way": "paper", "receipt": "lost"}, "xác minh danh tính"),
        ({"way": "paper", "to": "authorised"}, "văn bản ủy quyền của người nhận thay"),
    ],
)
def test_the_post_needs_a_number_and_who_is_unknown_at_the_counter_a_note(typed, sentence):
    code = led(a_birth(), *TO_DECIDED)
    client = browser(Role.RECEIVER)
    typed = {"to": "owner", **typed}
    answer = act(client, code, "hand-over", **typed)
    assert sentence in answer.context["faults"][""]
    full = {**typed, "tracking": "EB123456789VN", "identity": "Thẻ căn cước, cấp 12/07/2024"}
    assert act(client, code, "hand-over", **full).status_code == 302


def test_a_supplement_whose_limit_has_passed_is_marked_in_list_and_dossier():
    code = led(a_birth(), *TO_EXAMINATION, Action.REQUEST_SUPPLEMENT)
    client = browser(Role.SPECIALIST)
    assert "Quá thời hạn trả lời" not in client.get("/desk/?tab=supplement").content.decode()
    clock.set_to(history.refold(code).answer_by + timedelta(minutes=1))
    assert "Quá thời hạn trả lời" in client.get("/desk/?tab=supplement").content.decode()
    page = client.get(f"/desk/dossiers/{code}/").content.decode()
    assert "Chưa nhận được bổ sung, thời hạn đã hết" in page
    assert "mẫu số 05" in page


def test_what_waits_for_a_leader_says_so_in_every_list():
    code = led(a_birth(), Action.PROPOSE_DECLINE)
    page = browser(Role.RECEIVER).get("/desk/?tab=receive").content.decode()
    assert code in page
    assert "Chờ duyệt từ chối tiếp nhận" in page


def test_an_uncollected_result_is_listed_after_some_days_and_reminded():
    code = led(a_birth(), *TO_DECIDED)
    client = browser(Role.RECEIVER)
    assert not client.get("/desk/?tab=uncollected").context["rows"]
    clock.set_to(at(30, 9))
    assert client.get("/desk/?tab=uncollected").context["rows"][0].dossier.code == code
    act(client, code, "remind-collection")
    assert "Đã nhắc đến nhận" in client.get(f"/desk/dossiers/{code}/").content.decode()


def test_revoking_shows_what_is_outside_and_who_relied_on_it():
    code = led(a_birth(), *TO_DECIDED, Action.HAND_OVER)

    page = browser(Role.SIGNER).get(f"/desk/dossiers/{code}/revoke/")
    found = page.context["consequences"]
    assert [one.id for one in found.outside] == ["result", "copies"]
    assert "Khà Thị Dung" in found.people


def test_work_goes_to_who_has_least_and_is_there():
    busy = an_official("ban", Role.SPECIALIST)
    free = an_official("ranh", Role.SPECIALIST)
    away = an_official("nghi", Role.SPECIALIST)
    client = browser(Role.RECEIVER)
    act(client, a_birth(child="Bùi a", parties=[]), "receive", assignee=str(busy.pk))
    days = (at(23, 0).date(), at(25, 0).date())
    workload.record_absence("H44.28.05", away.pk, days, free.pk, HEAD, at(23, 8))
    code = a_birth()
    drawn = inputs(client.get(f"/desk/dossiers/{code}/receive/"))["assignee"]
    assert [one.value for one in drawn.options if one.checked] == [str(free.pk)]
    notes = {one.value: one.note for one in drawn.options}
    assert notes[str(busy.pk)] == "đang xử lý 1 hồ sơ"
    assert notes[str(away.pk)] == "nghỉ đến hết ngày 25/11/2026; người thay: Cán bộ ranh"
    answer = act(client, code, "receive", assignee=str(away.pk))
    assert answer.status_code == 422
    assert "người thay: Cán bộ ranh" in answer.context["faults"]["assignee"]
    act(client, code, "receive", assignee=str(free.pk))
    assert history.refold(code).assignee == free.pk
    assert "Cán bộ ranh" in sign_in(free).get(f"/desk/dossiers/{code}/").content.decode()


def test_who_stands_in_finds_the_work_of_who_is_away_as_their_own():
    away, stand_in = an_official("nghi", Role.SPECIALIST), an_official("thay", Role.SPECIALIST)
    code = a_birth()
    act(browser(Role.RECEIVER), code, "receive", assignee=str(away.pk))
    client = sign_in(stand_in)
    assert not client.get("/desk/?tab=work&who=me").context["rows"]
    days = (at(23, 0).date(), at(25, 0).date())
    workload.record_absence("H44.28.05", away.pk, days, stand_in.pk, HEAD, at(23, 8))
    assert client.get("/desk/?tab=work&who=me").context["rows"][0].dossier.code == code


def test_a_colleague_of_another_agency_cannot_be_given_the_work():
    stranger = an_official("bao-la", Role.SPECIALIST, BAO_LA)
    client = browser(Role.RECEIVER)
    answer = act(client, a_birth(), "receive", assignee=str(stranger.pk))
    assert "không thuộc cơ quan giải quyết" in answer.context["faults"][""]


@pytest.mark.parametrize("words", ["017199001234", "0912 000 001", "+84912000001", "An Minh"])
def test_search_finds_by_personal_id_phone_and_words_in_any_order(words):
    code = a_birth()
    a_birth(child="Hà Văn Khác", parties=[])
    rows = browser(Role.CLERK).get("/desk/", {"q": words}).context["rows"]
    assert [row.dossier.code for row in rows] == [code]


def test_search_by_words_is_answered_by_its_index():
    from motcua.dossiers.models import DossierRow
    from motcua.dossiers.worklists import _searched

    a_birth()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = DossierRow.objects.filter(_searched("minh an")).explain()
    assert "dossier_words" in plan


def test_a_signer_without_a_certificate_in_force_is_warned_before_signing():
    code = led(a_birth(), *TO_SIGNATURE)
    leader = an_official("ky", Role.SIGNER)
    client, address = sign_in(leader), f"/desk/dossiers/{code}/sign/"
    assert "Chưa có chứng thư số còn hiệu lực" in client.get(address).content.decode()
    papers.make_authority(papers.keys_folder(), clock.now())
    holder = papers.Holder(ref=str(leader.pk), name=leader.full_name, agency="UBND xã")
    papers.issue_certificate(papers.keys_folder(), holder)
    assert "Chưa có chứng thư số" not in client.get(address).content.decode()
    revoke_certificate(papers.keys_folder(), str(leader.pk), clock.now())
    assert client.get(address).context["cannot_sign"]


def test_proposals_wait_for_who_decides_on_them():
    declined, refused = a_birth(), led(a_birth(child="Hà b", parties=[]), *TO_EXAMINATION)
    led(declined, Action.PROPOSE_DECLINE)
    led(refused, Action.PROPOSE_REFUSAL)
    found = {
        role: [row.dossier.code for row in browser(role).get("/desk/?tab=approval").context["rows"]]
        for role in (Role.CENTRE_HEAD, Role.SIGNER)
    }
    assert found == {Role.CENTRE_HEAD: [declined], Role.SIGNER: [refused]}
