from __future__ import annotations

import json

import httpx
import pytest
from django.http import HttpResponse
from django.urls import path

from motcua.exchange.clients.base import Line
from motcua.operations.requests import RequestIdMiddleware

asked: list[httpx.Request] = []


def ask_a_system(request):
    line = Line("population", "http://dancu.invalid", transport=httpx.MockTransport(_answer))
    line.ask("GET", "/")
    return HttpResponse("ok")


def _answer(request: httpx.Request) -> httpx.Response:
    asked.append(request)
    return httpx.Response(200)


urlpatterns = [path("ask/", ask_a_system, name="ask")]
pytestmark = pytest.mark.urls(__name__)


def test_one_id_goes_from_the_request_to_its_log_lines_and_to_other_systems(client, log_lines):
    answer = client.get("/ask/", headers={"X-Request-Id": "abc-123-def"})
    assert answer["X-Request-Id"] == "abc-123-def"
    assert asked[-1].headers["X-Request-Id"] == "abc-123-def"
    lines = [json.loads(line) for line in log_lines()]
    assert {line["request_id"] for line in lines} == {"abc-123-def"}
    assert [line["event"] for line in lines] == ["asked", "answered"]
    assert lines[-1]["view"] == "ask"
    assert lines[-1]["status"] == 200


@pytest.mark.parametrize("given", ["short", "a b c d e f g h", "x" * 65, "abcdefgh\n", "ả" * 9])
def test_an_id_that_could_break_a_log_is_replaced(rf, given):
    request = rf.get("/", HTTP_X_REQUEST_ID=given)
    answer = RequestIdMiddleware(lambda _: HttpResponse())(request)
    assert len(answer["X-Request-Id"]) == 32


def test_every_request_gets_its_own_id(client):
    assert client.get("/ask/")["X-Request-Id"] != client.get("/ask/")["X-Request-Id"]
