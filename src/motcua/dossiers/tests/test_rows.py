"""Dossiers in PostgreSQL: one transaction each, once each, and nothing can be rewritten."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.roles import Role
from motcua.dossiers import contents, history
from motcua.dossiers.commands import Command
from motcua.dossiers.contents import NewContent
from motcua.dossiers.decide import reachable
from motcua.dossiers.errors import ActionRefused, CommandReused, SameSubject, StaleDossier
from motcua.dossiers.models import DossierRow, EventRow
from motcua.dossiers.perform import perform
from motcua.dossiers.phases import Phase
from motcua.dossiers.submit import submit
from motcua.dossiers.table import RULES, Action
from motcua.dossiers.tests.births import COPIES, a_birth, declared, load_agencies
from motcua.dossiers.tests.cast import ACTORS, MOTHER, RECEIVER, SPECIALIST, SYSTEM, at
from motcua.dossiers.worklists import counts, queue

NOTE = NewContent(kind="note", body={"text": "Nêu rõ"})
VERIFIED = Command(action=Action.RECORD_VERIFICATION, facts={"outcome": "agrees"})
LIST = NewContent(kind="supplement_list", body={"items": ["Ảnh Giấy chứng sinh"]})


@pytest.fixture(autouse=True)
def agencies(db):
    load_agencies()


def receive(code, **more):
    return perform(
        code, Command(action=Action.RECEIVE), RECEIVER, command_id=more.pop("id", uuid4()),
        now=at(23, 9), **more,
    )  # fmt: skip


def test_codes_count_up_per_agency_and_day_without_gaps():
    codes = [declared(child=f"Bùi {n}") for n in "abc"]
    assert codes == [f"H44.28.05-261123-000{n}" for n in (1, 2, 3)]
    assert declared(at(25, 8), child="Bùi d") == "H44.28.05-261125-0001"
    other = a_birth(child="Hà e", receiving_agency="H44.28.06", competent_agency="H44.28.06")
    assert submit(other, MOTHER, command_id=uuid4(), now=at(23, 8)) == "H44.28.06-261123-0001"


def test_a_number_that_was_rolled_back_is_given_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        declared()
        raise ZeroDivisionError
    assert declared().endswith("-0001")


def test_the_late_tab_holds_what_passed_its_time_and_is_not_paused():
    late, paused = declared(), declared(child="Bùi b")
    for code in (late, paused):
        perform(code, VERIFIED, SYSTEM, command_id=uuid4(), now=at(23, 8, 30))
        receive(code)
    perform(
        paused,
        Command(action=Action.REQUEST_SUPPLEMENT, facts={"items": 1}),
        SPECIALIST,
        command_id=uuid4(),
        now=at(23, 10),
        contents=[LIST],
    )
    assert [one.dossier.code for one in queue(RECEIVER, "late", at(25, 8))] == [late]
    assert counts(RECEIVER, at(25, 8))["late"] == 1
    assert counts(RECEIVER, at(23, 16))["late"] == 0


def test_just_after_midnight_the_local_day_counts():
    assert declared(at(23, 0, 30)) == "H44.28.05-261123-0001"
    assert declared(at(23, 6, 59), child="Bùi b") == "H44.28.05-261123-0002"


def test_submitting_twice_gives_one_dossier():
    command = uuid4()
    first = submit(a_birth(), MOTHER, command_id=command, now=at(23, 8))
    again = submit(a_birth(), MOTHER, command_id=command, now=at(23, 8, 1))
    assert first == again
    assert DossierRow.objects.count() == 1


def test_a_second_declaration_of_the_same_child_names_the_first():
    code = declared()
    with pytest.raises(SameSubject) as same:
        declared()
    assert code in str(same.value)
    assert "xã Mai Châu" in str(same.value)


def test_after_withdrawal_the_child_may_be_declared_again():
    code = declared()
    perform(code, Command(action=Action.WITHDRAW), MOTHER, command_id=uuid4(), now=at(23, 9))
    assert declared().endswith("-0002")


def test_a_fee_makes_the_dossier_wait_for_payment_and_then_go_on():
    code = declared(charges=[COPIES])
    assert DossierRow.objects.get(code=code).phase == Phase.WAITING_PAYMENT
    paid = perform(
        code, Command(action=Action.RECORD_PAYMENT), SYSTEM, command_id=uuid4(), now=at(23, 9)
    )
    assert paid.phase == Phase.SUBMITTED


def test_a_submission_takes_at_most_seven_statements():
    with CaptureQueriesContext(connection) as queries:
        declared(charges=[COPIES])
    work = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(work) <= 7, work


def test_an_officials_step_takes_at_most_six_statements():
    code = declared()
    with CaptureQueriesContext(connection) as queries:
        receive(code)
    work = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(work) <= 6, work


def test_the_same_command_again_changes_nothing():
    code, command = declared(), uuid4()
    receive(code, id=command)
    again = receive(code, id=command)
    assert again.seq == 3
    assert EventRow.objects.filter(dossier_id=code).count() == 3


def test_a_command_id_with_another_body_is_refused():
    code, command = declared(), uuid4()
    receive(code, id=command)
    with pytest.raises(CommandReused):
        perform(code, Command(action=Action.FORWARD), RECEIVER, command_id=command, now=at(23, 9))


def test_a_stale_screen_changes_nothing():
    code = declared()
    receive(code)
    with pytest.raises(StaleDossier):
        perform(
            code, Command(action=Action.TAKE), SPECIALIST, command_id=uuid4(), now=at(23, 10),
            seen=1,
        )  # fmt: skip
    assert history.refold(code).assignee is None


def test_events_can_be_neither_changed_nor_deleted_by_the_application():
    code = declared()
    for act in (
        lambda: EventRow.objects.filter(dossier_id=code).update(kind="x"),
        lambda: EventRow.objects.filter(dossier_id=code)._raw_delete("default"),
        lambda: connection.cursor().execute("TRUNCATE dossiers_eventrow"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()


def test_erased_content_leaves_a_chain_that_still_verifies():
    code = declared()
    receive(code)
    assert contents.erase(code, at(25, 8)) == 1
    report = history.check(code)
    assert (report.broken_at, report.row_agrees) == (None, True)
    assert contents.latest(code, "declaration") is None


def test_no_event_holds_what_was_declared():
    code = declared(child="Bùi Tên Hiếm")
    texts = EventRow.objects.filter(dossier_id=code).values_list("text", flat=True)
    assert not any("Hiếm" in text or "Khà Thị Dung" in text for text in texts)


STEPS = st.tuples(st.integers(0, 40), st.integers(0, 9), st.integers(1, 900))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, max_size=25))
def test_the_rows_are_exactly_the_fold_of_the_events(choices):
    code = declared(child=f"Bùi {uuid4()}")
    now = at(23, 8)
    dossier = history.refold(code)
    for choice, pick, minutes in choices:
        now += timedelta(minutes=minutes)
        ways = [a for a, rule in RULES.items() if reachable(dossier, rule)]
        if not ways:
            break
        dossier = attempt(code, dossier, ways[choice % len(ways)], pick, now)
    report = history.check(code)
    assert (report.broken_at, report.row_agrees) == (None, True)


def attempt(code, dossier, action, pick, now):
    roles = sorted(RULES[action].roles)
    facts = {
        "items": 1, "legal_basis": "Luật Hộ tịch", "amount": 8000, "outcome": "agrees",
        "to": "owner", "way": "paper", "rating": 4,
    }  # fmt: skip
    command = Command(action=action, facts=facts, until=now + timedelta(days=3))
    written = [NewContent(kind=c.kind, body=c.body) for c in (NOTE, LIST)]
    try:
        return perform(
            code, command, ACTORS[Role(roles[pick % len(roles)])], command_id=uuid4(), now=now,
            contents=written,
        )  # fmt: skip
    except ActionRefused:
        return dossier


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_get_two_numbers_and_twins_get_one(agencies):
    load_agencies()
    same, codes = uuid4(), []

    def go(child, command):
        try:
            codes.append(submit(a_birth(child=child), MOTHER, command_id=command, now=at(23, 8)))
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(f"Bùi {n}", uuid4())) for n in range(4)]
    threads += [threading.Thread(target=go, args=("Bùi x", same)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(codes)) == 5
    assert sorted(code[-4:] for code in set(codes)) == ["0001", "0002", "0003", "0004", "0005"]
