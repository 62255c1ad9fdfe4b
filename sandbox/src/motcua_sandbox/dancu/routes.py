"""The population database (CSDLQGvDC), 'API 037': ``POST /dancu``.

Whoever is not found, or has died, is answered without a CongDan node. (That the dead are not
found is a guess.) Every look-up is logged; ``GET /dancu/nhat-ky`` shows the last of them.
"""

from __future__ import annotations

import sqlite3

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.kernel import clock
from motcua_sandbox.bodies import TooLong, read_body
from motcua_sandbox.dancu import answers, requests
from motcua_sandbox.dancu.answers import Record, Relative
from motcua_sandbox.dancu.requests import BadRequest, Query
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.population import people
from motcua_sandbox.population.people import Citizen
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store

LONGEST_BODY = 64 * 1024
LAST_LOOK_UPS = 100


def routes(settings: Settings, store: Store, faults: Switchboard) -> list[Route]:
    async def ask(request: Request) -> Response:
        if not _is_authorised(request, settings):
            return _soap(answers.fault("AUTHEN_ERROR"), 401)
        try:
            query = requests.parse(await read_body(request, LONGEST_BODY))
        except (BadRequest, TooLong) as fault:
            return _soap(answers.fault(str(fault)), 500)
        copies = 2 if faults.strikes("dancu", "duplicate", request.url.path) else 1
        return _soap(await run_in_threadpool(_answer, store, query, copies), 200)

    def log(request: Request) -> Response:
        request_id = request.query_params.get("maYeuCau")
        with store.reading() as db:
            rows = db.execute(
                "SELECT * FROM look_up WHERE request_id = ifnull(?, request_id) "
                "ORDER BY rowid DESC LIMIT ?",
                (request_id, LAST_LOOK_UPS),
            ).fetchall()
        return JSONResponse([dict(row) for row in rows])

    return [Route("/dancu", ask, methods=["POST"]), Route("/dancu/nhat-ky", log)]


def _is_authorised(request: Request, settings: Settings) -> bool:
    user = settings.population_user
    headers = request.headers
    return any(
        requests.is_authorised(
            headers.get("authorization", ""),
            headers.get("timestamp", ""),
            address,
            user.name,
            user.secret,
        )
        for address in (f"{settings.public_url}/dancu", str(request.url))
    )


def _answer(store: Store, query: Query, copies: int) -> bytes:
    with store.writing() as db:
        citizen = people.find_by_three_facts(db, query.number, query.name, query.birth)
        if citizen and citizen.died_on:
            citizen = None
        _log(db, query, found=citizen is not None)
        if query.operation == requests.VERIFY:
            return answers.existence(citizen is not None)
        return answers.collection([_record(db, citizen)] * copies if citizen else [])


def _record(db: sqlite3.Connection, citizen: Citizen) -> Record:
    head = people.head_of(db, citizen.household)
    return Record(
        citizen,
        father=_relative(db, citizen.father_id, citizen.father_name),
        mother=_relative(db, citizen.mother_id, citizen.mother_name),
        spouse=_relative(db, citizen.spouse_id, None),
        head=_relative(db, head.personal_id, head.full_name) if head else None,
    )


def _relative(db: sqlite3.Connection, personal_id: str | None, name: str | None) -> Relative | None:
    known = people.find(db, personal_id) if personal_id else None
    if known:
        return Relative(known.full_name, known.personal_id, known.old_id or "")
    return Relative(name) if name else None


def _log(db: sqlite3.Connection, query: Query, *, found: bool) -> None:
    db.execute(
        "INSERT INTO look_up VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            clock.now().isoformat(timespec="seconds"),
            query.operation,
            query.request_id,
            query.service_code,
            query.official,
            query.number,
            int(found),
        ),
    )


def _soap(body: bytes, status: int) -> Response:
    return Response(body, status, media_type="text/xml; charset=utf-8")
