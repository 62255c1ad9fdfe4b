"""The demo's queue: what people declared and officials worked on before the demo begins.

Everything goes through the use cases that people and officials use, so nothing here is more than
what could have happened; a second start finds them there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import yaml

from motcua.accounts.service import Account, Actor, Role, acting, posts_of
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, NewContent
from motcua.kernel import clock
from motcua.kernel.clock import local_day
from motcua.operations import demo_answers
from motcua.paths import PARAMETERS
from motcua.payments import service as payments

COMMITTEE = "H44.28.05"
ASKED = "H44.28.06"
_SEED = UUID("7c4f2c1e-8d0a-4d6f-9f0b-2f1f4e1d7a55")
_BASIS = {"legal_basis": "Luật Hộ tịch 60/2014/QH13, Điều 16"}


@dataclass(frozen=True)
class Step:
    """What an official did, ``minutes`` before the demo begins.

    ``until`` is the limit or appointment that it set, from there on.
    """

    role: Role
    action: Action
    minutes: int
    facts: Mapping[str, Any] | None = None
    note: str = ""
    items: tuple[str, ...] = ()
    until: timedelta | None = None


_PAID = Step(Role.RECEIVER, Action.RECORD_PAYMENT, 70, {"method": "transfer"})
_RECEIVED = Step(Role.RECEIVER, Action.RECEIVE, 55)
STEPS: dict[str, tuple[Step, ...]] = {
    "submitted": (),
    "guided": (
        Step(Role.RECEIVER, Action.GUIDE, 40, {"items": 1}, items=("Ảnh Giấy chứng sinh bị mờ",)),
    ),
    "decline_proposed": (
        Step(Role.RECEIVER, Action.PROPOSE_DECLINE, 35, _BASIS, "Trẻ đã được đăng ký khai sinh."),
    ),
    "declined": (
        Step(Role.RECEIVER, Action.PROPOSE_DECLINE, 50, _BASIS, "Trẻ đã được đăng ký khai sinh."),
        Step(Role.CENTRE_HEAD, Action.DECLINE, 30, _BASIS, "Trẻ đã được đăng ký khai sinh."),
    ),
    "received": (_RECEIVED,),
    "paid": (_PAID,),
    "paid_received": (_PAID, _RECEIVED),
    "supplement": (
        _RECEIVED,
        Step(
            Role.SPECIALIST, Action.REQUEST_SUPPLEMENT, 25, {"items": 2},
            items=("Nơi sinh ghi chưa rõ tên cơ sở y tế", "Văn bản thỏa thuận chọn họ cho con"),
        ),
    ),
    "inquiry": (
        _RECEIVED,
        Step(
            Role.SPECIALIST, Action.ASK_VERIFICATION, 20, {"agency": ASKED},
            "Cha mẹ có đăng ký kết hôn tại xã trước ngày 01/07/2025 không?",
        ),
    ),
    "refusal_proposed": (
        _RECEIVED,
        Step(Role.SPECIALIST, Action.PROPOSE_REFUSAL, 15, _BASIS, "Không đủ căn cứ xác định cha."),
    ),
    "refused": (
        _RECEIVED,
        Step(Role.SPECIALIST, Action.PROPOSE_REFUSAL, 30, _BASIS, "Không đủ căn cứ xác định cha."),
        Step(Role.SIGNER, Action.REFUSE, 10, _BASIS, "Không đủ căn cứ xác định cha."),
    ),
    "withdrawn": (
        _RECEIVED,
        Step(Role.RECEIVER, Action.WITHDRAW, 12, None, "Đã xem thẻ căn cước; rút để khai lại tên."),
    ),
    "stopped": (
        _RECEIVED,
        Step(Role.CENTRE_HEAD, Action.STOP, 8, _BASIS, "Hồ sơ trùng với hồ sơ đã nộp tại xã khác."),
    ),
    "apologised": (
        replace(_RECEIVED, minutes=3 * 24 * 60),
        Step(
            Role.SPECIALIST, Action.APOLOGISE, 45, None, "Phần mềm hộ tịch tạm ngừng cuối tuần.",
            until=timedelta(days=2),
        ),
    ),
}  # fmt: skip


def load_queue() -> int:
    """Bring the demo's dossiers about; returns how many were not there yet."""
    if os.environ.get("MOTCUA_DEMO_QUEUE") == "empty":
        return 0
    return bring(declared())


