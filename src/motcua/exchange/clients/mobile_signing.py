"""Signing by SIM (mobile PKI): the operator asks on the telephone, the card's key signs one hash.

Chosen: operators of Việt Nam publish no wire. Messages and status codes are those of ETSI
TS 102 204 (mobile signature service) in its asynchronous mode, written as JSON instead of SOAP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line, text
from motcua.exchange.clients.confirmed_signing import (
    Credential,
    NotConfirmed,
    chain,
    decoded,
    encoded,
)
from motcua.exchange.clients.sms import international
from motcua.exchange.errors import Refused, Unreachable

SYSTEM = "mobile_signing"
OK, SIGNED, OUTSTANDING = "100", "500", "504"
INTERNAL_ERROR = "900"
NOT_CONFIRMED = {
    "401": "user_refused",
    "402": "pin_blocked",
    "208": "user_too_late",
    "209": "user_unreachable",
}


@dataclass(frozen=True)
class MobileSigning:
    """Thread-safe client; a handle is a telephone number, one question holds one hash."""

    line: Line
    client_id: str
    secret: str
    most: int = 1

    def credential(self, handle: str) -> Credential:
        found = self._call("/profile", {"MSISDN": international(handle)}, {OK})
        return Credential(chain(found, "CertificateChain", SYSTEM), enabled=True)

    def ask(self, handle: str, hashes: Sequence[bytes], reference: str, words: str) -> str:
        (digest,) = hashes
        asked = {
            "MSISDN": international(handle),
            "AP_TransID": reference,
            "MessagingMode": "asynchClientServer",
            "DataToBeSigned": encoded(digest),
            "DataToBeDisplayed": words[:160],
        }
        return text(self._call("/signature", asked, {OK}), "MSSP_TransID", SYSTEM)

    def answer(self, handle: str, question: str, hashes: Sequence[bytes]) -> Sequence[bytes]:
        found = self._call("/status", {"MSSP_TransID": question}, {SIGNED, OUTSTANDING})
        if text(found, "StatusCode", SYSTEM) == OUTSTANDING:
            return ()
        return (decoded(found.get("MSS_Signature"), SYSTEM),)

    def _call(self, path: str, body: Mapping[str, Any], good: set[str]) -> dict[str, Any]:
        who = {"AP_ID": self.client_id, "AP_PWD": self.secret}
        found = self.line.ask_json(path, {**who, **body})
        code = text(found, "StatusCode", SYSTEM)
        if code in NOT_CONFIRMED:
            raise NotConfirmed(SYSTEM, NOT_CONFIRMED[code])
        if code == INTERNAL_ERROR:
            raise Unreachable(SYSTEM, f"status_{code}")
        if code not in good:
            raise Refused(SYSTEM, code, str(found.get("StatusMessage", "")))
        return found


@cache
def service() -> MobileSigning:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return MobileSigning(line, entry["client_id"], entry["secret"])
