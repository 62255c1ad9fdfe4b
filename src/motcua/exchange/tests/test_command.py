import json
from uuid import uuid4

import pytest
from django.db import transaction

from motcua.cli.main import main
from motcua.exchange import lanes
from motcua.exchange.delivering import Courier
from motcua.exchange.tests.receivers import Receiver, down, refuses
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
    assert main(["sync", "status"]) == 0
    assert "1 pending, 1 quarantined" in capsys.readouterr().out
