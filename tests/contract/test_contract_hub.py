"""Our node's deliveries against our hub, over HTTP, with real processes that die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from dying_worker import BRIEFLY, items
from sandboxes import SOURCES

from motcua.exchange import lanes
from motcua.exchange.clients.base import Line
from motcua.exchange.clients.national import DOSSIER, PROGRESS, NationalPortal
from motcua.exchange.clients.national_sending import NationalSender
from motcua.exchange.delivering import Courier
from motcua.exchange.lanes import Outgoing
from motcua.exchange.models import Delivery, ServiceSession
from motcua.hub import sessions
from motcua.hub.models import HubDossier, HubProgress, HubSession, Message
from motcua.kernel import clock
from motcua.kernel.parity import EXTENSION

CODE = "H44.28.05-261123-0007"
SECRET = "a long secret"
PATIENCE_S = 20
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hub(settings, live_server) -> str:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ROOT_URLCONF = "motcua.urls_hub"
    sessions.keep_account("H44", "H44", "Tỉnh Hòa Bình", SECRET)
    return f"{live_server.url}/ndxp"


@pytest.fixture(params=["", EXTENSION], ids=["plain", "extended"])
def courier(request, hub: str) -> Courier:
    return courier_to(hub, request.param)


@pytest.fixture
def extended(hub: str) -> Courier:
    return courier_to(hub, EXTENSION)


def courier_to(hub: str, extension: str) -> Courier:
    portal = NationalPortal(Line("national", hub), "H44", SECRET, "H44", extension=extension)
    return Courier({"national": NationalSender(items, 1, lambda: portal)}, BRIEFLY)


def post(*kinds: str, dossier: str = CODE) -> None:
    with transaction.atomic():
        items = [Outgoing(kind, uuid4(), coalesce=kind == DOSSIER) for kind in kinds]
        lanes.post("national", dossier, items, clock.now())


def deliver_all(courier: Courier) -> None:
    """Deliver until nothing waits; a dead worker's lease has to end first."""
    pause = threading.Event()
    for _ in range(PATIENCE_S * 10):
        courier.deliver_once()
        if not Delivery.objects.exclude(state="acknowledged").exists():
            return
        pause.wait(0.1)
    raise AssertionError("not everything was delivered")


def test_what_is_posted_arrives_with_its_steps(courier):
    post(DOSSIER, PROGRESS, PROGRESS)
    deliver_all(courier)
    assert HubDossier.objects.get().status == 4
    assert HubProgress.objects.count() == 2
    assert courier.senders["national"].ask().knows(CODE)


def test_a_later_snapshot_goes_as_an_update(courier):
    post(DOSSIER)
    deliver_all(courier)
    post(DOSSIER, PROGRESS)
    deliver_all(courier)
    bodies = Message.objects.filter(service=DOSSIER).order_by("id").values_list("body", flat=True)
    assert [json.loads(body)["isUpdating"] for body in bodies] == ["False", "True"]


@pytest.mark.parametrize("loss", ["at the hub", "at the node"])
def test_a_session_that_was_lost_is_made_anew(courier, loss):
    post(DOSSIER)
    deliver_all(courier)
    (HubSession if loss == "at the hub" else ServiceSession).objects.all().delete()
    post(PROGRESS)
    deliver_all(courier)
    assert HubProgress.objects.count() == 1


def test_a_dossier_of_another_province_is_quarantined_with_the_hub_s_reason(courier):
    with transaction.atomic():
        foreign = Outgoing(DOSSIER, uuid4(), coalesce=True)
        lanes.post("national", "H17.28.05-261123-0001", [foreign], clock.now())
    courier.deliver_once()
    assert Delivery.objects.get().reason == "2: Mã hồ sơ thuộc đơn vị H17"


def test_what_the_hub_stored_is_proven_only_where_it_tells_its_digest(courier):
    post(DOSSIER, PROGRESS)
    deliver_all(courier)
    extension = courier.senders["national"].ask().extension
    assert {one.proven for one in lanes.history(CODE)} == {extension == EXTENSION}


def test_a_hub_that_does_not_know_the_extension_acknowledges_without_proof(extended, settings):
    settings.HUB_EXTENSION = False
    post(DOSSIER, PROGRESS)
    deliver_all(extended)
    assert HubProgress.objects.count() == 1
    assert {one.proven for one in lanes.history(CODE)} == {False}


def test_a_backlog_of_many_dossiers_goes_in_two_messages(extended):
    for number in range(1, 41):
        post(DOSSIER, PROGRESS, dossier=f"H44.28.05-261123-{number:04}")
    extended.deliver_once()
    assert (HubDossier.objects.count(), HubProgress.objects.count()) == (40, 40)
    assert Message.objects.count() == 2


def test_one_bad_dossier_among_many_is_quarantined_and_the_others_arrive(courier):
    for number in range(1, 9):
        province = "H17" if number == 5 else "H44"
        post(DOSSIER, dossier=f"{province}.28.05-261123-{number:04}")
    for _ in range(5):
        courier.deliver_once()
    assert HubDossier.objects.count() == 7
    refused = Delivery.objects.exclude(state="acknowledged").get()
    assert refused.lane.dossier == "H17.28.05-261123-0005"
    assert refused.state == "quarantined"


def test_rows_of_a_dossier_that_the_hub_lost_wait_for_its_snapshot(courier):
    post(DOSSIER)
    deliver_all(courier)
    HubDossier.objects.all().delete()
    post(PROGRESS)
    courier.deliver_once()
    assert Delivery.objects.get(kind=PROGRESS).state == "pending"
    post(DOSSIER)
    deliver_all(courier)
    assert HubProgress.objects.count() == 1


@pytest.mark.kill
@pytest.mark.parametrize("point", ["before send", "after send", "after acknowledgement"])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(extended, hub, point):
    post(DOSSIER, PROGRESS, PROGRESS)
    worker = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("dying_worker.py")), json.dumps(point)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
            "DJANGO_SETTINGS_MODULE": "motcua.settings",
            "NATIONAL_URL": hub,
            "NATIONAL_SECRET": SECRET,
        },
        check=False,
        timeout=60,
    )
    assert worker.returncode == -signal.SIGKILL
    deliver_all(extended)
    assert HubDossier.objects.count() == 1
    assert HubProgress.objects.count() == 2
    assert HubProgress.objects.values("at").distinct().count() == 2
