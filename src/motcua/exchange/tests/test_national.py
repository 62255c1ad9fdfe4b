import json
from threading import Barrier, Thread

import httpx
import pytest
from django.db import connection

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.national import DOSSIER, NationalPortal
from motcua.exchange.errors import Malformed, Refused, Unreachable

pytestmark = pytest.mark.django_db


class Portal:
    """The far end: sessions it knows, and one answer a call."""

    def __init__(self) -> None:
        self.logins = 0
        self.valid: set[str] = set()
        self.calls: list[dict] = []
        self.answers: list[dict] = []
        self.unknown_session = {"error_code": "99", "message": "Phiên không hợp lệ"}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if request.url.path.endswith("/login"):
            self.logins += 1
            self.valid.add(f"s{self.logins}")
            return httpx.Response(200, json={"error_code": 0, "session": f"s{self.logins}"})
        if body["session"] not in self.valid:
            return httpx.Response(200, json=self.unknown_session)
        self.calls.append(body)
        answer = self.answers.pop(0) if self.answers else {"error_code": "00", "result": []}
        return httpx.Response(200, json=answer)

    def client(self) -> NationalPortal:
        line = Line("national", "http://portal/ndxp", transport=httpx.MockTransport(self))
        return NationalPortal(line, "H44", "secret", "H44")


@pytest.fixture
def portal() -> Portal:
    return Portal()


def test_one_session_serves_many_calls_and_many_clients(portal):
    portal.client().knows("a")
    portal.client().knows("b")
    assert portal.logins == 1


def test_a_refused_session_is_renewed_without_losing_the_call(portal):
    portal.client().knows("a")
    portal.valid.clear()
    assert portal.client().knows("b") is False
    assert portal.logins == 2
    assert portal.calls[-1]["mahoso"] == "b"


@pytest.mark.django_db(transaction=True)
def test_workers_that_need_a_session_at_once_log_in_once(portal):
    start = Barrier(5)

    def ask() -> None:
        try:
            start.wait()
            portal.client().knows("a")
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert portal.logins == 1
    assert len(portal.calls) == 5


def test_success_is_a_code_and_never_a_word_in_the_message(portal):
    portal.answers = [{"error_code": "4", "message": "Cập nhật thành công"}]
    with pytest.raises(Refused):
        portal.client().integrate(DOSSIER, [{}], updating=False)


def test_a_general_fault_of_the_server_is_tried_again(portal):
    portal.answers = [{"error_code": -1, "message": "Có lỗi xảy ra"}]
    with pytest.raises(Unreachable) as raised:
        portal.client().integrate(DOSSIER, [{}], updating=False)
    assert raised.value.retryable


def test_an_answer_without_a_code_is_malformed(portal):
    portal.answers = [{"message": "thành công"}]
    with pytest.raises(Malformed):
        portal.client().integrate(DOSSIER, [{}], updating=False)


def test_wrong_credentials_lose_nothing(portal):
    line = Line(
        "national",
        "http://portal",
        transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"error_code": "7"})),
    )
    with pytest.raises(Unreachable) as raised:
        NationalPortal(line, "H44", "wrong", "H44").knows("a")
    assert raised.value.kind == "login_refused"
