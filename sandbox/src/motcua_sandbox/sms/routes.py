"""A provider of text messages under a brand name at ``/sms``.

Guess: providers publish no common format. Kept is what they have in common: user and password in
the body, a request id that is taken once (code 1 the second time), a question for the state by
that id. A phone that is no mobile number of Việt Nam is code 21. ``GET /sms/nhat-ky`` shows what
arrived.
"""

from __future__ import annotations

import hmac
import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua_sandbox.bodies import NoObject, TooLong, read_object
from motcua_sandbox.settings import Credentials
from motcua_sandbox.sms.outbox import Message, Outbox

OK, TAKEN_BEFORE, BAD_REQUEST, WRONG_USER, BAD_PHONE, UNKNOWN_ID = "0", "1", "2", "3", "21", "404"
LONGEST_BODY = 8 * 1024
_MOBILE = re.compile(r"84[35789]\d{8}")


class SmsProvider:
    def __init__(self, user: Credentials, outbox: Outbox) -> None:
        self._user = user
        self._outbox = outbox

    def routes(self) -> list[Route]:
        return [
            Route("/sms/send", self._answering(self.send), methods=["POST"]),
            Route("/sms/status", self._answering(self.status), methods=["POST"]),
            Route("/sms/nhat-ky", self.log),
        ]

    def send(self, asked: dict[str, Any]) -> dict[str, str]:
        told = {name: str(asked.get(name) or "") for name in ("requestId", "phone", "content")}
        if not all(told.values()):
            return answer(BAD_REQUEST, "requestId, phone and content are needed")
        if not _MOBILE.fullmatch(told["phone"]):
            return answer(BAD_PHONE, "the phone is no mobile number")
        message = Message("sms", told["requestId"], told["phone"], "", told["content"])
        return answer(OK if self._outbox.take(message) else TAKEN_BEFORE, "")

    def status(self, asked: dict[str, Any]) -> dict[str, str]:
        fate = self._outbox.fate("sms", str(asked.get("requestId") or ""))
        return {**answer(OK, ""), "status": fate} if fate else answer(UNKNOWN_ID, "unknown id")

    def log(self, request: Request) -> Response:
        return JSONResponse(log_of(self._outbox, "sms", request.query_params.get("phone", "")))

    def _answering(self, service: Any) -> Any:
        def allowed(asked: dict[str, Any]) -> bool:
            same = hmac.compare_digest(str(asked.get("password")), self._user.secret)
            return same and asked.get("username") == self._user.name

        return endpoint(service, allowed)


def endpoint(service: Any, allowed: Any) -> Any:
    """Return an address that reads a JSON object, checks who asks and answers with a code."""

    async def handle(request: Request) -> Response:
        try:
            asked = await read_object(request, LONGEST_BODY)
        except (TooLong, NoObject) as fault:
            return JSONResponse(answer(BAD_REQUEST, str(fault)))
        if not allowed(asked):
            return JSONResponse(answer(WRONG_USER, "wrong user or password"))
        return JSONResponse(await run_in_threadpool(service, asked))

    return handle


def answer(code: str, words: str) -> dict[str, str]:
    return {"code": code, "message": words}


def log_of(outbox: Outbox, system: str, address: str) -> list[dict[str, Any]]:
    """Return what arrived, newest first; ``times`` counts how often a message was handed over."""
    names = ("reference", "address", "subject", "content", "accepted_at", "times")
    return [{name: row[name] for name in names} for row in outbox.newest(system, address)]
