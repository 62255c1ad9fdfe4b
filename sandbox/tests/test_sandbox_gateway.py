from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from motcua_sandbox.gateway import plan
from motcua_sandbox.gateway.plan import BadPlan, Window
from running import SOURCES, free_port

from motcua.kernel.clock import HANOI

FIRST, LAST = date(2026, 9, 21), date(2026, 11, 20)
BODY = {"data": "x" * 1000}


class Hub(BaseHTTPRequestHandler):
    """Keeps what arrives whole, and answers."""

    heard: list[bytes]

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) == length:
            self.heard.append(body)
        self.send_response(200)
        answer = b'{"error_code": "0"}'
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def hub() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Heard", (Hub,), {"heard": []}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def gateway(hub: ThreadingHTTPServer, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    (tmp_path / "plan.json").write_text("[]")
    process = subprocess.Popen(
        [sys.executable, "-m", "motcua_sandbox.gateway", "--port", str(port),
         "--upstream", f"http://127.0.0.1:{hub.server_port}", "--plan", str(tmp_path / "plan.json")],
        env={"PYTHONPATH": os.pathsep.join(map(str, SOURCES))}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().startswith("gateway listening")
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def misbehave(tmp_path: Path, **chances: float) -> None:
    (tmp_path / "plan.json").write_text(plan.write([Window(chances=chances)]))


def test_without_a_plan_messages_pass_both_ways(gateway, hub):
    answer = httpx.post(f"{gateway}/ndxp/integration", json=BODY)
    assert answer.status_code == 200
    assert len(hub.RequestHandlerClass.heard) == 1


@pytest.mark.parametrize(
    ("kind", "arrivals"),
    [("away", 0), ("cut_request", 0), ("unheard", 1), ("cut_answer", 1)],
)
def test_what_breaks_off_is_heard_by_nobody_though_it_may_have_arrived(
    gateway, hub, tmp_path, kind, arrivals
):
    misbehave(tmp_path, **{kind: 1.0})
    with pytest.raises(httpx.TransportError):
        httpx.post(gateway, json=BODY)
    assert len(hub.RequestHandlerClass.heard) == arrivals


def test_an_error_or_a_page_of_html_says_nothing_of_the_hub(gateway, hub, tmp_path):
    misbehave(tmp_path, error=1.0)
    assert httpx.post(gateway, json=BODY).status_code == 500
    misbehave(tmp_path, garbled=1.0)
    assert "html" in httpx.post(gateway, json=BODY).text
    assert hub.RequestHandlerClass.heard == []


def test_a_message_passed_twice_arrives_twice(gateway, hub, tmp_path):
    misbehave(tmp_path, duplicate=1.0)
    assert httpx.post(gateway, json=BODY).status_code == 200
    assert len(hub.RequestHandlerClass.heard) == 2


def test_what_is_held_goes_on_when_it_is_released(gateway, hub, tmp_path):
    misbehave(tmp_path, hold_request=1.0)
    answers = []
    sender = threading.Thread(target=lambda: answers.append(httpx.post(gateway, json=BODY)))
    sender.start()
    while httpx.get(f"{gateway}/gateway/figures").json()["held"] == 0:
        pass
    assert hub.RequestHandlerClass.heard == []
    httpx.get(f"{gateway}/gateway/release")
    sender.join()
    assert answers[0].status_code == 200


def test_a_plan_that_makes_no_sense_leaves_the_one_in_force(gateway, hub, tmp_path):
    (tmp_path / "plan.json").write_text('[{"chances": {"earthquake": 1}}]')
    assert httpx.post(gateway, json=BODY).status_code == 200


def test_the_reported_line_is_away_for_days_and_never_well():
    windows = list(plan.reported(FIRST, LAST, seed=1))
    away = [w for w in windows if w.chances.get("away") == 1]
    lengths = [w.until - w.since for w in away if w.since and w.until]
    assert len(away) >= 5
    assert max(lengths) > timedelta(days=3)
    assert plan.read(plan.write(windows)) == tuple(windows)
    noon = datetime(2026, 10, 1, 12, tzinfo=HANOI)
    drawn = [plan.strikes([windows[-1]], noon, random.Random(n)) for n in range(2000)]
    assert 0.25 < drawn.count("error") / 2000 < 0.35


def test_the_same_seed_gives_the_same_windows():
    assert list(plan.reported(FIRST, LAST, 5)) == list(plan.reported(FIRST, LAST, 5))
    assert list(plan.reported(FIRST, LAST, 5)) != list(plan.reported(FIRST, LAST, 6))


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[{"since": "never"}]', '[{"chances": {"x": 1}}]']
)
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(BadPlan):
        plan.read(text)
