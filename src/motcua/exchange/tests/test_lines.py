from collections.abc import Callable

import httpx
import pytest
from django.db import transaction

from motcua.exchange.circuits import FAILURES_TO_OPEN, Circuit
from motcua.exchange.clients.base import LARGEST_ANSWER, Line
from motcua.exchange.clients.population import Asking, Population
from motcua.exchange.errors import Malformed, TransactionOpen, Unreachable
from motcua.exchange.questions import Budget
from motcua.exchange.tracing import request_id
from motcua.kernel.partial_dates import PartialDate

pytestmark = pytest.mark.django_db
Answering = Callable[[httpx.Request], httpx.Response]


def line(answer: Answering, **options) -> Line:
    return Line("test", "http://far.end", transport=httpx.MockTransport(answer), **options)


def fine(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"id": request.headers.get("X-Request-Id")})


def broken(request: httpx.Request) -> httpx.Response:
    return httpx.Response(500)


def test_no_question_is_asked_while_a_transaction_is_open():
    with transaction.atomic(), pytest.raises(TransactionOpen):
        line(fine).ask_json("", {})


def test_the_id_of_the_request_travels_along():
    token = request_id.set("abc-123")
    assert line(fine).ask_json("", {}) == {"id": "abc-123"}
    request_id.reset(token)


@pytest.mark.parametrize(
    ("status", "retryable"), [(500, True), (503, True), (429, True), (404, False)]
)
def test_only_status_200_is_an_answer(status, retryable):
    with pytest.raises(Unreachable) as raised:
        line(lambda _: httpx.Response(status, json={})).ask_json("", {})
    assert (raised.value.kind, raised.value.retryable) == (f"http_{status}", retryable)


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"\xff"])
def test_what_is_no_json_object_is_malformed(content):
    with pytest.raises(Malformed):
        line(lambda _: httpx.Response(200, content=content)).ask_json("", {})


def test_an_answer_without_end_is_cut_off():
    with pytest.raises(Malformed):
        line(lambda _: httpx.Response(200, content=b" " * (LARGEST_ANSWER + 1))).ask("GET")


def test_a_system_that_keeps_failing_is_left_alone_for_a_while():
    asked = []
    far = line(lambda request: asked.append(request) or broken(request), circuit=Circuit())
    for _ in range(FAILURES_TO_OPEN + 3):
        with pytest.raises(Unreachable):
            far.ask("GET")
    assert len(asked) == FAILURES_TO_OPEN


def test_a_budget_holds_back_a_flood_and_refills():
    seconds = [0.0]
    budget = Budget(1, burst=2, clock=lambda: seconds[0])
    far = line(fine, budget=budget)
    far.ask_json("", {})
    far.ask_json("", {})
    with pytest.raises(Unreachable) as raised:
        far.ask_json("", {})
    assert raised.value.kind == "budget"
    seconds[0] += 1
    far.ask_json("", {})


HOSTILE = [
    b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    b"<a/>",
    b"no xml",
    b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>',
    b"<a>" + b"x" * 1_100_000 + b"</a>",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_or_broken_xml_answer_is_malformed(content):
    register = Population(line(lambda _: httpx.Response(200, content=content)), "u", "s")
    with pytest.raises(Malformed):
        register.look_up("017199004127", "Khà Thị Dung", PartialDate(1999), Asking("a", "b"))
