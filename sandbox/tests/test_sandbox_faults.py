from __future__ import annotations

from itertools import groupby

import httpx
import pytest
from population_wire import ENVELOPE, ask, citizens, facts, post
from running import Sandbox

DUNG = ("017199004127", "KHÀ THỊ DUNG", "19990314")
BODY = ENVELOPE.format(operation="TraCuuThongTinCongDan", fields=facts(*DUNG))


def body_of(request: str) -> str:
    return ENVELOPE.format(operation="TraCuuThongTinCongDan", fields=facts(*DUNG, request))


def look_ups(sandbox: Sandbox, request: str) -> int:
    return len(sandbox.http.get("/dancu/nhat-ky", params={"maYeuCau": request}).json())


@pytest.mark.parametrize(("kind", "status"), [("down", 503), ("500", 500)])
def test_a_system_that_is_down_does_no_work(sandbox: Sandbox, kind: str, status: int) -> None:
    sandbox.fault("dancu", kind, path="/dancu", count=1)
    assert post(sandbox, body_of(f"YC-{kind}")).status_code == status
    assert look_ups(sandbox, f"YC-{kind}") == 0
    assert post(sandbox, body_of(f"YC-{kind}")).status_code == 200


def test_a_dropped_connection_comes_after_the_work_is_done(sandbox: Sandbox) -> None:
    sandbox.fault("dancu", "drop", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        post(sandbox, body_of("YC-drop"))
    assert look_ups(sandbox, "YC-drop") == 1


def test_a_slow_system_keeps_an_impatient_caller_waiting(sandbox: Sandbox) -> None:
    sandbox.fault("dancu", "slow", seconds=2, count=1)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{sandbox.url}/dancu", content=BODY, timeout=0.2)


def test_a_duplicate_answer_holds_the_citizen_twice(sandbox: Sandbox) -> None:
    sandbox.fault("dancu", "duplicate", count=1)
    assert [len(citizens(ask(sandbox, *DUNG))) for _ in range(2)] == [2, 1]


def test_the_same_seed_meets_the_same_faults(sandbox: Sandbox) -> None:
    def outcomes() -> list[int]:
        sandbox.fault("dancu", "500", probability=0.5)
        return [post(sandbox, BODY).status_code for _ in range(12)]

    first = outcomes()
    assert first == outcomes()
    assert len(list(groupby(first))) > 1


def test_faults_are_listed_and_switched_off(sandbox: Sandbox) -> None:
    sandbox.fault("dancu", "slow", seconds=2, probability=0.25, count=3)
    assert sandbox.http.get("/faults").json()["active"] == [
        {
            "system": "dancu",
            "kind": "slow",
            "probability": 0.25,
            "seconds": 2.0,
            "remaining": 3,
            "path": "",
        }
    ]
    assert sandbox.http.delete("/faults/dancu").json()["active"] == []


@pytest.mark.parametrize(
    ("system", "wish"),
    [
        ("dancu", {"kind": "wrong_signature"}),
        ("nobody", {"kind": "down"}),
        ("dancu", {"kind": "down", "probability": 2}),
        ("dancu", {"kind": "slow", "seconds": "soon"}),
    ],
)
def test_a_fault_that_cannot_be_is_refused(
    sandbox: Sandbox, system: str, wish: dict[str, object]
) -> None:
    answer = sandbox.http.put(f"/faults/{system}", json=wish)
    assert answer.status_code == 400
    assert "expected" in answer.text or "knows" in answer.text


def test_a_fault_can_be_switched_on_the_page_without_script(sandbox: Sandbox) -> None:
    form = {"action": "on", "choice": "dancu down", "probability": "1", "count": "2"}
    page = sandbox.http.post(
        "/faults/switch", data=form, headers={"accept": "text/html"}, follow_redirects=True
    )
    assert "dancu: Ngừng hoạt động" in page.text
    assert "còn 2 lần" in page.text
    assert "unsafe" not in page.headers["content-security-policy"]
