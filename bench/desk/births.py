"""Births of one commune that wait for their signer, brought about by the use cases themselves."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from bench.web.people import citizen, declaration
from motcua.accounts.service import Account, Actor, Role, acting, posts_of, system_actor
from motcua.agencies.service import communes
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Action, Command, NewContent
from motcua.kernel import clock
from motcua.operations.loading import load_agencies, load_demo

PLACE, BIRTH = "05200", "1.001193"
DONE_BY = {Role.RECEIVER: "mot-cua-1", Role.SPECIALIST: "ho-tich-1"}
STEPS: tuple[tuple[Action, Role, dict[str, Any]], ...] = (
    (Action.RECORD_VERIFICATION, Role.SYSTEM, {"outcome": "agrees"}),
    (Action.RECEIVE, Role.RECEIVER, {}),
    (Action.SEND_DRAFT, Role.SPECIALIST, {}),
    (Action.CONFIRM_DRAFT, Role.APPLICANT, {}),
    (Action.REQUEST_REGISTRATION, Role.SPECIALIST, {}),
    (Action.RECORD_REGISTRATION, Role.SYSTEM, {}),
    (Action.SUBMIT_FOR_SIGNATURE, Role.SPECIALIST, {}),
)
_pause = threading.Event()


def prepare() -> None:
    load_agencies()
    load_demo()


def vice_chair() -> Client:
    """Return a browser in which the signer has given password and code."""
    account = Account.objects.get(username="lanh-dao-xa")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=account).persistent_id
    session.save()
    return client


def to_be_signed(numbers: Iterable[int]) -> list[tuple[str, int]]:
    """Return code and last event of births that wait for their signature; no job waits for them."""
    served = [one.place_code for one in communes(clock.today())]
    here = served.index(PLACE)
    actors = {role: _official(username) for role, username in DONE_BY.items()}
    found = [_led(here + number * len(served), number, actors) for number in numbers]
    with connection.cursor() as cursor:  # what their steps ask of a worker is not measured
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
    return found


def await_quiet(patience_s: float) -> None:
    """Wait until the worker is up: it takes a job that asks for nothing."""
    from motcua.dossiers.tasks import follow_up

    follow_up.defer(code="none", seqs=[])
    enough = time.monotonic() + patience_s
    while time.monotonic() < enough:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
            if cursor.fetchone()[0] == 0:
                return
        _pause.wait(0.2)
    raise TimeoutError("the worker does not work")


def _led(place: int, number: int, actors: dict[Role, Actor]) -> tuple[str, int]:
    now = clock.now()
    mother = Account.objects.get(id=citizen(number).account)
    actor = Actor(account_id=mother.id, role=Role.APPLICANT, name=mother.full_name)
    revision = catalogue.current(BIRTH, now.date()).revision
    draft = dossiers.start_draft(mother.id, BIRTH, revision, now)
    answers = declaration(place, now.date())
    draft = dossiers.save_answers(mother.id, draft.id, answers, seen=draft.version, now=now)
    code = dossiers.submit_draft(mother, draft, actor, now)
    everybody = {**actors, Role.APPLICANT: actor, Role.SYSTEM: system_actor("đo")}
    for action, role, facts in STEPS:
        dossier = dossiers.perform(
            code, Command(action=action, facts=facts), everybody[role], command_id=uuid4(),
            now=clock.now(), contents=_written(action, number),
        )  # fmt: skip
    return code, dossier.seq


def _written(action: Action, number: int) -> list[NewContent]:
    if action != Action.RECORD_REGISTRATION:
        return []
    body = {"personal_id": f"0173260{number:05}", "number": f"{number + 1}/2026",
            "book": "01/2026", "page": "1", "registered_on": clock.today().isoformat()}  # fmt: skip
    return [NewContent(kind="registration", body=body)]


def _official(username: str) -> Actor:
    account = Account.objects.get(username=username)
    return acting(account, posts_of(account.id, clock.today())[0], terminal="bench")
