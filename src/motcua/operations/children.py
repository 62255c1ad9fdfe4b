"""Processes under one supervisor: started in order, watched, started again, ended in reverse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Process = subprocess.Popen[bytes]
END_PATIENCE_S = 15


@dataclass
class Child:
    """One process, leader of its own group; ``start`` makes it anew, ``end`` asks it to stop."""

    name: str
    start: Callable[[], Process]
    process: Process
    end: signal.Signals


class Children:
    """``note`` names a JSON file that always tells which child has which process id."""

    def __init__(self, note: Path) -> None:
        self._note = note
        self._children: list[Child] = []

    def add(
        self, name: str, start: Callable[[], Process], end: signal.Signals = signal.SIGTERM
    ) -> None:
        self._children.append(Child(name, start, start(), end))
        self._write()

    def drop(self, name: str) -> None:
        """End one child for good."""
        child = next(one for one in self._children if one.name == name)
        self._children.remove(child)
        self._end([child])
        self._write()

    def revive(self) -> list[str]:
        """Start again what has ended; returns a sentence about each."""
        ended = [child for child in self._children if child.process.poll() is not None]
        for child in ended:
            _kill_group(child)  # its own children would keep its port
        told = [f"{child.name} ended ({child.process.returncode})" for child in ended]
        for child in ended:
            child.process = child.start()
        if ended:
            self._write()
        return told

    def end(self) -> None:
        """End all; the first, which the others may need, when they are gone."""
        self._end(self._children[1:])
        self._end(self._children[:1])
        self._note.unlink(missing_ok=True)

    def _end(self, group: Sequence[Child]) -> None:
        for child in group:
            child.process.send_signal(child.end)
        for child in group:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(END_PATIENCE_S)
            _kill_group(child)
            child.process.wait()

    def _write(self) -> None:
        draft = self._note.with_name(self._note.name + ".new")
        draft.write_text(json.dumps({c.name: c.process.pid for c in self._children}))
        draft.replace(self._note)


def _kill_group(child: Child) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)
