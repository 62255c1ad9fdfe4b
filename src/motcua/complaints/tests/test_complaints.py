from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.accounts.service import Account, Actor, Role
from motcua.complaints.clocks import clocks, limits, moved
from motcua.complaints.models import StepTaken
from motcua.complaints.service import (
    ComplaintNotFound,
    StepRefused,
    clarify,
    complain,
    complaint_for,
    complaints_for,
    my_complaint,
    my_complaints,
    take_step,
)
from motcua.dossiers.tests.births import load_agencies
from motcua.dossiers.tests.cast import BAO_LA, LAW, MAI_CHAU, official
from motcua.kernel.clock import HANOI
from motcua.notices.service import inbox

SENT = datetime(2026, 11, 23, 8, 40, tzinfo=HANOI)
LATER = SENT + timedelta(hours=2)


@pytest.fixture
def dung(db) -> Account:
    load_agencies()
    return Account.objects.create(
        id=uuid4(), kind="person", username="dung", full_name="Khà Thị Dung", created_at=SENT
    )


@pytest.fixture
def code(dung) -> str:
    return complain(dung, "delay", "Hẹn ngày 20 chưa trả", MAI_CHAU, SENT)


def leader(agency: str = MAI_CHAU) -> Actor:
    return official(Role.CENTRE_HEAD, agency)


def test_a_complaint_has_three_limits_in_working_days():
    """24/11 is a day off, so two working days after Monday 23/11 end on Thursday 26/11."""
    found = clocks(SENT, limits(), LAW.calendar, LAW.hours)
    days = [f"{one:%d/%m %H:%M}" for one in (found.refuse_by, found.ask_by, found.answer_by)]
    assert days == ["26/11 17:00", "01/12 17:00", "15/12 17:00"]


@settings(max_examples=30, deadline=None)
@given(days=st.integers(0, 40))
def test_time_that_the_person_takes_is_given_back_and_never_shortens_a_limit(days):
    end = clocks(SENT, limits(), LAW.calendar, LAW.hours).answer_by
    asked = SENT.date()
    later = moved(end, asked, asked + timedelta(days=days), LAW.calendar, LAW.hours)
    assert later >= end
    waited = LAW.calendar.working_days_between(asked, asked + timedelta(days=days))
    assert LAW.calendar.working_days_between(end.date(), later.date()) == waited


def test_who_complains_is_told_the_body_and_the_limit(dung, code):
    [notice] = inbox(dung.id, None)
    assert code in notice.subject
    assert "Ủy ban nhân dân xã Mai Châu" in notice.text and "17:00 ngày 15/12/2026" in notice.text


def test_the_answer_closes_the_case_and_names_who_answered(dung, code):
    take_step(leader(), code, "answered", "Đã trả kết quả hôm nay", LATER)
    case = my_complaint(dung.id, code, LATER)
    assert (case.state_label, case.steps[0].note) == ("Đã trả lời", "Đã trả kết quả hôm nay")
    assert "Cán bộ centre_head" in case.steps[0].person
    assert len(inbox(dung.id, None)) == 2
    with pytest.raises(StepRefused):
        take_step(leader(), code, "answered", "Lần nữa", LATER)


def test_a_transferred_case_leaves_the_agency_and_keeps_its_limit(dung, code):
    before = my_complaint(dung.id, code, LATER).answer_by
    take_step(leader(), code, "transferred", "Thuộc xã Bao La", LATER, to_agency=BAO_LA)
    with pytest.raises(ComplaintNotFound):
        complaint_for(leader(), code, LATER)
    assert complaint_for(leader(BAO_LA), code, LATER).answer_by == before


def test_while_the_person_makes_it_clear_the_clock_stands_still(dung, code):
    take_step(leader(), code, "asked", "Hồ sơ nào?", LATER)
    clear = datetime(2026, 11, 26, 9, tzinfo=HANOI)
    clarify(dung.id, code, "Hồ sơ khai sinh", clear)
    case = my_complaint(dung.id, code, clear)
    assert (case.state_label, f"{case.answer_by:%d/%m}") == ("Đang xem xét", "17/12")
    with pytest.raises(StepRefused):
        clarify(dung.id, code, "Lần nữa", clear)


def test_after_its_limit_a_complaint_is_no_longer_refused_but_answered(code):
    late = datetime(2026, 11, 27, 8, tzinfo=HANOI)
    with pytest.raises(StepRefused, match="quá thời hạn từ chối"):
        take_step(leader(), code, "refused", "Không rõ", late)
    take_step(leader(), code, "answered", "Đã xem xét", late)


def test_a_step_needs_words_and_a_leader(code):
    with pytest.raises(StepRefused, match="Ghi nội dung"):
        take_step(leader(), code, "answered", "", LATER)
    with pytest.raises(StepRefused, match="chỉ được xem"):
        take_step(official(Role.OVERSIGHT), code, "answered", "x", LATER)


def test_strangers_find_nothing(code):
    with pytest.raises(ComplaintNotFound):
        my_complaint(uuid4(), code, LATER)
    with pytest.raises(ComplaintNotFound):
        clarify(uuid4(), code, "x", LATER)
    with pytest.raises(ComplaintNotFound):
        take_step(leader(BAO_LA), code, "answered", "x", LATER)


def test_lists_take_two_statements(dung, code, django_assert_num_queries):
    complain(dung, "rule", "Quá nhiều giấy tờ", BAO_LA, SENT)
    with django_assert_num_queries(2):
        assert len(my_complaints(dung.id, LATER)) == 2
    with django_assert_num_queries(3):
        assert len(complaints_for(leader(), LATER)) == 1


def test_a_step_cannot_be_rewritten(code):
    with pytest.raises(ProgrammingError), transaction.atomic():
        StepTaken.objects.update(text="khác")
