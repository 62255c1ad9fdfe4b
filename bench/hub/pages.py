"""How long the hub's pages take an official of the national side."""

from __future__ import annotations

import http.client
import time
from datetime import date
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.accounts.service import keep_official
from motcua.agencies import service as agencies
from motcua.kernel import clock

EMPTY = "/?agency=H99"
LISTS = ("/?agency=H44.28", "/?agency=H44.28&show=4", "/?agency=H44.28&show=late",
         "/?agency=H44.28&show=silent", "/?agency=H44.28&show=finished_late", "/agencies/H44/")  # fmt: skip


def official() -> str:
    """Return the session of a signed-in official with oversight."""
    since = date(2020, 1, 1)
    agencies.load([{"code": "G22", "name": "Văn phòng", "kind": "ministry", "valid_from": since}])
    post = {"agency": "G22", "role": "oversight", "title": "chuyên viên", "from": since}
    row = {"username": "bench-hub", "full_name": "Lê Thu Hà", "posts": [post]}
    account = keep_official(row, password=uuid4().hex, totp_key="00" * 20, now=clock.now())
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=account).persistent_id
    session.save()
    return str(session.session_key)


def p95_ms(url: str, session: str, times: int) -> dict[str, float]:
    """Return the 95th percentile of each page in milliseconds, asked for in turn."""
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    took: dict[str, list[float]] = {path: [] for path in (EMPTY, *LISTS)}
    for path in took:
        _open(line, path, session)
    for _ in range(times):
        for path, listed in took.items():
            listed.append(_open(line, path, session))
    return {path: sorted(listed)[int(len(listed) * 0.95)] * 1000 for path, listed in took.items()}


def _open(line: http.client.HTTPConnection, path: str, session: str) -> float:
    begun = time.perf_counter()
    line.request("GET", path, headers={"Cookie": f"motcua_hub_session={session}"})
    answer = line.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return time.perf_counter() - begun
