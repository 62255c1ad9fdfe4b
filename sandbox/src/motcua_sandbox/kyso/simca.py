"""Signing by SIM at ``/simca``: ETSI TS 102 204 (mobile signature service) as JSON.

Guess: operators publish no wire. Kept of the standard's: names of messages and fields, the
asynchronous mode, status codes (100 taken, 500 signed, 504 outstanding, 401 refused, 402 PIN blocked,
208 expired, 209 telephone not reached, 105 unknown, 104 wrong password). ``AP_TransID`` names a question once.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua_sandbox.bodies import NoObject, TooLong, read_object
from motcua_sandbox.kyso import questions
from motcua_sandbox.kyso.holders import Holders, Unknown, owner
from motcua_sandbox.kyso.questions import Questions
from motcua_sandbox.kyso.remote import Wrong, checked_hash
from motcua_sandbox.settings import Settings

SYSTEM = "simca"
LONGEST_BODY = 8 * 1024
OK, WRONG, UNAUTHORISED, UNKNOWN = "100", "101", "104", "105"
STATUS = {
    questions.WAITING: "504",
    questions.CONFIRMED: "500",
    questions.REFUSED: "401",
    questions.TOO_LATE: "208",
    questions.UNREACHABLE: "209",
    questions.PIN_BLOCKED: "402",
}


class MobileSigning:
    def __init__(self, settings: Settings, holders: Holders, asked: Questions) -> None:
        self._client = settings.mobile_signing_client
        self._holders = holders
        self._questions = asked

    def routes(self) -> list[Route]:
        methods = {"profile": self.card, "signature": self.signature, "status": self.status}
        return [
            Route(f"/simca/{name}", self._answering(method), methods=["POST"])
            for name, method in methods.items()
        ]

    def card(self, asked: dict[str, Any]) -> dict[str, Any]:
        chain = self._holders.certificates(_number(asked))
        return _status(OK) | {"CertificateChain": [base64.b64encode(der).decode() for der in chain]}

    def signature(self, asked: dict[str, Any]) -> dict[str, Any]:
        number, reference = _number(asked), str(asked.get("AP_TransID") or "")
        digest, words = checked_hash(asked.get("DataToBeSigned")), asked.get("DataToBeDisplayed")
        if not reference or asked.get("MessagingMode") != "asynchClientServer":
            raise Wrong("AP_TransID and MessagingMode asynchClientServer are needed")
        question = self._questions.take(
            SYSTEM, number, owner(number), reference, str(words or ""), [digest]
        )
        return _status(OK) | {"MSSP_TransID": question}

    def status(self, asked: dict[str, Any]) -> dict[str, Any]:
        question = self._questions.find(SYSTEM, str(asked.get("MSSP_TransID") or ""))
        if question is None:
            raise Wrong("MSSP_TransID is unknown")
        answer = _status(STATUS[question.state])
        if question.state == questions.CONFIRMED:
            forged = self._questions.forged(SYSTEM)
            digest = base64.b64decode(question.hashes[0])
            made = self._holders.sign(question.credential, digest, forged=forged)
            answer["MSS_Signature"] = base64.b64encode(made).decode()
        return answer

    def _answering(self, method: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
        async def handle(request: Request) -> Response:
            try:
                asked = await read_object(request, LONGEST_BODY)
                return JSONResponse(await run_in_threadpool(self._answer, method, asked))
            except (TooLong, NoObject) as fault:
                return JSONResponse(_status(WRONG, str(fault)))

        return handle

    def _answer(
        self, method: Callable[[dict[str, Any]], dict[str, Any]], asked: dict[str, Any]
    ) -> dict[str, Any]:
        same = hmac.compare_digest(str(asked.get("AP_PWD")), self._client.secret)
        if not same or asked.get("AP_ID") != self._client.name:
            return _status(UNAUTHORISED)
        try:
            return method(asked)
        except Unknown:
            return _status(UNKNOWN)
        except Wrong as wrong:
            return _status(WRONG, str(wrong.args[-1]))


def _status(code: str, words: str = "") -> dict[str, Any]:
    return {"StatusCode": code, "StatusMessage": words}


def _number(asked: dict[str, Any]) -> str:
    return str(asked.get("MSISDN") or "")
