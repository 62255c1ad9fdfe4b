from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from motcua.accounts.roles import Role
from motcua.dossiers.commands import Command
from motcua.dossiers.decide import ActionRefused, decide
from motcua.dossiers.evolve import evolve
from motcua.dossiers.phases import FINAL, Phase, Step
from motcua.dossiers.table import RULES, TABLE, Action
from motcua.dossiers.tests.cast import (
    ACTORS,
    BAO_LA,
    CLERK,
    HEAD,
    LAW,
    MOTHER,
    RECEIVER,
    SIGNER,
    SPECIALIST,
    SYSTEM,
    a_dossier,
    after,
    at,
    full,
    official,
    received,
    ref,
)  # fmt: skip


def refused(dossier, action, actor, now=at(23, 10), command=None):
    with pytest.raises(ActionRefused) as refusal:
        decide(dossier, command or full(action), actor, now, LAW)
    return str(refusal.value)


def test_every_action_has_exactly_one_row():
    assert sorted(rule.action for rule in TABLE) == sorted(Action)
    assert len({rule.event for rule in TABLE}) == len(TABLE)


def test_the_clock_starts_at_receipt_and_not_at_submission():
    declared = a_dossier(when=at(22, 20, 31))
    assert declared.due_at is None

    dossier = after(declared, (Action.RECEIVE, RECEIVER, at(23, 9)))

    assert dossier.received_at == at(23, 9)
    assert dossier.due_at == at(23, 17)
    assert (dossier.phase, dossier.step) == (Phase.PROCESSING, Step.EXAMINATION)


def test_after_the_cut_off_hour_the_limit_ends_on_the_next_working_day():
    dossier = after(a_dossier(), (Action.RECEIVE, RECEIVER, at(23, 15, 10)))
    assert dossier.due_at == at(25, 17)


def test_guidance_before_receipt_starts_no_clock():
    dossier = after(
        a_dossier(),
        (Action.GUIDE, RECEIVER, at(23, 8, 10)),
        (Action.ANSWER_SUPPLEMENT, MOTHER, at(25, 8)),
    )
    assert dossier.phase == Phase.SUBMITTED
    assert dossier.due_at is None
    assert dossier.supplements == 0


def test_a_supplement_stops_the_clock_by_exactly_the_working_time_awaited():
    waiting = after(received(), (Action.REQUEST_SUPPLEMENT, SPECIALIST, at(23, 11)))
    assert waiting.paused

    dossier = after(waiting, (Action.ANSWER_SUPPLEMENT, MOTHER, at(23, 14, 30)))

    assert dossier.phase == Phase.PROCESSING
    # 11:00–11:30 and 13:30–14:30 stood still: 90 minutes move 17:00 to 08:30 on the 25th
    assert dossier.due_at == at(25, 8, 30)
    assert dossier.first_due_at == at(23, 17)


def test_a_second_supplement_needs_a_reason_that_arose_since():
    once = after(
        received(),
        (Action.REQUEST_SUPPLEMENT, SPECIALIST, at(23, 9, 30)),
        (Action.ANSWER_SUPPLEMENT, MOTHER, at(23, 9, 40)),
    )
    bare = Command(
        action=Action.REQUEST_SUPPLEMENT, facts={"items": 1}, content=(ref("supplement_list"),)
    )
    assert "lý do phát sinh" in refused(once, Action.REQUEST_SUPPLEMENT, SPECIALIST, command=bare)


def test_the_receiver_cannot_decline_alone():
    assert refused(a_dossier(), Action.DECLINE, RECEIVER)
    assert after(a_dossier(), (Action.DECLINE, HEAD, at(23, 9))).phase == Phase.DECLINED


def test_declining_and_refusing_need_reason_and_legal_basis():
    for action, dossier, actor in (
        (Action.DECLINE, a_dossier(), HEAD),
        (Action.REFUSE, received(), SIGNER),
    ):
        assert "căn cứ pháp lý" in refused(dossier, action, actor, command=Command(action=action))


def test_nothing_is_registered_before_the_register_of_people_has_answered():
    unanswered = after(a_dossier(), (Action.RECEIVE, RECEIVER, at(23, 9)))
    assert "xác thực" in refused(unanswered, Action.SEND_DRAFT, SPECIALIST)


