"""The national business register: ``/doanhnghiep`` (interfaces.md 7).

Known: ``GET 1.0/chiTietDoanhNghiep?msdn=`` with a bearer token, and the names of the groups and
fields that are answered. Guesses: the address of the token, 401 for one that ended, the envelope
(``Status``, ``Message``, ``Data``), that an unknown code is answered by ``Data`` without
MainInformation, and the words of ENTERPRISE_STATUS_NAME.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua_sandbox.bodies import read_form
from motcua_sandbox.client_auth import is_client
from motcua_sandbox.doanhnghiep import enterprises
from motcua_sandbox.doanhnghiep.enterprises import Enterprise
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store

TOKEN_SECONDS = 3600
DONE, FAILED = "1", "0"


class BusinessRegister:
    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store

    def routes(self) -> list[Route]:
        return [
            Route("/doanhnghiep/token", self.token, methods=["POST"]),
            Route("/doanhnghiep/1.0/chiTietDoanhNghiep", self.details),
        ]

    async def token(self, request: Request) -> Response:
        form = await read_form(request)
        authorization = request.headers.get("authorization", "")
        if not is_client(self._settings.business, authorization, form):
            return JSONResponse({"error": "invalid_client"}, 401)
        if form.get("grant_type") != "client_credentials":
            return JSONResponse({"error": "unsupported_grant_type"}, 400)
        token = secrets.token_urlsafe(32)
        with self._store.writing() as db:
            until = time.time() + TOKEN_SECONDS
            db.execute("INSERT INTO business_register_token VALUES (?, ?)", (token, until))
        return JSONResponse(
            {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
        )

    def details(self, request: Request) -> Response:
        if not self._is_known(request.headers.get("authorization", "")):
            return JSONResponse({"error": "invalid_token"}, 401)
        code = request.query_params.get("msdn", "").strip()
        if not code:
            return _answer(FAILED, "Thiếu mã số doanh nghiệp (msdn)", {})
        found = enterprises.by_code().get(code)
        if found is None:
            return _answer(DONE, "Không tìm thấy doanh nghiệp", {"MainInformation": None})
        return _answer(DONE, "Thành công", _details(found))

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        with self._store.reading() as db:
            known = db.execute(
                "SELECT 1 FROM business_register_token WHERE token = ? AND until > ?",
                (token, time.time()),
            ).fetchone()
        return scheme.lower() == "bearer" and known is not None


def _answer(status: str, message: str, data: dict[str, Any]) -> Response:
    return JSONResponse({"Status": status, "Message": message, "Data": data})


def _details(one: Enterprise) -> dict[str, Any]:
    people = [{"FULL_NAME": name} for name in one.representatives]
    return {
        "MainInformation": {
            "ENTERPRISE_CODE": one.code,
            "ENTERPRISE_GDT_CODE": one.code,
            "NAME": one.name,
            "ENTERPRISE_TYPE_NAME": one.kind,
            "ENTERPRISE_STATUS_NAME": one.state,
            "FOUNDING_DATE": one.founded,
        },
        "HOAdress": {"AddressFullText": one.address},
        # one is an object, several are a list: producers read both
        "Representatives": people[0] if len(people) == 1 else people,
    }
