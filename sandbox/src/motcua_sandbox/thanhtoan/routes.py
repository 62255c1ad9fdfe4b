"""The payment platform at ``POST /thanhtoan``: INIT, QUERY, GET_BILL; its pages below.

What happens after the payer decided: the browser returns, and a callback tells the merchant.
``GET /thanhtoan/nhat-ky`` shows payments and how their callbacks were answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.kernel import clock
from motcua.kernel.clock import HANOI
from motcua_sandbox.bodies import NoObject, TooLong, read_form, read_object
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store
from motcua_sandbox.thanhtoan import callbacks, ledger, page, receipt, wire
from motcua_sandbox.thanhtoan.ledger import Payment

LONGEST_BODY = 256 * 1024
LAST_PAYMENTS = 100
FIELDS = {"INIT": wire.INIT, "QUERY": wire.SHORT, "GET_BILL": wire.SHORT}


class Refused(Exception):
    """The message is answered with MaLoi 99 and these words."""


class PaymentPlatform:
    def __init__(self, settings: Settings, store: Store, faults: Switchboard) -> None:
        self._settings = settings
        self._store = store
        self._faults = faults
        self._secret = settings.merchant.secret

    def routes(self) -> list[Route]:
        return [
            Route("/thanhtoan", self.receive, methods=["POST"]),
            Route("/thanhtoan/trang/{page}", self.show),
            Route("/thanhtoan/trang/{page}", self.settle, methods=["POST"]),
            Route("/thanhtoan/bien-lai/{page}.pdf", self.bill),
            Route("/thanhtoan/nhat-ky", self.log),
        ]

    async def receive(self, request: Request) -> Response:
        try:
            asked = await read_object(request, LONGEST_BODY)
        except (TooLong, NoObject) as fault:
            return JSONResponse(self._answer({}, wire.FAULT, str(fault)))
        serve = {"INIT": self._init, "QUERY": self._query, "GET_BILL": self._get_bill}
        kind = str(asked.get("LoaiBanTin", ""))
        try:
            self._check(asked, FIELDS.get(kind, ()))
            return JSONResponse(await run_in_threadpool(serve[kind], asked))
        except Refused as refusal:
            return JSONResponse(self._answer(asked, wire.FAULT, str(refusal)))

    def show(self, request: Request) -> Response:
        payment = self._payment_of(request)
        return page.show(payment) if payment else page.unknown()

    async def settle(self, request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(self._settle, request, form.get("outcome", ""))

    def bill(self, request: Request) -> Response:
        payment = self._payment_of(request)
        if payment is None or payment.state != "paid":
            return page.unknown()
        return Response(receipt.pdf(payment), media_type="application/pdf")

    def log(self, request: Request) -> Response:
        with self._store.reading() as db:
            reference = request.query_params.get("MaThamChieu")
            return JSONResponse(ledger.log(db, reference, LAST_PAYMENTS))

    def _init(self, asked: dict[str, Any]) -> dict[str, Any]:
        if not str(asked["SoTien"]).isdecimal() or int(asked["SoTien"]) <= 0:
            raise Refused("SoTien phải là số đồng nguyên dương")
        with self._store.writing() as db:
            name = ledger.begin(db, asked)
        if name is None:
            raise Refused("MaThamChieu đã được sử dụng")
        address = f"{self._settings.public_url}/thanhtoan/trang/{name}"
        return self._answer(asked, wire.OK, "Thành công") | {"UrlThanhToan": address}

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        payment = self._known(asked)
        message = payment.message("QUERY", wire.OK) | {
            "MoTaLoi": "Thành công",
            "TrangThaiGD": wire.STATE_OF[payment.state],
        }
        wrong = self._faults.strikes("thanhtoan", "wrong_signature", "QUERY") is not None
        return wire.sealed(message, wire.STATE, self._secret, wrong=wrong)

    def _get_bill(self, asked: dict[str, Any]) -> dict[str, Any]:
        payment = self._known(asked)
        if payment.state != "paid":
            raise Refused("Giao dịch chưa thanh toán, chưa có biên lai")
        address = f"{self._settings.public_url}/thanhtoan/bien-lai/{payment.page}.pdf"
        return self._answer(asked, wire.OK, "Thành công") | {"UrlBienLai": address}

    def _settle(self, request: Request, outcome: str) -> Response:
        # drawn before the transaction, which the draw would otherwise wait for
        plans = callbacks.drawn(self._faults) if outcome in {"paid", "failed"} else []
        name = request.path_params["page"]
        with self._store.writing() as db:
            if outcome in {"paid", "failed"}:
                settled = ledger.decide(db, name, outcome, wire.wire_time(clock.now()))
                if settled:
                    callbacks.plan(db, settled, plans, self._secret)
            payment = ledger.by_page(db, name)
        return page.leave(payment) if payment else page.unknown()

    def _known(self, asked: Mapping[str, Any]) -> Payment:
        with self._store.reading() as db:
            payment = ledger.by_reference(db, str(asked["MaThamChieu"]))
        if payment is None:
            raise Refused("Không tìm thấy giao dịch")
        return payment

    def _check(self, asked: Mapping[str, Any], fields: tuple[str, ...]) -> None:
        if not fields:
            raise Refused("LoaiBanTin không hợp lệ")
        if missing := [field for field in fields if asked.get(field) in (None, "")]:
            raise Refused(f"Thiếu {', '.join(missing)}")
        if asked["MaDoiTac"] != self._settings.merchant.name:
            raise Refused("MaDoiTac không đúng")
        if asked["PhienBan"] != wire.VERSION:
            raise Refused(f"PhienBan phải là {wire.VERSION}")
        if not _is_wire_time(str(asked["ThoiGianGD"])):
            raise Refused("ThoiGianGD phải theo dạng yyyyMMddHHmmss, 24 giờ")
        if not wire.is_genuine(asked, fields, self._secret):
            raise Refused("MaXacThuc không đúng")

    def _answer(self, asked: Mapping[str, Any], code: str, words: str) -> dict[str, Any]:
        message = {
            "MaLoi": code,
            "MoTaLoi": words,
            "MaDoiTac": self._settings.merchant.name,
            "MaThamChieu": str(asked.get("MaThamChieu", "")),
            "ThoiGianGD": wire.wire_time(clock.now()),
        }
        return wire.sealed(message, wire.ANSWER, self._secret)

    def _payment_of(self, request: Request) -> Payment | None:
        with self._store.reading() as db:
            return ledger.by_page(db, request.path_params["page"])


def _is_wire_time(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    except ValueError:
        return False
    return len(text) == len("yyyyMMddHHmmss")
