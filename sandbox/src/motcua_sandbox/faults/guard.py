"""Stands before a system and lets its requests meet the faults that are switched on."""

from __future__ import annotations

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from motcua_sandbox.faults.switchboard import Fault, Switchboard

# These systems give 'duplicate' a meaning of their own; elsewhere a request is handled twice.
DUPLICATES_THEMSELVES = {"dancu", "thanhtoan"}


class FaultGuard:
    def __init__(self, app: ASGIApp, system: str, faults: Switchboard) -> None:
        self._app = app
        self._system = system
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not await run_in_threadpool(self._faults.switched_on, self._system):
            await self._app(scope, receive, send)
            return
        await self._with_faults(scope, receive, send)

    async def _with_faults(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"])
        for kind, status in (("down", 503), ("500", 500)):
            if await self._strikes(kind, path):
                answer = JSONResponse({"fault": kind, "system": self._system}, status)
                await answer(scope, receive, send)
                return
        if slow := await self._strikes("slow", path):
            await asyncio.sleep(slow.seconds)
        if self._system not in DUPLICATES_THEMSELVES and await self._strikes("duplicate", path):
            receive = await self._handle_once_unheard(scope, receive)
        if await self._strikes("drop", path):
            await self._app(scope, receive, _unheard)
            await _cut_connection(send)
            return
        await self._app(scope, receive, send)

    async def _strikes(self, kind: str, path: str) -> Fault | None:
        return await run_in_threadpool(self._faults.strikes, self._system, kind, path)

    async def _handle_once_unheard(self, scope: Scope, receive: Receive) -> Receive:
        body = await _whole_body(receive)
        await self._app(dict(scope), _replay(body), _unheard)
        return _replay(body)


async def _cut_connection(send: Send) -> None:
    """Begin an answer and end it before its length: the client reads a broken connection."""
    headers = [(b"content-length", b"1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": True})


async def _unheard(message: Message) -> None:
    """Take an answer and pass it on to nobody."""


async def _whole_body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
