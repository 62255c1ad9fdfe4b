"""The province's gateway (trục liên thông): passes messages from node to hub, and misbehaves.

The plan is a file that may change at any time; its windows lie on the story's clock. The n-th
draw depends on the seed alone.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from motcua.kernel import clock
from motcua_sandbox.gateway import plan, wire
from motcua_sandbox.gateway.plan import Window
from motcua_sandbox.gateway.wire import Broken, Upstream

RELEASE = "/gateway/release"
LATE_S = (0.2, 3.0)
LATE_AT_ONCE = 200


class Gateway:
    """``counts`` tells how many messages met which fate; '' in a plan means 'passed'."""

    def __init__(self, upstream: str, plan_file: Path, seed: int) -> None:
        self.upstream = Upstream.at(upstream)
        self.counts: Counter[str] = Counter()
        self._plan_file = plan_file
        self._read_at = -1
        self._windows: tuple[Window, ...] = ()
        self._chance = random.Random(seed)  # noqa: S311 - a repeatable story
        self._held: list[asyncio.Future[bool]] = []
        self._late: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Handle one connection, which carries one message."""
        try:
            host = f"{self.upstream.host}:{self.upstream.port}"
            path, message = await wire.read_message(reader, host)
            reply = self._own(path) if path.startswith("/gateway/") else await self._pass(message)
            writer.write(reply)
            await writer.drain()
        except (Broken, OSError):
            self.counts["broken"] += 1
        finally:
            writer.close()

    def windows(self) -> Sequence[Window]:
        """Return the plan as its file says now; a bad file leaves the former one in force."""
        try:
            changed = self._plan_file.stat().st_mtime_ns
            if changed != self._read_at:
                self._windows = plan.read(self._plan_file.read_text())
                self._read_at = changed
        except (OSError, plan.BadPlan):
            self.counts["plan not read"] += 1
        return self._windows

    async def _pass(self, message: bytes) -> bytes:
        windows, now = self.windows(), clock.now()
        kind = plan.strikes(windows, now, self._chance)
        self.counts[kind or "passed"] += 1
        await asyncio.sleep(plan.slowness(windows, now))
        match kind:
            case "away":
                return b""
            case "error":
                return wire.answer("500 Internal Server Error", "text/plain", b"loi he thong")
            case "garbled":
                return wire.answer("200 OK", "text/html", b"<html>Bad gateway, success</html>")
            case "cut_request":
                return await self.upstream.ask(message, part=0.5)
            case "late":
                self._pass_later(message)
                return wire.answer("504 Gateway Timeout", "text/plain", b"")
            case "hold_request" if not await self._kept():
                return b""
        return await self._heard(kind, message)

    async def _heard(self, kind: str, message: bytes) -> bytes:
        """Pass the message on and return what the sender hears of the answer."""
        reply = await self.upstream.ask(message)
        match kind:
            case "unheard":
                return b""
            case "cut_answer":
                return reply[: len(reply) * 2 // 3]
            case "duplicate":
                return await self.upstream.ask(message)
            case "hold_answer" if not await self._kept():
                return b""
        return reply

    def _pass_later(self, message: bytes) -> None:
        if len(self._late) < LATE_AT_ONCE:
            task = asyncio.create_task(self._after_a_while(message))
            self._late.add(task)
            task.add_done_callback(self._late.discard)

    async def _after_a_while(self, message: bytes) -> None:
        await asyncio.sleep(self._chance.uniform(*LATE_S))
        try:
            await self.upstream.ask(message)
            self.counts["passed late"] += 1
        except Broken:
            self.counts["broken"] += 1

    async def _kept(self) -> bool:
        """Wait for ``release``; return whether the message, or its answer, goes on."""
        held: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._held.append(held)
        return await held

    def _own(self, path: str) -> bytes:
        """Answer what is asked of the gateway itself: its figures, or to release what it holds."""
        if path.startswith(RELEASE):
            held, self._held = self._held, []
            for one in held:
                one.set_result("drop" not in path)
        told = {"messages": dict(self.counts), "held": len(self._held), "late": len(self._late)}
        return wire.answer("200 OK", "application/json", json.dumps(told).encode())