def test_online_the_draft_is_confirmed_before_the_register_entry():
    assert "dự thảo" in refused(received(), Action.REQUEST_REGISTRATION, SPECIALIST)


def test_silence_is_consent_only_after_its_limit():
    sent = after(received(), (Action.SEND_DRAFT, SPECIALIST, at(23, 9, 40)))
    assert sent.answer_by == at(24, 9, 40)
    refused(sent, Action.CONFIRM_DRAFT, SYSTEM, now=at(24, 9, 39))

    agreed = after(sent, (Action.CONFIRM_DRAFT, SYSTEM, at(24, 9, 40)))

    assert agreed.draft_confirmed


def test_whether_the_clock_runs_while_the_draft_is_checked_is_a_value_of_law():
    sent = decide(
        received(), full(Action.SEND_DRAFT), SPECIALIST, at(23, 10),
        replace(LAW, confirmation_pauses=False),
    )  # fmt: skip
    assert not evolve(received(), sent[0]).paused


def test_a_corrected_draft_goes_back_and_must_be_confirmed_again():
    dossier = after(
        received(),
        (Action.SEND_DRAFT, SPECIALIST, at(23, 10)),
        (Action.CORRECT_DRAFT, MOTHER, at(23, 10, 30)),
    )
    assert dossier.step == Step.EXAMINATION
    assert not dossier.draft_confirmed
    assert "dự thảo" in refused(dossier, Action.REQUEST_REGISTRATION, SPECIALIST)


def test_late_work_waits_for_an_apology_and_the_first_date_is_kept():
    late = received()
    assert "Xin lỗi" in refused(late, Action.SEND_DRAFT, SPECIALIST, now=at(25, 8))
    apology = replace(full(Action.APOLOGISE), until=at(26, 17))

    [event] = decide(late, apology, SPECIALIST, at(25, 8), LAW)
    dossier = evolve(late, event)

    assert (dossier.due_at, dossier.first_due_at) == (at(26, 17), at(23, 17))
    assert decide(dossier, full(Action.SEND_DRAFT), SPECIALIST, at(25, 9), LAW)


def test_an_apology_must_name_a_later_time():
    for until in (None, at(23, 16), at(22, 9)):
        apology = replace(full(Action.APOLOGISE), until=until)
        assert refused(received(), Action.APOLOGISE, SPECIALIST, command=apology)


def test_the_whole_way_from_declaration_to_rating():
    dossier = after(
        received(),
        (Action.SEND_DRAFT, SPECIALIST, at(23, 9, 30)),
        (Action.CONFIRM_DRAFT, MOTHER, at(23, 9, 45)),
        (Action.REQUEST_REGISTRATION, SPECIALIST, at(23, 9, 50)),
        (Action.RECORD_REGISTRATION, SYSTEM, at(23, 9, 51)),
        (Action.SUBMIT_FOR_SIGNATURE, SPECIALIST, at(23, 9, 55)),
        (Action.SIGN, SIGNER, at(23, 10)),
        (Action.RECORD_SIGNATURE, SYSTEM, at(23, 10, 1)),
        (Action.ISSUE, CLERK, at(23, 10, 5)),
        (Action.RECORD_SEAL, SYSTEM, at(23, 10, 6)),
        (Action.HAND_OVER, RECEIVER, at(23, 14)),
        (Action.RATE, MOTHER, at(23, 20)),
    )
    assert dossier.phase == Phase.HANDED_OVER
    assert dossier.outcome == "granted"
    assert dossier.finished_at == at(23, 10, 6)
    assert dossier.rating == 5


def test_what_is_in_the_register_can_no_longer_be_withdrawn_or_refused():
    registered = after(
        received(),
        (Action.SEND_DRAFT, SPECIALIST, at(23, 9, 30)),
        (Action.CONFIRM_DRAFT, MOTHER, at(23, 9, 45)),
        (Action.REQUEST_REGISTRATION, SPECIALIST, at(23, 9, 50)),
    )
    assert refused(registered, Action.WITHDRAW, MOTHER)
    entered = after(registered, (Action.RECORD_REGISTRATION, SYSTEM, at(23, 9, 51)))
    assert refused(entered, Action.WITHDRAW, MOTHER)
    assert refused(entered, Action.REFUSE, SIGNER)


