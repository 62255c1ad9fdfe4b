"""A relay for e-mail over HTTP at ``/mail``.

Guess: data centres offer such relays under formats of their own. Kept is what matters to a
sender: a key, a message id that is taken once, a question for the state by that id.
``GET /mail/nhat-ky`` shows what arrived.
"""

from __future__ import annotations

import hmac
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua_sandbox.settings import Credentials
from motcua_sandbox.sms.outbox import Message, Outbox
from motcua_sandbox.sms.routes import (
    BAD_PHONE,
    BAD_REQUEST,
    OK,
    TAKEN_BEFORE,
    UNKNOWN_ID,
    answer,
    endpoint,
    log_of,
)

BAD_ADDRESS = BAD_PHONE


class MailRelay:
    def __init__(self, user: Credentials, outbox: Outbox) -> None:
        self._user = user
        self._outbox = outbox

    def routes(self) -> list[Route]:
        return [
            Route("/mail/send", endpoint(self.send, self._knows), methods=["POST"]),
            Route("/mail/status", endpoint(self.status, self._knows), methods=["POST"]),
            Route("/mail/nhat-ky", self.log),
        ]

    def send(self, asked: dict[str, Any]) -> dict[str, str]:
        names = ("messageId", "to", "subject", "text")
        told = {name: str(asked.get(name) or "") for name in names}
        if not all(told.values()):
            return answer(BAD_REQUEST, "messageId, to, subject and text are needed")
        if "@" not in told["to"]:
            return answer(BAD_ADDRESS, "no mailbox")
        letter = Message("mail", told["messageId"], told["to"], told["subject"], told["text"])
        return answer(OK if self._outbox.take(letter) else TAKEN_BEFORE, "")

    def status(self, asked: dict[str, Any]) -> dict[str, str]:
        fate = self._outbox.fate("mail", str(asked.get("messageId") or ""))
        return {**answer(OK, ""), "status": fate} if fate else answer(UNKNOWN_ID, "unknown id")

    def log(self, request: Request) -> Response:
        return JSONResponse(log_of(self._outbox, "mail", request.query_params.get("to", "")))

    def _knows(self, asked: dict[str, Any]) -> bool:
        return hmac.compare_digest(str(asked.get("key")), self._user.secret)
