"""The national wire (NDXP): login, integration (up) and share (down), in its true envelope.

Every answer is HTTP 200 with code and message; what is refused is kept as a dead letter.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.hub import answers, extension, filed, mandates, receiving, sessions, sharing, storing
from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import HubAccount
from motcua.hub.sharing import Rows
from motcua.kernel import clock
from motcua.kernel.agency_codes import AgencyCode, BadAgencyCode

FAULT = "Cổng đang gặp sự cố, đề nghị gửi lại sau"
LONGEST_CODE = 64
log = logging.getLogger(__name__)
EXTENDED = {
    receiving.DOSSIERS: extension.receive_dossiers,
    receiving.PROGRESS: extension.receive_progress,
}
PLAIN = {
    receiving.PROGRESS: receiving.receive_progress,
    "DongBoHoiDap": answers.receive_questions,
    "DongBoKetQuaHoiDapGuiTuDVCQG": answers.receive_answers,
    "DongBoDanhGia": answers.receive_ratings,
    filed.ANSWERED: filed.receive_answers,
    mandates.TOLD: mandates.receive,
}
Work = Callable[[HubAccount, dict[str, Any], str], Rows]


@csrf_exempt
@require_POST
def login(request: HttpRequest) -> JsonResponse:
    """Give a session; what is refused here holds a password and is not kept."""
    try:
        asked, _ = _envelope(request)
        token = sessions.log_in(_text(asked, "username"), _text(asked, "password"))
    except Refusal as refusal:
        log.warning("login refused")
        return JsonResponse({"error_code": int(refusal.code), "message": refusal.reason})
    except DatabaseError:
        log.exception("no session given")
        return JsonResponse({"error_code": int(Answer.FAULT), "message": FAULT})
    return JsonResponse({"error_code": 0, "session": token, "message": "Đăng nhập thành công"})


@csrf_exempt
@require_POST
def integration(request: HttpRequest) -> JsonResponse:
    return _answer(request, _receive)


@csrf_exempt
@require_POST
def share(request: HttpRequest) -> JsonResponse:
    def work(account: HubAccount, asked: dict[str, Any], body: str) -> Rows:
        service = sharing.found(_text(asked, "service"))
        if service is None:
            raise Refusal(Answer.UNKNOWN_SERVICE, "Dịch vụ không có trên Cổng")
        return service(account, asked)

    return _answer(request, work)


def _receive(account: HubAccount, asked: dict[str, Any], body: str) -> Rows:
    service, data, now = _text(asked, "service"), asked.get("data"), clock.now()
    if service in EXTENDED and extension.is_spoken(asked):
        return EXTENDED[service](account, data, body, now)
    if service == receiving.DOSSIERS:
        updating = _flag(asked, "isUpdating")
        receiving.receive_dossiers(account, data, body, now, updating=updating)
    elif service in PLAIN:
        PLAIN[service](account, data, body, now)
    else:
        raise Refusal(Answer.UNKNOWN_SERVICE, "Dịch vụ không có trên Cổng")
    return []


def _answer(request: HttpRequest, work: Work) -> JsonResponse:
    try:
        return _reply(Answer.OK, "Thành công", _judged(request, work))
    except Refusal as refusal:
        return _reply(refusal.code, refusal.reason)
    except DatabaseError:
        log.exception("message not stored")
        return _reply(Answer.FAULT, FAULT)


def _judged(request: HttpRequest, work: Work) -> Rows:
    """Do the work of a request; raises ``Refusal`` once it is kept as a dead letter."""
    account: HubAccount | None = None
    asked: dict[str, Any] = {}
    body = ""
    try:
        asked, body = _envelope(request)
        token = _text(asked, "session")
        body = body.replace(token, "***") if token else body
        account = sessions.holder(token)
        _check_agency(account, _text(asked, "madonvi"))
        return work(account, asked, body)
    except Refusal as refusal:
        log.warning("message refused", extra={"code": refusal.code.value})
        storing.keep_refused_message(account, asked.get("service"), body, refusal, clock.now())
        raise


def _reply(code: Answer, message: str, result: Rows | None = None) -> JsonResponse:
    return JsonResponse({"error_code": code.value, "message": message, "result": result or []})


def _envelope(request: HttpRequest) -> tuple[dict[str, Any], str]:
    try:
        body = request.body.decode()
        asked = json.loads(body)
    except RequestDataTooBig as fault:
        raise Refusal(Answer.CONTENT, "Bản tin quá lớn") from fault
    except (ValueError, RecursionError) as fault:
        raise Refusal(Answer.CONTENT, "Bản tin không phải JSON mã hóa UTF-8") from fault
    if not isinstance(asked, dict):
        raise Refusal(Answer.CONTENT, "Bản tin phải là một đối tượng JSON")
    return asked, body


def _check_agency(account: HubAccount, code: str) -> None:
    try:
        root = AgencyCode.parse(code[:LONGEST_CODE]).root
    except BadAgencyCode as fault:
        raise Refusal(Answer.AGENCY, f"Trường madonvi: {fault}") from fault
    if root != account.agency:
        raise Refusal(Answer.AGENCY, "Trường madonvi không thuộc tài khoản đăng nhập")


def _text(asked: dict[str, Any], name: str) -> str:
    found = asked.get(name, "")
    if not isinstance(found, str):
        raise Refusal(Answer.CONTENT, f"Trường {name}: phải là chuỗi ký tự")
    return found


def _flag(asked: dict[str, Any], name: str) -> bool:
    written = str(asked.get(name, "")).lower()
    if written not in {"true", "false"}:
        raise Refusal(Answer.CONTENT, f"Trường {name}: chỉ nhận True hoặc False")
    return written == "true"
