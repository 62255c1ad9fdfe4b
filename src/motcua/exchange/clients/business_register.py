"""The national business register (cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp) by its gateway.

Known from producers' programs: the service ``chiTietDoanhNghiep?msdn=`` behind a bearer token, and
the names MainInformation (NAME, ENTERPRISE_GDT_CODE, ENTERPRISE_STATUS_NAME), HOAdress
(AddressFullText) and Representatives (FULL_NAME; one object or a list). Our guesses: the address
of the token, that these stand under ``Data`` or at the top, that ``Status`` "0" is a failure and
an answer without MainInformation means that there is no such code, and the words of the states
(those of Nghị định 01/2021/NĐ-CP, article 41, from memory).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Answer, Line, text
from motcua.exchange.clients.bearer import Bearer
from motcua.exchange.errors import Malformed, Refused, Unreachable
from motcua.kernel.names import fold, nfc

SYSTEM = "business_register"
FAILED = "0"
DETAILS = "/1.0/chiTietDoanhNghiep"
ACCEPTED = (HTTPStatus.OK, HTTPStatus.UNAUTHORIZED)


class State(StrEnum):
    """Whether an organisation may act at all (tình trạng pháp lý); ``other``: words we do not know."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    OTHER = "other"


# what the register's words begin with, folded
_STATES = {
    "dang hoat dong": State.ACTIVE,
    "tam ngung": State.SUSPENDED,
    "khong con hoat dong kinh doanh tai dia chi": State.SUSPENDED,
    "da giai the": State.CLOSED,
    "bi thu hoi": State.CLOSED,
    "cham dut ton tai": State.CLOSED,
}


@dataclass(frozen=True, kw_only=True)
class BusinessRecord:
    """What is registered of a tax code; ``state_said`` is the state in the register's own words."""

    tax_code: str
    name: str
    state: State
    state_said: str
    representatives: tuple[str, ...]
    address: str = ""


@dataclass(frozen=True)
class BusinessRegister:
    """Thread-safe client."""

    line: Line
    bearer: Bearer

    def look_up(self, tax_code: str) -> BusinessRecord | None:
        """Return what is registered of a tax code, or None when nothing is."""
        answer = self._ask(tax_code)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self.bearer.drop()
            answer = self._ask(tax_code)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise Unreachable(SYSTEM, "login_refused", retryable=False)
        reply = self.line.object_of(answer)
        if str(reply.get("Status", "")) == FAILED:
            raise Refused(SYSTEM, FAILED, str(reply.get("Message") or ""))
        return _record(tax_code, reply)

    def _ask(self, tax_code: str) -> Answer:
        headers = self.bearer.header()
        asked = {"msdn": tax_code}
        return self.line.ask("GET", DETAILS, params=asked, headers=headers, accepted=ACCEPTED)


@cache
def register() -> BusinessRegister:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return BusinessRegister(line, Bearer(line, entry["client_id"], entry["secret"]))


def state_of(said: str) -> State:
    """Return what the register's words for a state mean to us."""
    words = fold(said)
    return next(
        (state for begins, state in _STATES.items() if words.startswith(begins)), State.OTHER
    )


def _record(tax_code: str, reply: Mapping[str, Any]) -> BusinessRecord | None:
    found = reply.get("Data") if "Data" in reply else reply
    main = found.get("MainInformation") if isinstance(found, Mapping) else None
    if not main:
        return None
    if not isinstance(found, Mapping) or not isinstance(main, Mapping):
        raise Malformed(SYSTEM, "MainInformation is no object")
    if text(main, "ENTERPRISE_GDT_CODE", SYSTEM) != tax_code:
        raise Malformed(SYSTEM, "the answer is about another tax code")
    said = text(main, "ENTERPRISE_STATUS_NAME", SYSTEM)
    address = found.get("HOAdress")
    return BusinessRecord(
        tax_code=tax_code,
        name=nfc(text(main, "NAME", SYSTEM)),
        state=state_of(said),
        state_said=said,
        representatives=_representatives(found.get("Representatives")),
        address=str(address.get("AddressFullText") or "") if isinstance(address, Mapping) else "",
    )


def _representatives(told: object) -> tuple[str, ...]:
    people = told if isinstance(told, list) else [told]
    return tuple(
        nfc(str(one["FULL_NAME"]))
        for one in people
        if isinstance(one, Mapping) and one.get("FULL_NAME")
    )
