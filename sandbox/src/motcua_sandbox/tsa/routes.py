"""The timestamp authority: ``POST /tsa``, certificates at ``/tsa/cert.pem`` and ``/tsa/ca.pem``.

Its time is that of the story (``MOTCUA_CLOCK_FILE``), so that a paper signed on a replayed day
bears that day.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from motcua.kernel import clock
from motcua_sandbox.bodies import TooLong, read_body
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store
from motcua_sandbox.tsa import keys, stamps
from motcua_sandbox.tsa.stamps import Rejected

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
PEM = "application/x-pem-file"
LONGEST_REQUEST = 8 * 1024


class TimestampAuthority:
    def __init__(self, settings: Settings, store: Store, faults: Switchboard) -> None:
        self._store = store
        self._faults = faults
        self._authority = keys.kept(settings.home)

    def routes(self) -> list[Route]:
        return [
            Route("/tsa", self.stamp, methods=["POST"]),
            Route("/tsa/cert.pem", self.certificate),
            Route("/tsa/ca.pem", self.issuer),
        ]

    async def stamp(self, request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0].strip() != QUERY:
            return Response(f"expected {QUERY}", 415, media_type="text/plain")
        try:
            body = await read_body(request, LONGEST_REQUEST)
        except TooLong as fault:
            return Response(str(fault), 413, media_type="text/plain")
        return Response(await run_in_threadpool(self._answer, body), media_type=REPLY)

    def certificate(self, _: Request) -> Response:
        return Response(self._authority.certificate_pem(), media_type=PEM)

    def issuer(self, _: Request) -> Response:
        return Response(self._authority.issuer_pem(), media_type=PEM)

    def _answer(self, body: bytes) -> bytes:
        try:
            asked = stamps.parse(body)
        except Rejected as refusal:
            return stamps.rejected(str(refusal))
        forged = self._faults.strikes("tsa", "wrong_signature") is not None
        now = clock.now()
        with self._store.writing() as db:
            digest = asked["message_imprint"]["hashed_message"].native.hex()
            serial = db.execute(
                "INSERT INTO timestamp_serial (digest, at) VALUES (?, ?) RETURNING serial",
                (digest, now.isoformat()),
            ).fetchone()[0]
        return stamps.granted(asked, self._authority, serial, now, forged=forged)