def declared() -> list[dict[str, Any]]:
    """Return the demo's declarations as parameters/ has them."""
    return list(yaml.safe_load((PARAMETERS / "demo" / "dossiers.yaml").read_text())["dossiers"])


def bring(rows: Sequence[Mapping[str, Any]]) -> int:
    """File each row and lead it to its state; returns how many were not there yet."""
    people, begins = actors(), clock.now()
    return sum(_bring(number, row, people, begins) for number, row in enumerate(rows))


def officials() -> list[dict[str, Any]]:
    """Return the demo's officials as parameters/ has them."""
    text = (PARAMETERS / "demo" / "officials.yaml").read_text()
    return list(yaml.safe_load(text)["officials"])


def _bring(
    number: int, row: Mapping[str, Any], people: Mapping[Role, Actor], begins: datetime
) -> bool:
    account = account_of(row, begins)
    if dossiers.my_dossiers(account.id, account.personal_id):
        return False
    steps = STEPS[row["state"]]
    first = max((step.minutes for step in steps), default=0)
    code = declare(row, begins - timedelta(minutes=first + 15 + 7 * number))
    for step in steps:
        do(code, step, people[step.role], begins)
    return True


def declare(row: Mapping[str, Any], at: datetime, **answers: Any) -> str:
    """File a row as its declarant does, with some answers of its own; returns the code."""
    account = account_of(row, at)
    procedure, usual = demo_answers.declared(row, (at - timedelta(days=3)).date())
    revision = catalogue.current(procedure, local_day(at)).revision
    draft = dossiers.start_draft(account.id, procedure, revision, at)
    said = {**usual, **answers}
    draft = dossiers.save_answers(account.id, draft.id, said, seen=draft.version, now=at)
    return dossiers.submit_draft(account, draft, applicant(account), at)


def applicant(account: Account) -> Actor:
    return Actor(account_id=account.id, role=Role.APPLICANT, name=account.full_name)


def do(code: str, step: Step, actor: Actor, begins: datetime) -> None:
    """Do a step as ``actor``; done again, it changes nothing."""
    at = begins - timedelta(minutes=step.minutes)
    contents = []
    if step.items:
        contents.append(NewContent(kind="supplement_list", body={"items": list(step.items)}))
    if step.note:
        contents.append(NewContent(kind="note", body={"text": step.note}))
    facts = dict(step.facts or {})
    if step.action == Action.RECEIVE:
        least = dossiers.lightest(dossiers.colleagues(actor.agency, Role.SPECIALIST, begins))
        facts |= {"assignee": str(least.account_id)} if least else {}
    if step.action == Action.RECORD_PAYMENT:
        for owed in payments.charges(code):
            payments.pay_at_counter(owed.id, "transfer", at)
    until = begins + step.until if step.until is not None else None
    dossiers.perform(
        code,
        Command(action=step.action, facts=facts, until=until),
        actor,
        command_id=uuid5(_SEED, f"{code} {step.action}"),
        now=at,
        contents=contents,
    )


def actors() -> dict[Role, Actor]:
    """Return who does what at Mai Châu: the first official of the demo in each role."""
    found: dict[Role, Actor] = {}
    for row in officials():
        account = Account.objects.get(username=row["username"])
        for post in posts_of(account.id, clock.today()):
            if post.agency_id == COMMITTEE:
                found.setdefault(Role(post.role), acting(account, post, terminal="demo"))
    return found


def account_of(row: Mapping[str, Any], now: datetime) -> Account:
    """Return the declarant's account; signing in for the first time finds it by the id."""
    person = row.get("person") or row["mother"]
    account, made = Account.objects.get_or_create(
        personal_id=person["id"],
        defaults={
            "kind": Account.Kind.PERSON,
            "username": f"demo-{person['id']}",
            "full_name": person["name"],
            "birth": person["born"].isoformat(),
            "level": 2,
            "created_at": now,
        },
    )
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account
