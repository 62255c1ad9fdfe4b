"""The log of an account (nhật ký tài khoản): who did what to it, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.accounts.actors import Actor
from motcua.accounts.models import AccountEvent

KINDS = {
    "created": "Tạo tài khoản",
    "post_given": "Giao vị trí công tác",
    "post_ended": "Thôi giao vị trí công tác",
    "invited": "Cấp phiếu kích hoạt",
    "activated": "Đặt mật khẩu và ứng dụng xác thực",
    "signed_in": "Đăng nhập",
    "recovery_used": "Đăng nhập bằng mã dự phòng",
    "sessions_ended": "Kết thúc các phiên đăng nhập",
    "means_given": "Ghi phương tiện ký số",
    "means_ended": "Thôi dùng phương tiện ký số",
    "delegated": "Giao ký thay, ủy quyền",
    "delegation_ended": "Thôi giao ký thay, ủy quyền",
    "locked": "Tạm khóa tài khoản",
    "unlocked": "Mở khóa tài khoản",
    "helper_appointed": "Cử người hỗ trợ",
    "helper_ended": "Thôi cử người hỗ trợ",
    "mandate_given": "Ủy quyền nộp hồ sơ thay tổ chức",
    "mandate_ended": "Chấm dứt ủy quyền",
}
SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Entry:
    at: datetime
    by: str
    said: str
    about: str


def note(account_id: UUID, kind: str, by: Actor, now: datetime, about: str = "") -> None:
    """Add an entry of one of ``KINDS`` in the caller's transaction."""
    AccountEvent.objects.create(
        account_id=account_id,
        at=now,
        by=by.account_id,
        by_name=by.name,
        kind=kind,
        about=about[:200],
    )


def log_of(account_id: UUID) -> list[Entry]:
    """Return the newest entries of an account, newest first."""
    rows = AccountEvent.objects.filter(account_id=account_id).order_by("-at", "-id")[:SHOWN]
    return [Entry(at=r.at, by=r.by_name, said=KINDS[r.kind], about=r.about) for r in rows]
