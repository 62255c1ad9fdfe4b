"""Accounts of provinces and ministries at the hub, and the sessions they are given."""

from __future__ import annotations

import hashlib
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection

from motcua.hub.codes import Answer, Refusal
from motcua.hub.fields import Text
from motcua.hub.models import HubAccount
from motcua.kernel import clock
from motcua.kernel.agency_codes import AgencyCode

LIFETIME_S = 15 * 60  # the producers keep a session for 10 minutes
_OPEN = """
WITH ended AS (DELETE FROM hub_hubsession WHERE expires_at < clock_timestamp())
INSERT INTO hub_hubsession (digest, account_id, expires_at)
VALUES (%s, %s, clock_timestamp() + %s * interval '1 second')
"""
_HOLDER = """
SELECT account.* FROM hub_hubsession session
JOIN hub_hubaccount account ON account.username = session.account_id
WHERE session.digest = %s AND session.expires_at > clock_timestamp() AND account.is_active
"""


def keep_account(username: str, agency: str, name: str, secret: str) -> HubAccount:
    """Create the account of a province or ministry, or give it a new secret."""
    root = AgencyCode.parse(agency).root
    account, _ = HubAccount.objects.update_or_create(
        username=username,
        defaults={"agency": root, "name": name, "secret_hash": make_password(secret)},
        create_defaults={
            "agency": root,
            "name": name,
            "secret_hash": make_password(secret),
            "created_at": clock.now(),
        },
    )
    return account


def log_in(username: str, secret: str) -> str:
    """Return a new session token; raises ``Refusal``."""
    name = Text(80).read("username", username, clock.now())
    Text(200).read("password", secret, clock.now())
    account = HubAccount.objects.filter(username=name, is_active=True).first()
    held = account.secret_hash if account else make_password(None)
    if not check_password(secret, held) or account is None:
        raise Refusal(Answer.SESSION, "Tên đăng nhập hoặc mật khẩu không đúng")
    token = secrets.token_urlsafe(32)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [_digest(token), account.username, LIFETIME_S])
    return token


def holder(token: str) -> HubAccount:
    """Return the account of a session; raises ``Refusal``."""
    for account in HubAccount.objects.raw(_HOLDER, [_digest(token)]):
        return account
    raise Refusal(Answer.SESSION, "Phiên làm việc không hợp lệ hoặc đã hết hạn")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
