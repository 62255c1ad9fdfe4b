"""The person confirms what the official filled in: by a code on their phone, or by signing.

A code is for one version of the draft; changing the declaration afterwards asks for a new one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from motcua.counter.models import Intake

LASTS = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES = 5
DIGITS = 6


class CannotAgree(Exception):
    """``str()`` says why, and what else can be done."""


def make_code(intake: Intake, version: int, now: datetime) -> str:
    """Return a new code for the draft's version, kept as a digest only; in a transaction."""
    if intake.codes_sent >= MOST_CODES:
        raise CannotAgree(
            "Đã gửi mã quá nhiều lần. Mời người yêu cầu ký xác nhận trên bản in tờ khai"
        )
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    intake.code_digest, intake.code_version = _digest(intake, code), version
    intake.code_until, intake.code_tries = now + LASTS, 0
    intake.codes_sent += 1
    intake.save()
    return code


def agree_by_code(intake: Intake, typed: str, version: int, now: datetime) -> None:
    """Note that the person said the code; raises ``CannotAgree``."""
    if intake.code_until is None:
        raise CannotAgree("Chưa gửi mã xác nhận")
    if now > intake.code_until or intake.code_tries >= MOST_TRIES:
        raise CannotAgree("Mã xác nhận đã hết hiệu lực. Gửi mã mới")
    if version != intake.code_version:
        raise CannotAgree("Tờ khai đã thay đổi sau khi gửi mã. Gửi mã mới để xác nhận lại")
    if not hmac.compare_digest(_digest(intake, "".join(typed.split())), intake.code_digest):
        Intake.objects.filter(id=intake.id).update(code_tries=F("code_tries") + 1)
        raise CannotAgree("Mã xác nhận không đúng. Đề nghị người yêu cầu đọc lại tin nhắn")
    _agree(intake, "code", version, now)


def agree_by_signature(intake: Intake, version: int, now: datetime) -> None:
    """Note that the person signed the printed declaration, which goes into the paper file."""
    _agree(intake, "signature", version, now)


def has_agreed(intake: Intake, version: int) -> bool:
    return bool(intake.agreed) and intake.agreed_version == version


def _agree(intake: Intake, way: str, version: int, now: datetime) -> None:
    with transaction.atomic():
        intake.agreed, intake.agreed_version, intake.agreed_at = way, version, now
        intake.code_until = None
        intake.save()


def _digest(intake: Intake, code: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{intake.id} {code}".encode(), hashlib.sha256).hexdigest()
