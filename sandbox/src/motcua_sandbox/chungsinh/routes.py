"""Medical birth notices (giấy chứng sinh) of the health sector at ``/chungsinh``.

The true format is not known: address, envelope and names are guesses, close to the fields that
the interlinked services carry (maGCS, ngayCapGCS, me*, nks*). The code is as in TT 22/2025/TT-BYT.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua_sandbox.bodies import NoObject, TooLong, read_object
from motcua_sandbox.population import people
from motcua_sandbox.population.codes import SEX
from motcua_sandbox.store import Store

OK, BAD_REQUEST, NOT_FOUND = "0", "400", "404"
LONGEST_BODY = 4 * 1024


def routes(store: Store) -> list[Route]:
    def look_up(code: str, mother_id: str) -> Response:
        if not code and not mother_id:
            return _answer(BAD_REQUEST, "Cần mã giấy chứng sinh hoặc số định danh của mẹ")
        with store.reading() as db:
            rows = db.execute(
                "SELECT * FROM birth_notice WHERE code = ? OR (? = '' AND mother_id = ?) "
                "ORDER BY born_at DESC",
                (code, code, mother_id),
            ).fetchall()
            found = [_notice(db, row) for row in rows]
        if not found:
            return _answer(NOT_FOUND, "Không tìm thấy giấy chứng sinh")
        return _answer(OK, "Thành công", found[0])

    def get(request: Request) -> Response:
        asked = request.query_params
        return look_up(asked.get("maGCS", ""), asked.get("meSoDDCN", ""))

    async def post(request: Request) -> Response:
        try:
            asked = await read_object(request, LONGEST_BODY)
        except (TooLong, NoObject) as fault:
            return _answer(BAD_REQUEST, str(fault))
        return look_up(str(asked.get("maGCS") or ""), str(asked.get("meSoDDCN") or ""))

    return [Route("/chungsinh", get), Route("/chungsinh/traCuu", post, methods=["POST"])]


def _answer(code: str, words: str, data: dict[str, Any] | None = None) -> Response:
    return JSONResponse({"errorCode": code, "message": words, "data": data})


def _notice(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    born = datetime.fromisoformat(row["born_at"])
    mother = people.find(db, row["mother_id"])
    return {
        "maGCS": row["code"],
        "ngayCapGCS": f"{date.fromisoformat(row['issued_on']):%d.%m.%Y}",
        "coQuanCap": row["facility"],
        "meSoDDCN": row["mother_id"],
        "meHoTen": mother.full_name if mother else "",
        "meNgaySinh": mother.birth.vi().replace("/", ".") if mother else "",
        "meDanToc": mother.ethnicity if mother else "",
        "meNoiCuTru": mother.home.line() if mother else "",
        "nksGioiTinh": SEX[row["sex"]],
        "nksNgaySinh": f"{born:%d.%m.%Y}",
        "nksGioSinh": f"{born:%H:%M}",
        "nksNoiSinh": row["facility"],
        "canNang": row["grams"],
        "soConSinhRa": 1,
        "nguoiDoDe": row["midwife"],
    }
