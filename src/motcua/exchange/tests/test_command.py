import json
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.cli.main import main
from motcua.exchange import lanes, leases
from motcua.exchange.circuits import FAILURES_TO_OPEN
from motcua.exchange.clients.national import portal
from motcua.exchange.delivering import Courier
from motcua.exchange.figures import LaneFigures
from motcua.exchange.tests.receivers import Receiver, accepts, down, refuses
from motcua.kernel import clock

pytestmark = pytest.mark.django_db


def status(capsys) -> dict:
    assert main(["sync", "status", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["destinations"]


def post(dossier: str) -> None:
    with transaction.atomic():
        lanes.post("hub", dossier, [lanes.Outgoing("S", uuid4(), coalesce=True)], clock.now())


def test_the_status_names_what_waits_and_why(capsys):
    assert status(capsys) == {}
    post("refused")
    Courier({"hub": Receiver(refuses("S-1-v1"))}).deliver_once()
    post("waiting")
    Courier({"hub": Receiver(down)}).deliver_once()
    found = status(capsys)["hub"]
    assert (found["pending"], found["quarantined"]) == (1, 1)
    assert found["lanes_failing"] == {"timeout": 1}
    assert found["refused"] == [{"dossier": "refused", "service": "S", "reason": "4: sai dữ liệu"}]
    assert found["circuit"] == "closed"
    assert main(["sync", "status"]) == 0
    told = capsys.readouterr().out
    assert "hub: answers" in told
    assert "fault     1 dossiers: timeout (no answer in time)" in told
    assert "refused   1, kept" in told
    assert "refused S: 4: sai dữ liệu" in told


def test_the_status_tells_that_a_destination_does_not_answer_and_that_it_does_again(capsys):
    for number in range(FAILURES_TO_OPEN):
        post(f"d{number}")
    receiver = Receiver(down)
    courier = Courier({"hub": receiver})
    courier.deliver_once()
    assert status(capsys)["hub"]["circuit"] == "open"
    receiver.answer = accepts
    courier.circuits["hub"]._open_until = 0
    leases.wake("hub")
    courier.deliver_once()
    found = status(capsys)["hub"]
    assert found["circuit"] == "closed"
    assert found["arrived_last_minute"] >= 1  # how many lanes are due again hangs on their pauses


def test_the_metrics_name_age_backlog_rate_circuit_and_errors():
    post("waiting")
    Courier({"hub": Receiver(down)}).deliver_once()
    told = {one.name: one.samples for one in LaneFigures().collect()}
    assert told["motcua_exchange_undelivered"][0].value == 1
    assert told["motcua_exchange_circuit_open"][0].value == 0
    assert told["motcua_exchange_lanes_failing"][0].labels["error"] == "timeout"
    assert told.keys() >= {
        "motcua_exchange_oldest_undelivered_seconds", "motcua_exchange_arrived_last_minute",
        "motcua_parity_differences", "motcua_parity_age_seconds",
    }  # fmt: skip


def test_parity_without_the_extension_is_no_success(capsys, settings):
    systems = {**settings.SYSTEMS, "national": {**settings.SYSTEMS["national"], "extension": ""}}
    settings.SYSTEMS = systems
    portal.cache_clear()
    assert main(["sync", "parity", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "no_extension"
    portal.cache_clear()
