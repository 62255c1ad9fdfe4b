"""Births of the demo brought to where a branch begins, by the acts of their people.

Run beside a running demo, so that journeys walk the branch alone; prints each one's code and
mother as JSON, by the names of ``STEPS``: those named, else all but those of ``ALONE``.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import django

django.setup()

from motcua.accounts.service import Actor, Role  # noqa: E402
from motcua.agencies import reorganising  # noqa: E402
from motcua.agencies.reorganising import Ordered  # noqa: E402
from motcua.dossiers import history  # noqa: E402
from motcua.dossiers.service import Action, Dossier, Phase  # noqa: E402
from motcua.dossiers.service import Step as Stage  # noqa: E402
from motcua.kernel import clock  # noqa: E402
from motcua.operations import demo_dossiers as demo  # noqa: E402
from motcua.operations.demo_dossiers import Step  # noqa: E402

ROUNDS = 600
ROUND_S = 0.1
DAYS = 24 * 60
BASIS = {"legal_basis": "Luật Hộ tịch 60/2014/QH13, Điều 16"}
RECEIVED = Step(Role.RECEIVER, Action.RECEIVE, 50)
LIST = Step(
    Role.SPECIALIST, Action.REQUEST_SUPPLEMENT, 40, {"items": 1}, items=("Ảnh Giấy chứng sinh",)
)
ANSWERED = Step(Role.RECEIVER, Action.ANSWER_SUPPLEMENT, 30, note="Đã nộp ảnh tại quầy.")
REFUSAL = Step(Role.SPECIALIST, Action.PROPOSE_REFUSAL, 30, BASIS, "Chưa đủ căn cứ xác định cha.")
STEPS: Mapping[str, tuple[Step, ...]] = {
    "decided": (Step(Role.RECEIVER, Action.RECORD_PAYMENT, 55, {"method": "transfer"}), RECEIVED),
    "to decline": (),
    "to refuse": (RECEIVED, REFUSAL),
    "to stop": (RECEIVED,),
    "to withdraw": (RECEIVED,),
    "to withdraw at the counter": (RECEIVED,),
    "to pay": (),
    "to ask again": (RECEIVED, LIST, ANSWERED),
    "asked in vain": (
        replace(RECEIVED, minutes=20 * DAYS),
        replace(LIST, minutes=20 * DAYS - 5, until=timedelta(days=-1)),
    ),
    "to ask another commune": (RECEIVED,),
    "late": (replace(RECEIVED, minutes=3 * DAYS),),
    "uncollected": (
        replace(RECEIVED, minutes=10 * DAYS),
        replace(REFUSAL, minutes=10 * DAYS - 5),
        replace(REFUSAL, role=Role.SIGNER, action=Action.REFUSE, minutes=10 * DAYS - 10),
    ),
    "of a merged commune": (),
    "to sign": (RECEIVED,),
}
ALONE = frozenset({"to sign"})
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "decided": {"copies": 2},
    "to pay": {"copies": 2},
    "of a merged commune": {"mother_residence": {"commune": "05212", "detail": "Xóm Pà Cò Lớn"}},
}
_pause = threading.Event()


def bring(name: str, row: Mapping[str, Any], people: Mapping[Role, Actor]) -> Mapping[str, str]:
    """Return the dossier's code, with name and personal id of the mother who declared it."""
    begins, mother = clock.now(), row["mother"]
    first = max((step.minutes for step in STEPS[name]), default=0)
    code = demo.declare(row, begins - timedelta(minutes=first + 15), **ANSWERS.get(name, {}))
    for step in STEPS[name]:
        demo.do(code, step, people[step.role], begins)
    if name in {"decided", "to sign"}:
        mother_acts = demo.applicant(demo.account_of(row, begins))
        submit_for_signature(code, {**people, Role.APPLICANT: mother_acts})
    if name == "decided":
        decide(code, people)
    return {"code": code, "name": mother["name"], "personal_id": mother["id"]}


def submit_for_signature(code: str, people: Mapping[Role, Actor]) -> None:
    """Take a received birth to its signer; the worker does what is the worker's."""
    wait(code, lambda dossier: dossier.verification != "pending")
    act(code, people[Role.SPECIALIST], Action.SEND_DRAFT, "Đã đối chiếu bản chính giấy tờ.")
    act(code, people[Role.APPLICANT], Action.CONFIRM_DRAFT)
    act(code, people[Role.SPECIALIST], Action.REQUEST_REGISTRATION)
    wait(code, lambda dossier: dossier.step == Stage.COMPLETION)
    act(code, people[Role.SPECIALIST], Action.SUBMIT_FOR_SIGNATURE)


def decide(code: str, people: Mapping[Role, Actor]) -> None:
    """Take a birth from its signer to its sealed certificate."""
    act(code, people[Role.SIGNER], Action.SIGN)
    wait(code, lambda dossier: dossier.step == Stage.ISSUING)
    act(code, people[Role.CLERK], Action.ISSUE)
    wait(code, lambda dossier: dossier.phase == Phase.DECIDED)


def act(code: str, actor: Actor, action: Action, note: str = "") -> None:
    demo.do(code, Step(actor.role, action, 0, note=note), actor, clock.now())


def wait(code: str, holds: Callable[[Dossier], bool]) -> None:
    for _ in range(ROUNDS):
        if holds(history.refold(code)):
            return
        _pause.wait(ROUND_S)
    raise TimeoutError(f"{code} stays {history.refold(code)}")


def merge_yesterday(ended: str, into: str, by: Actor) -> None:
    now = clock.now()
    order = Ordered(
        on=(now - timedelta(days=1)).date(), decision="Nghị quyết 12/NQ-HĐND", by=by.account_id,
        by_name=by.name, at=now,
    )  # fmt: skip
    reorganising.merge([ended, into], into, order)


if __name__ == "__main__":
    actors = demo.actors()
    rows = (row for row in demo.declared() if "mother" in row)
    wanted = {*sys.argv[1:]} or STEPS.keys() - ALONE
    chosen = [(n, row) for n, row in zip(STEPS, rows, strict=False) if n in wanted]
    found = {name: bring(name, row, actors) for name, row in chosen}
    if not wanted & ALONE:
        merge_yesterday("H44.28.07", "H44.28.06", actors[Role.SIGNER])
    sys.stdout.write(json.dumps(found))
