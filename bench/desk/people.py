"""Receivers who are signed in, for the figures of the desk."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.service import keep_official
from motcua.kernel import clock

KEY = "3132333435363738393031323334353637383930"


def receiver(agency: str) -> Client:
    """Return a browser in which the receiver of ``agency`` has given password and code."""
    row = {
        "username": f"bench-{agency}",
        "full_name": "Cán bộ tiếp nhận",
        "posts": [
            {"agency": agency, "role": "receiver", "title": "chuyên viên", "from": date(2025, 7, 1)}
        ],
    }
    account = keep_official(row, password="bench", totp_key=KEY, now=clock.now())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=account).persistent_id
    session.save()
    return client
