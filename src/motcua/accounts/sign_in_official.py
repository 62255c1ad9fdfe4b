"""Sign-in of officials: password and a code of their authenticator (TOTP), asked together.

In place of a code, one of the recovery codes (mã dự phòng) does, once.

One sentence answers every wrong attempt, so that it tells nothing about names or passwords.
Each failure doubles the wait of that account, up to ``LONGEST_WAIT``.
"""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django_otp import login as remember_device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts import open_sessions
from motcua.accounts.account_events import note
from motcua.accounts.actors import Actor
from motcua.accounts.models import Account
from motcua.accounts.roles import Role
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import nfc

MOST_FAILURES = 9
LONGEST_WAIT = 2 ** (MOST_FAILURES - 1)  # seconds
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInRefused(BadInput):
    """Name, password or code is wrong, or the account has to wait after earlier failures."""

    def __init__(self) -> None:
        super().__init__(
            "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng. "
            "Sau mỗi lần sai phải chờ lâu hơn, tối đa 5 phút, trước khi thử lại"
        )


class CodeUsed(BadInput):
    """The code was right and has opened a session before; the next one is at most 30 s away."""

    def __init__(self) -> None:
        super().__init__(
            "Mã xác thực này đã được dùng một lần. "
            "Chờ ứng dụng hiện mã mới (không quá 30 giây) rồi đăng nhập lại"
        )


def sign_in(request: HttpRequest, username: str, password: str, code: str) -> Account:
    """Open a new session for an official; raises ``SignInRefused`` or ``CodeUsed``.

    The session's key changes, so a key that somebody planted before is worthless.
    """
    account = Account.objects.filter(
        kind=Account.Kind.OFFICIAL, is_active=True, username=nfc(username)
    ).first()
    if account is None:
        make_password(password)  # as slow as looking a real one up
        raise SignInRefused
    device = _accepted(account, password, code)
    login(request, account, backend=_BACKEND)
    remember_device(request, device)
    _note(request, account, recovered=isinstance(device, StaticDevice))
    return account


def _note(request: HttpRequest, account: Account, *, recovered: bool) -> None:
    now = clock.now()
    open_sessions.remember(request, account.id, now)
    by = Actor(account_id=account.id, role=Role.SYSTEM, name=account.full_name)
    terminal = str(request.META.get("REMOTE_ADDR", ""))
    note(account.id, "recovery_used" if recovered else "signed_in", by, now, terminal)


def _accepted(account: Account, password: str, code: str) -> TOTPDevice | StaticDevice:
    knows_password = account.check_password(password)
    digits = "".join(filter(str.isdecimal, code[:20]))
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=account, confirmed=True).first()
        if device and knows_password and (spare := _recovered(device, account, code)):
            return spare
        refusal = _refusal(device, knows_password, digits)
    if refusal or device is None:
        raise refusal or SignInRefused
    return device


def _recovered(device: TOTPDevice, account: Account, code: str) -> StaticDevice | None:
    """Use up a recovery code, unless the account has to wait after earlier failures."""
    word = code.strip().lower()[:20]
    if not word or word.isdecimal() or not device.verify_is_allowed()[0]:
        return None
    spare = StaticDevice.objects.filter(user=account, confirmed=True).first()
    return spare if spare and spare.verify_token(word) else None


def _refusal(device: TOTPDevice | None, knows_password: bool, digits: str) -> BadInput | None:
    """Use up a code; failures are counted on the device, whichever part was wrong."""
    if device is None or not device.verify_is_allowed()[0]:
        return SignInRefused()
    if not knows_password:
        device.throttle_increment(commit=False)
    elif _was_used(device, digits):
        return CodeUsed()
    elif device.verify_token(digits):
        return None
    device.throttling_failure_count = min(device.throttling_failure_count, MOST_FAILURES)
    device.save()
    return SignInRefused()


def _was_used(device: TOTPDevice, digits: str) -> bool:
    if not digits:
        return False
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    return bool(totp.verify(int(digits), device.tolerance) and totp.t() <= device.last_t)
