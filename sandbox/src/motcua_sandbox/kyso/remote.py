"""Remote signing at ``/kyso/csc/v2``: the part of the Cloud Signature Consortium's API 2 we use.

Guess: which API the services of Việt Nam speak. Kept of the consortium's: names of methods and
fields, 202 with a handle while the user has not confirmed, errors as 400 with ``error``. Our own:
``clientData`` names a question once, ``authorization_expired``, and the same SAD signs the same
hashes again, so that a lost answer loses no confirmation. Authority: ``/kyso/ca.pem``, ``/kyso/ca.crl``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua_sandbox.bodies import NoObject, TooLong, read_form, read_object
from motcua_sandbox.client_auth import is_client
from motcua_sandbox.kyso import questions
from motcua_sandbox.kyso.holders import Holders, Unknown, owner
from motcua_sandbox.kyso.questions import Question, Questions
from motcua_sandbox.settings import Settings

SYSTEM, BASE = "kyso", "/kyso/csc/v2"
SHA256 = "2.16.840.1.101.3.4.2.1"
EC_SHA256 = "1.2.840.10045.4.3.2"
MOST, LONGEST_BODY = 50, 64 * 1024
Answer = tuple[dict[str, Any], int]


class Wrong(Exception):
    """Answered as 400; ``args`` are the error and its description."""


class RemoteSigning:
    def __init__(self, settings: Settings, holders: Holders, asked: Questions) -> None:
        self._client = settings.signing_client
        self._holders = holders
        self._questions = asked

    def routes(self) -> list[Route]:
        methods = {
            "info": self.info,
            "credentials/list": self.credentials,
            "credentials/info": self.credential,
            "credentials/authorize": self.authorize,
            "credentials/authorizeCheck": self.check,
            "signatures/signHash": self.sign,
        }
        return [
            Route(f"{BASE}/oauth2/token", self.token, methods=["POST"]),
            *(
                Route(f"{BASE}/{name}", self._answering(method), methods=["POST"])
                for name, method in methods.items()
            ),
            Route("/kyso/ca.pem", lambda _: Response(self._holders.public("ca.pem"))),
            Route("/kyso/ca.crl", lambda _: Response(self._holders.public("ca.crl"))),
        ]

    async def token(self, request: Request) -> Response:
        form = await read_form(request)
        if not is_client(self._client, request.headers.get("authorization", ""), form):
            return JSONResponse({"error": "invalid_client"}, 401)
        return JSONResponse(
            {"access_token": self._token(), "token_type": "Bearer", "expires_in": 3600}
        )

    def info(self, _: dict[str, Any]) -> Answer:
        methods = ["credentials/list", "credentials/info", "credentials/authorize",
                   "credentials/authorizeCheck", "signatures/signHash"]  # fmt: skip
        return {"specs": "2.0.0.2", "name": "Ký số từ xa trình diễn", "region": "VN",
                "lang": "vi", "authType": ["oauth2client"], "methods": methods}, 200  # fmt: skip

    def credentials(self, asked: dict[str, Any]) -> Answer:
        ids = [f"SCA-{asked.get('userID', '')}"]
        return {"credentialIDs": [one for one in ids if self._known(one)]}, 200

    def credential(self, asked: dict[str, Any]) -> Answer:
        chain = self._holders.certificates(_credential(asked))
        certificates = [base64.b64encode(der).decode() for der in chain]
        return {
            "key": {"status": "enabled", "algo": [EC_SHA256], "len": 256},
            "cert": {"status": "valid", "certificates": certificates},
            "auth": {"mode": "explicit"},
            "SCAL": "2",
            "multisign": MOST,
        }, 200

    def authorize(self, asked: dict[str, Any]) -> Answer:
        hashes = _hashes(asked)
        if asked.get("numSignatures") != len(hashes):
            raise Wrong("invalid_request", "numSignatures and hashes differ")
        credential, reference = _credential(asked), str(asked.get("clientData") or "")
        if not reference:
            raise Wrong("invalid_request", "clientData names the question here")
        handle = self._questions.take(
            SYSTEM, credential, owner(credential), reference, str(asked.get("description") or ""),
            hashes,
        )  # fmt: skip
        return {"handle": handle}, 202

    def check(self, asked: dict[str, Any]) -> Answer:
        question = self._asked(str(asked.get("handle") or ""))
        if question.state == questions.WAITING:
            return {"handle": question.id}, 202
        if question.state == questions.REFUSED:
            raise Wrong("access_denied", "the user refused")
        if question.state == questions.TOO_LATE:
            raise Wrong("authorization_expired", "the user did not confirm in time")
        return {"SAD": self._sad(question), "expiresIn": 3600}, 200

    def sign(self, asked: dict[str, Any]) -> Answer:
        handle, _, _ = str(asked.get("SAD") or "").partition(".")
        question = self._asked(handle)
        same = hmac.compare_digest(self._sad(question), str(asked.get("SAD")))
        if not same or question.state != questions.CONFIRMED:
            raise Wrong("invalid_request", "Invalid parameter SAD")
        if list(question.hashes) != _hashes(asked) or question.credential != _credential(asked):
            raise Wrong("invalid_request", "Hash is not authorized by the SAD")
        if asked.get("signAlgo") != EC_SHA256:
            raise Wrong("invalid_request", "Invalid parameter signAlgo")
        forged = self._questions.forged(SYSTEM)
        made = [
            self._holders.sign(question.credential, base64.b64decode(one), forged=forged)
            for one in question.hashes
        ]
        return {"signatures": [base64.b64encode(one).decode() for one in made]}, 200

    def _asked(self, handle: str) -> Question:
        found = self._questions.find(SYSTEM, handle)
        if found is None:
            raise Wrong("invalid_request", "Invalid parameter handle or SAD")
        return found

    def _known(self, credential: str) -> bool:
        try:
            return bool(owner(credential))
        except Unknown:
            return False

    def _token(self) -> str:
        return hmac.new(self._client.secret.encode(), b"service", hashlib.sha256).hexdigest()

    def _sad(self, question: Question) -> str:
        secret = self._client.secret.encode()
        return f"{question.id}.{hmac.new(secret, question.id.encode(), hashlib.sha256).hexdigest()}"

    def _answering(self, method: Callable[[dict[str, Any]], Answer]) -> Any:
        async def handle(request: Request) -> Response:
            bearer = request.headers.get("authorization", "")
            if not hmac.compare_digest(bearer, f"Bearer {self._token()}"):
                return JSONResponse({"error": "invalid_token"}, 401)
            try:
                asked = await read_object(request, LONGEST_BODY)
                body, status = await run_in_threadpool(method, asked)
            except (TooLong, NoObject) as fault:
                body, status = _error("invalid_request", str(fault))
            except Unknown:
                body, status = _error("invalid_request", "Invalid parameter credentialID")
            except Wrong as wrong:
                body, status = _error(*wrong.args)
            return JSONResponse(body, status)

        return handle


def _error(code: str, words: str) -> Answer:
    return {"error": code, "error_description": words}, 400


def _credential(asked: dict[str, Any]) -> str:
    return str(asked.get("credentialID") or "")


def _hashes(asked: dict[str, Any]) -> list[str]:
    found = asked.get("hashes")
    if not isinstance(found, list) or not 1 <= len(found) <= MOST:
        raise Wrong("invalid_request", f"hashes: 1 to {MOST}")
    if asked.get("hashAlgorithmOID") != SHA256:
        raise Wrong("invalid_request", "Invalid parameter hashAlgorithmOID")
    return [checked_hash(one) for one in found]


def checked_hash(text: object) -> str:
    try:
        digest = base64.b64decode(str(text), validate=True)
    except binascii.Error as fault:
        raise Wrong("invalid_request", "a hash is no Base64") from fault
    if len(digest) != 32:
        raise Wrong("invalid_request", "a hash is no SHA-256")
    return str(text)
