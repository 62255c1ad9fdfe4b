"""The demo's queue: births that people declared and officials worked on before the demo begins.

Everything goes through the use cases that people and officials use, so nothing here is more than
what could have happened; a second start finds them there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
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
from motcua.paths import PARAMETERS

PROCEDURE = "1.001193"
COMMUNE = "05200"
COMMITTEE = "H44.28.05"
ASKED = "H44.28.06"
_SEED = UUID("7c4f2c1e-8d0a-4d6f-9f0b-2f1f4e1d7a55")
_BASIS = {"legal_basis": "Luật Hộ tịch 60/2014/QH13, Điều 16"}


@dataclass(frozen=True)
class Step:
    """What an official did: ``minutes`` before the demo begins."""

    role: Role
    action: Action
    minutes: int
    facts: Mapping[str, Any] | None = None
    note: str = ""
    items: tuple[str, ...] = ()


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
        Step(Role.SPECIALIST, Action.APOLOGISE, 45, None, "Phần mềm hộ tịch tạm ngừng cuối tuần."),
    ),
}  # fmt: skip


def load_queue() -> int:
    """Bring the demo's dossiers about; returns how many were not there yet."""
    if os.environ.get("MOTCUA_DEMO_QUEUE") == "empty":
        return 0
    rows = yaml.safe_load((PARAMETERS / "demo" / "dossiers.yaml").read_text())["dossiers"]
    actors = _actors()
    begins = clock.now()
    return sum(_bring(number, row, actors, begins) for number, row in enumerate(rows))


def officials() -> list[dict[str, Any]]:
    """Return the demo's officials as parameters/ has them."""
    text = (PARAMETERS / "demo" / "officials.yaml").read_text()
    return list(yaml.safe_load(text)["officials"])


def _bring(
    number: int, row: Mapping[str, Any], actors: Mapping[Role, Actor], begins: datetime
) -> bool:
    account = _account(row, begins)
    if dossiers.my_dossiers(account.id, account.personal_id):
        return False
    steps = STEPS[row["state"]]
    first = max((step.minutes for step in steps), default=0)
    at = begins - timedelta(minutes=first + 15 + 7 * number)
    answers = _answers(row, (at - timedelta(days=3)).date().isoformat())
    revision = catalogue.current(PROCEDURE, local_day(at)).revision
    draft = dossiers.start_draft(account.id, PROCEDURE, revision, at)
    draft = dossiers.save_answers(account.id, draft.id, answers, seen=draft.version, now=at)
    actor = Actor(account_id=account.id, role=Role.APPLICANT, name=account.full_name)
    code = dossiers.submit_draft(account, draft.id, actor, at)
    for step in steps:
        _do(code, step, actors[step.role], begins)
    return True


def _do(code: str, step: Step, actor: Actor, begins: datetime) -> None:
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
    until = begins + timedelta(days=2) if step.action == Action.APOLOGISE else None
    dossiers.perform(
        code,
        Command(action=step.action, facts=facts, until=until),
        actor,
        command_id=uuid5(_SEED, f"{code} {step.action}"),
        now=at,
        contents=contents,
    )


def _actors() -> dict[Role, Actor]:
    """Return who does what at Mai Châu: the first official of the demo in each role."""
    found: dict[Role, Actor] = {}
    for row in officials():
        account = Account.objects.get(username=row["username"])
        for post in posts_of(account.id, clock.today()):
            if post.agency_id == COMMITTEE:
                found.setdefault(Role(post.role), acting(account, post, terminal="demo"))
    return found


def _account(row: Mapping[str, Any], now: datetime) -> Account:
    """Return the mother's account; when she signs in for the first time, it is found by her id."""
    mother = row["mother"]
    account, made = Account.objects.get_or_create(
        personal_id=mother["id"],
        defaults={
            "kind": Account.Kind.PERSON,
            "username": f"demo-{mother['id']}",
            "full_name": mother["name"],
            "birth": mother["born"].isoformat(),
            "level": 2,
            "created_at": now,
        },
    )
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


def _answers(row: Mapping[str, Any], born: str) -> dict[str, Any]:
    home = {"commune": COMMUNE, "detail": row["hamlet"]}
    mother, child = row["mother"], row["child"]
    return {
        "relation": "mother",
        "applicant_name": mother["name"],
        "applicant_id": mother["id"],
        "applicant_residence": home,
        "applicant_phone": f"09{mother['id'][-8:]}",
        **_parent("mother", mother, home),
        "parents_married": True,
        "marriage_place": {"commune": COMMUNE},
        **_parent("father", row["father"], home),
        "register_at": "mother",
        "birth_proof": "code",
        "notice_code": f"25012.GCS.{mother['id'][-5:]}.26",
        "notice_date": born,
        "surrogacy": False,
        "child_name": child["name"],
        "child_sex": child["sex"],
        "child_birth_date": born,
        "child_birth_place": {"commune": COMMUNE, "detail": "Trung tâm Y tế khu vực Mai Châu"},
        "child_surname_after": "father",
        "child_ethnicity_after": "father",
        "child_origin_after": "father",
        "child_origin": {"commune": COMMUNE},
        "copies": 0,
        "delivery": "centre",
        "declaration": True,
    }


def _parent(part: str, person: Mapping[str, Any], home: Mapping[str, str]) -> dict[str, Any]:
    return {
        f"{part}_name": person["name"],
        f"{part}_id": person["id"],
        f"{part}_birth_date": person["born"].isoformat(),
        f"{part}_ethnicity": person["ethnicity"],
        f"{part}_nationality": "VN",
        f"{part}_residence": home,
        f"{part}_residence_kind": "permanent",
    }
