"""People who submit over HTTP and press the button again until they are told their code."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
from stack import ROOT, SOURCES, Stack

HANDS = 4
TOKEN = "k" * 32
_pause = threading.Event()


class Submitters:
    """Submit every declaration once confirmed; ``codes`` maps a draft to the code it was told."""

    def __init__(self, stack: Stack, number: int, count: int) -> None:
        self._stack = stack
        seeded = inside(stack, "seed", str(number), str(count))
        self.account: str = seeded["account"]
        self.drafts: list[str] = seeded["drafts"]
        self.codes: dict[str, str] = {}
        self.attempts = 0
        self._session = seeded["session"]
        self._confirmed = threading.Condition()

    def run(self) -> None:
        with ThreadPoolExecutor(HANDS) as pool:
            list(pool.map(self._submit, self.drafts))

    def await_confirmed(self, count: int) -> None:
        with self._confirmed:
            enough = self._confirmed.wait_for(lambda: len(self.codes) >= count, timeout=120)
            assert enough, f"{len(self.codes)} confirmed"

    def _submit(self, draft: str) -> None:
        for _ in range(600):
            code = self._press(draft)
            if code:
                with self._confirmed:
                    self.codes[draft] = code
                    self._confirmed.notify_all()
                return
            _pause.wait(0.2)
        raise TimeoutError(f"{draft} was never confirmed")

    def _press(self, draft: str) -> str:
        self.attempts += 1
        cookies = {"motcua_node_session": self._session, "motcua_node_csrf": TOKEN}
        try:
            answer = httpx.post(
                f"{self._stack.node}/declare/{draft}/submit/",
                data={"csrfmiddlewaretoken": TOKEN},
                cookies=cookies,
                timeout=30,
            )
        except httpx.TransportError:
            return ""
        if answer.status_code >= 500:
            return ""
        assert answer.status_code == 302, answer.text[:500]
        return answer.headers["Location"].split("/")[2]


def inside(stack: Stack, *words: str) -> Any:
    """Run ``inside.py`` in the stack's environment and return what it printed."""
    environment = {**stack.environment(), "PYTHONPATH": f"{ROOT}:{SOURCES}"}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("inside.py")), *words],
        env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)
