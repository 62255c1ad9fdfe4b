"""One request at a time between the browser's connection and the person at the keyboard."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, Queue

from motcua.token_agent.asking import Asked
from motcua.token_agent.device import Found

LOOK_S = 0.5
PATIENCE_S = 300.0


class Busy(Exception):
    """Another request is being answered."""


class NotSigned(Exception):
    """Nobody signed; ``code`` says why, as the page understands it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Question:
    """A request with its answer; ``gone`` tells whether its asker has left."""

    asked: Asked
    found: Found
    gone: Callable[[], bool]
    signatures: list[bytes] = field(default_factory=list)
    refusal: str = ""
    _late: bool = False
    _done: threading.Event = field(default_factory=threading.Event)

    @property
    def dropped(self) -> bool:
        """Tell whether nobody waits for the answer any more."""
        return self._late or self.gone()

    def answer(self, signatures: list[bytes]) -> None:
        self.signatures = signatures
        self._done.set()

    def refuse(self, code: str) -> None:
        self.refusal = code
        self._done.set()

    def wait(self, patience_s: float) -> list[bytes]:
        """Return the signatures; raises ``NotSigned``, also when the asker goes or time is up."""
        for _ in range(int(patience_s / LOOK_S)):
            if self._done.wait(LOOK_S):
                break
            if self.gone():
                raise NotSigned("gone")
        else:
            self._late = True
            raise NotSigned("too_late")
        if self.refusal:
            raise NotSigned(self.refusal)
        return self.signatures


class Handover:
    """Where connections hand a request over and the keyboard takes it."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self.patience_s = patience_s
        self._queue: Queue[Question] = Queue()
        self._busy = threading.Lock()

    def ask(self, asked: Asked, found: Found, gone: Callable[[], bool]) -> list[bytes]:
        """Return the signatures; raises ``Busy`` and ``NotSigned``."""
        if not self._busy.acquire(blocking=False):
            raise Busy
        question = Question(asked, found, gone)
        self._queue.put(question)
        return question.wait(self.patience_s)

    def next(self, patience_s: float) -> Question | None:
        """Return what came in within that time; it has to be ``closed`` afterwards."""
        try:
            return self._queue.get(timeout=patience_s)
        except Empty:
            return None

    def close(self) -> None:
        self._busy.release()
