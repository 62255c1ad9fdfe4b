"""An official reads what was sent of a dossier, what was refused, and what both sides hold."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import PA_CO, TO_DECIDED, TO_EXAMINATION, a_birth, browser, led
from motcua.dossiers import parity
from motcua.dossiers.parity import Both
from motcua.exchange.delivering import Courier
from motcua.exchange.errors import Unreachable
from motcua.exchange.tests.receivers import Receiver, UnableToRender, down


def words(page) -> set[str]:
    return {line.word for line in page.context["lines"]}


@pytest.fixture
def code(db) -> str:
    return led(a_birth(), *TO_EXAMINATION)


@pytest.fixture
def specialist(db) -> Client:
    return browser(Role.SPECIALIST)


@pytest.fixture
def history(code, specialist):
    return lambda query="": specialist.get(f"/desk/dossiers/{code}/deliveries/{query}")


def test_what_waits_what_arrived_and_what_was_refused_have_words_of_their_own(history):
    assert words(history()) == {"Đang chờ"}
    Courier({"national": Receiver()}).deliver_once()
    assert words(history()) == {"Đã nhận, chưa đối chứng"}


def test_what_the_other_side_proved_is_told_as_synchronised(history):
    Courier({"national": Receiver(stored="ab" * 32)}).deliver_once()
    assert words(history()) == {"Đã đồng bộ"}


def test_a_refusal_is_shown_with_its_reason_on_both_pages(code, history, specialist):
    Courier({"national": UnableToRender()}).deliver_once()
    assert "không có mã tương ứng" in history().content.decode()
    page = specialist.get("/desk/deliveries/")
    assert {row["one"].dossier for row in page.context["rows"]} == {code}
    assert "không có mã tương ứng" in page.content.decode()


def test_the_page_of_all_lines_says_what_waits_and_why(code, specialist):
    Courier({"national": Receiver(down)}).deliver_once()
    national, register = specialist.get("/desk/deliveries/").context["links"]
    assert (national.name, register.pending) == ("Cổng Dịch vụ công quốc gia", 0)
    assert national.pending > 0
    assert national.faults == [("Bên nhận không trả lời kịp", 1)]


def test_another_agency_does_not_see_what_was_refused(code):
    Courier({"national": UnableToRender()}).deliver_once()
    assert browser(Role.SPECIALIST, PA_CO).get("/desk/deliveries/").context["rows"] == []


def test_both_truths_stand_side_by_side_when_asked_for(code, history, monkeypatch):
    row = {"MaHoSo": code, "TrangThaiHoSo": "2", "MC_TrinhTu": 1}
    entry = parity.comparing.named("national", [code])[code].entry
    monkeypatch.setattr(parity, "both", lambda code: Both(ours=entry, theirs=row))
    found = history("?ask=1").context["compared"]
    assert [(one.label, one.agrees) for one in found] == [
        ("Trạng thái", False), ("Sự kiện cuối", False),
    ]  # fmt: skip
    assert found[0].theirs == "Được tiếp nhận"


def test_a_portal_that_does_not_answer_is_said_and_breaks_nothing(code):
    class Silent:
        def looked_up(self, code: str) -> None:
            raise Unreachable("national", "timeout")

    both = parity.both(code, Silent())
    assert (both.theirs, both.fault) == (None, "timeout")
    assert both.ours.status == "4"


def test_the_pages_cost_a_fixed_number_of_statements(code, specialist):
    for address, most in ((f"/desk/dossiers/{code}/deliveries/", 12), ("/desk/deliveries/", 12)):
        with CaptureQueriesContext(connection) as queries:
            specialist.get(address)
        assert len(queries) <= most, [q["sql"] for q in queries]


def test_what_went_to_the_civil_status_software_stands_beside_what_came_back(specialist):
    code = led(a_birth(), *TO_DECIDED)
    page = specialist.get(f"/desk/dossiers/{code}/deliveries/").content.decode()
    for said in ("Đã trả về số đăng ký:", "105/2026", "017226000007", "Bùi Khà Minh An"):
        assert said in page
