"""Remote signing (ký số từ xa) by the API of the Cloud Signature Consortium, version 2.

Chosen: the services of Việt Nam publish no common wire, several name this API. Used are
``credentials/info``, ``credentials/authorize`` (202 with a handle while the user has not
confirmed), ``credentials/authorizeCheck`` and ``signatures/signHash``. That ``clientData`` names
a question which is asked once is our own demand; so is the error ``authorization_expired``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients import sessions
from motcua.exchange.clients.base import Answer, Line, text
from motcua.exchange.clients.confirmed_signing import (
    Credential,
    NotConfirmed,
    chain,
    decoded,
    encoded,
)
from motcua.exchange.errors import Malformed, Refused, Unreachable

SYSTEM = "remote_signing"
SHA256 = "2.16.840.1.101.3.4.2.1"
EC_SHA256 = "1.2.840.10045.4.3.2"
RSA_SHA256 = "1.2.840.113549.1.1.11"
SESSION_S = 600
ACCEPTED = (200, 202, 400, 401)
STILL_UNDERWAY = 202
UNAUTHORISED = 401
NOT_CONFIRMED = {"access_denied": "user_refused", "authorization_expired": "user_too_late"}


@dataclass(frozen=True)
class RemoteSigning:
    """Thread-safe client of one service; the user confirms many hashes at once."""

    line: Line
    client_id: str
    secret: str
    session: Callable[..., str] = sessions.token
    most: int = 50

    def credential(self, handle: str) -> Credential:
        asked = {"credentialID": handle, "certificates": "chain"}
        found = self._object(self._call("/credentials/info", asked))
        enabled = _part(found, "key").get("status") == "enabled"
        return Credential(chain(_part(found, "cert"), "certificates", SYSTEM), enabled)

    def ask(self, handle: str, hashes: Sequence[bytes], reference: str, words: str) -> str:
        asked = {
            "credentialID": handle,
            "numSignatures": len(hashes),
            "hashes": [encoded(one) for one in hashes],
            "hashAlgorithmOID": SHA256,
            "description": words[:500],
            "clientData": reference,
        }
        return text(self._object(self._call("/credentials/authorize", asked)), "handle", SYSTEM)

    def answer(self, handle: str, question: str, hashes: Sequence[bytes]) -> Sequence[bytes]:
        checked = self._call("/credentials/authorizeCheck", {"handle": question})
        if checked.status == STILL_UNDERWAY:
            return ()
        asked = {
            "credentialID": handle,
            "SAD": text(self._object(checked), "SAD", SYSTEM),
            "hashes": [encoded(one) for one in hashes],
            "hashAlgorithmOID": SHA256,
            "signAlgo": EC_SHA256,
        }
        made = self._object(self._call("/signatures/signHash", asked)).get("signatures")
        if not isinstance(made, list) or len(made) != len(hashes):
            raise Malformed(SYSTEM, "another number of signatures")
        return tuple(decoded(one, SYSTEM) for one in made)

    def _call(self, path: str, body: Mapping[str, Any]) -> Answer:
        token = self.session(SYSTEM, SESSION_S, self._log_in)
        answer = self._post(path, body, token)
        if answer.status == UNAUTHORISED:
            token = self.session(SYSTEM, SESSION_S, self._log_in, refused=token)
            answer = self._post(path, body, token)
        if answer.status in {200, STILL_UNDERWAY}:
            return answer
        error = self._object(answer)
        code = text(error, "error", SYSTEM)
        if code in NOT_CONFIRMED:
            raise NotConfirmed(SYSTEM, NOT_CONFIRMED[code])
        raise Refused(SYSTEM, code, str(error.get("error_description", "")))

    def _post(self, path: str, body: Mapping[str, Any], token: str) -> Answer:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        content = json.dumps(body, ensure_ascii=False).encode()
        return self.line.ask("POST", path, accepted=ACCEPTED, content=content, headers=headers)

    def _log_in(self) -> str:
        asked = {
            "grant_type": "client_credentials",
            "scope": "service",
            "client_id": self.client_id,
            "client_secret": self.secret,
        }
        answer = self.line.ask("POST", "/oauth2/token", accepted=(200, 400, 401), data=asked)
        if answer.status != 200:
            raise Unreachable(SYSTEM, "login", retryable=False)
        return text(self._object(answer), "access_token", SYSTEM)

    def _object(self, answer: Answer) -> dict[str, Any]:
        return self.line.object_of(answer)


@cache
def service() -> RemoteSigning:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return RemoteSigning(line, entry["client_id"], entry["secret"])


def _part(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = found.get(name)
    if not isinstance(part, dict):
        raise Malformed(SYSTEM, f"{name} is missing")
    return part