@pytest.mark.parametrize("action", [a for a in Action if a != Action.SUBMIT])
def test_an_official_of_another_agency_can_do_nothing(action):
    rule = RULES[action]
    stranger = {r: official(r, "H44.28.06") for r in rule.roles - {Role.APPLICANT, Role.SYSTEM}}
    for actor in stranger.values():
        for phase in rule.phases:
            dossier = replace(received(), phase=phase, step=next(iter(rule.steps), Step.NONE))
            assert refused(dossier, action, actor) == "Việc này thuộc cơ quan khác"


@pytest.mark.parametrize("phase", sorted(FINAL - {Phase.HANDED_OVER, Phase.DECLINED}))
def test_an_ended_dossier_takes_no_further_action(phase):
    ended = replace(received(), phase=phase, step=Step.NONE)
    for action in Action:
        for role in RULES[action].roles:
            assert refused(ended, action, ACTORS[role])


def test_revoking_is_possible_after_the_hand_over_and_only_once():
    given = replace(received(), phase=Phase.HANDED_OVER, step=Step.NONE, outcome="granted")
    revoked = after(given, (Action.REVOKE, SIGNER, at(25, 9)))
    assert revoked.revoked
    assert refused(revoked, Action.REVOKE, SIGNER)


def test_an_apology_is_asked_for_a_working_day_before_and_once_late():
    due = at(26, 17)
    assert not LAW.asks_apology(due, at(23, 9))  # the 24th is a day off: two working days left
    assert LAW.asks_apology(due, at(25, 9))
    assert not LAW.asks_apology(due, at(26, 9))
    assert LAW.asks_apology(due, at(26, 17, 1))


def test_an_act_of_law_overtakes_what_was_proposed():
    proposed = after(a_dossier(), (Action.PROPOSE_DECLINE, RECEIVER, at(23, 9)))
    assert proposed.proposed == "decline"
    assert "đang chờ duyệt" in refused(proposed, Action.PROPOSE_DECLINE, RECEIVER)
    assert after(proposed, (Action.RECEIVE, RECEIVER, at(23, 9, 30))).proposed == ""


def test_an_answer_after_its_limit_is_taken_and_says_so():
    asked = after(received(), (Action.REQUEST_SUPPLEMENT, SPECIALIST, at(23, 10)))
    answer = full(Action.ANSWER_SUPPLEMENT)
    in_time = decide(asked, answer, MOTHER, at(25, 8), LAW)
    late = decide(asked, answer, MOTHER, asked.answer_by + timedelta(minutes=1), LAW)
    assert "after_limit" not in in_time[0].facts
    assert late[0].facts["after_limit"] is True
    assert evolve(asked, late[0]).phase == Phase.PROCESSING


def test_while_another_agency_is_asked_the_clock_stands_still_and_nothing_else_goes_on():
    asked = after(received(), (Action.ASK_VERIFICATION, SPECIALIST, at(23, 10)))
    assert (asked.step, asked.paused, asked.asked_agency) == (Step.INQUIRY, True, BAO_LA)
    assert "không thể" in refused(asked, Action.SEND_DRAFT, SPECIALIST)
    stranger = official(Role.SPECIALIST, "H44.28.07")
    assert "cơ quan khác" in refused(asked, Action.ANSWER_INQUIRY, stranger)
    answered = after(asked, (Action.ANSWER_INQUIRY, official(Role.SPECIALIST, BAO_LA), at(23, 11)))
    assert answered.due_at > asked.due_at


def test_an_agency_does_not_ask_itself():
    command = replace(full(Action.ASK_OPINION), facts={"agency": "H44.28.05"})
    assert "Chọn cơ quan" in refused(received(), Action.ASK_OPINION, SPECIALIST, command=command)


def test_receiving_hands_the_work_to_who_was_chosen():
    chosen = {"assignee": str(UUID(int=9)), "assignee_agency": "H44.28.05.1"}
    command = Command(action=Action.RECEIVE, facts=chosen)
    *_, forwarded = decide(a_dossier(), command, RECEIVER, at(23, 9), LAW)
    assert forwarded.facts["assignee"] == str(UUID(int=9))
    elsewhere = replace(command, facts={**chosen, "assignee_agency": "H44.28.06"})
    assert "không thuộc" in refused(a_dossier(), Action.RECEIVE, RECEIVER, command=elsewhere)
