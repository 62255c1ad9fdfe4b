"""The civil-status register (Bộ Tư pháp): ``/hotich`` (interfaces.md 3.1).

Known: services, request fields, states 1–4, error codes. Guesses: the address of the token, that
errors come with HTTP 200, the name ``value`` of what is returned, that a second hand-over of a
dossier is error 500 with the words 'đã được tiếp nhận', the look-ups of a marriage and of an entry.
Births (KS), copies of extracts (BS) and confirmations of marital status (HN) are registered.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.kernel.bad_input import BadInput
from motcua.kernel.partial_dates import PartialDate
from motcua_sandbox.bodies import NoObject, TooLong, read_form, read_object
from motcua_sandbox.client_auth import is_client
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.hotich import declared, entries, marriages, register
from motcua_sandbox.hotich.declared import DataIncorrect
from motcua_sandbox.hotich.register import Dossier
from motcua_sandbox.population import communes
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store

AUTHEN_ERROR, AGENCY_ID_INCORRECT, DATA_INCORRECT = "100", "106", "500"
RECORD_UNCOMPLETE, RECORD_NOT_FOUND = "200", "201"
TOKEN_SECONDS = 3600
LONGEST_BODY = 20 * 1024 * 1024  # papers travel along in Base64
STATES = {
    register.WAITING: "Đã tiếp nhận hồ sơ, chờ xử lý",
    register.ELIGIBLE: "Hồ sơ đủ điều kiện giải quyết",
    register.REGISTERED: "Đã hoàn thành đăng ký",
}
Answer = dict[str, Any]


class ServiceError(Exception):
    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class CivilStatus:
    def __init__(self, settings: Settings, store: Store, faults: Switchboard) -> None:
        self._settings = settings
        self._store = store
        self._faults = faults

    def routes(self) -> list[Route]:
        services = {
            "dangKyHoTich": self.register,
            "traTrangThaiHoSo": self.progress,
            "ketQuaDangKyHS": self.result,
            "traCuuKetHon": self.marriage,
            "traCuuDangKy": self.entry,
        }
        return [
            Route("/hotich/token", self.token, methods=["POST"]),
            *(
                Route(f"/hotich/1.0/{name}", self._service(serve), methods=["POST"])
                for name, serve in services.items()
            ),
        ]

    async def token(self, request: Request) -> Response:
        form = await read_form(request)
        authorization = request.headers.get("authorization", "")
        if not is_client(self._settings.civil_status_client, authorization, form):
            return JSONResponse({"error": "invalid_client"}, 401)
        if form.get("grant_type") != "client_credentials":
            return JSONResponse({"error": "unsupported_grant_type"}, 400)
        token = secrets.token_urlsafe(32)
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO civil_status_token VALUES (?, ?)", (token, time.time() + TOKEN_SECONDS)
            )
        return JSONResponse(
            {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
        )

    def register(self, asked: Answer) -> Answer:
        dossier, module = _dossier(asked), str(asked.get("module", ""))
        if module not in {declared.BIRTH, *declared.NEEDED}:
            raise ServiceError(DATA_INCORRECT, f"Nghiệp vụ {module} chưa được mô phỏng")
        late = self._faults.strikes("hotich", "late")
        try:
            declaration = declared.read(module, str(asked.get("data") or ""))
            with self._store.writing() as db:
                register.receive(db, dossier, module, declaration, late.seconds if late else 0)
        except DataIncorrect as fault:
            raise ServiceError(DATA_INCORRECT, str(fault)) from fault
        return _answer(1, "Gửi thông tin thành công")

    def progress(self, asked: Answer) -> Answer:
        state, _ = self._poll(asked)
        return _answer(state, STATES[state])

    def result(self, asked: Answer) -> Answer:
        state, result = self._poll(asked)
        if state != register.REGISTERED:
            raise ServiceError(RECORD_UNCOMPLETE, "Hồ sơ chưa hoàn thành đăng ký")
        return _answer(1, "Giao dịch thành công") | {"value": result}

    def marriage(self, asked: Answer) -> Answer:
        people = [str(asked.get(name) or "") for name in ("soDDCNChong", "soDDCNVo")]
        if not all(len(number) == 12 and number.isdecimal() for number in people):
            raise ServiceError(DATA_INCORRECT, "Cần số định danh của hai người, mỗi số 12 chữ số")
        with self._store.reading() as db:
            found = marriages.find(db, *people)
        if found is None:
            raise ServiceError(RECORD_NOT_FOUND, "Không tìm thấy đăng ký kết hôn của hai người")
        return _answer(1, "Giao dịch thành công") | {"value": found}

    def entry(self, asked: Answer) -> Answer:
        try:
            born = PartialDate.parse(str(asked.get("ngaySinh") or ""))
        except BadInput as fault:
            raise ServiceError(DATA_INCORRECT, "Ngày sinh không hợp lệ (ngaySinh)") from fault
        facts = [str(asked.get(name) or "") for name in ("loaiBanSao", "hoTen", "soDDCN")]
        with self._store.reading() as db:
            found = entries.find(db, facts[0], facts[1], born, facts[2])
        if found is None:
            raise ServiceError(RECORD_NOT_FOUND, "Không tìm thấy việc hộ tịch đã đăng ký")
        return _answer(1, "Giao dịch thành công") | {"value": found}

    def _poll(self, asked: Answer) -> tuple[int, dict[str, str]]:
        with self._store.writing() as db:
            found = register.poll(db, _dossier(asked), self._settings.polls_until_registered)
        if found is None:
            raise ServiceError(RECORD_NOT_FOUND, "Hồ sơ không tồn tại")
        return found

    def _service(self, serve: Callable[[Answer], Answer]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            try:
                self._check_token(request)
                asked = await read_object(request, LONGEST_BODY)
                return JSONResponse(await run_in_threadpool(serve, asked))
            except ServiceError as fault:
                return JSONResponse(_fault(fault.code, str(fault)))
            except (TooLong, NoObject) as fault:
                return JSONResponse(_fault(DATA_INCORRECT, str(fault)))

        return endpoint

    def _check_token(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        with self._store.reading() as db:
            known = db.execute(
                "SELECT 1 FROM civil_status_token WHERE token = ? AND until > ?",
                (token, time.time()),
            ).fetchone()
        if scheme.lower() != "bearer" or known is None:
            raise ServiceError(AUTHEN_ERROR, "Mã xác thực không chính xác")


def _dossier(asked: Answer) -> Dossier:
    """Read who registers and which dossier; maDonVi is the commune's code as a number (a guess)."""
    unit = str(asked.get("maDonVi", ""))
    commune = communes.by_code().get(unit.zfill(5)) if unit.isdecimal() else None
    if commune is None:
        raise ServiceError(AGENCY_ID_INCORRECT, f"Mã đơn vị {unit} không chính xác")
    code = asked.get("maHoSo") or asked.get("maHoSoMCDT") or asked.get("maHoSoLT")
    if not code:
        raise ServiceError(DATA_INCORRECT, "Thiếu mã hồ sơ")
    return Dossier(commune, str(code))


def _answer(status: int, words: str) -> Answer:
    return {"status": status, "statusDescription": words, "errorCode": "", "errorDescription": ""}


def _fault(code: str, words: str) -> Answer:
    return {"status": 0, "statusDescription": "", "errorCode": code, "errorDescription": words}
