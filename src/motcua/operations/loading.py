"""Bring reference data of parameters/ into the database."""

from __future__ import annotations

import hashlib
from datetime import date

import yaml
from django.conf import settings

from motcua.accounts.service import keep_official
from motcua.agencies import service as agencies
from motcua.kernel import clock
from motcua.kernel.parameters import parameters
from motcua.operations.demo_accounts import PASSWORD
from motcua.paths import PARAMETERS

TWO_LEVELS_SINCE = date(2025, 7, 1)


def load_agencies() -> int:
    """Load the agency tree; returns the number of agencies and units."""
    return agencies.load(
        {
            "code": str(record.code),
            "name": record.name,
            "short_name": record.short_name,
            "kind": record.kind,
            "parent_id": _parent(str(record.code)),
            "place_code": record.commune_code or "",
            "valid_from": TWO_LEVELS_SINCE,
        }
        for record in parameters().agencies
    )


def load_demo() -> int:
    """Load the demo's officials; refused outside a demo, where their passwords are known."""
    if not settings.DEMO:
        raise PermissionError("demo officials have published passwords; set MOTCUA_DEMO=1")
    rows = yaml.safe_load((PARAMETERS / "demo" / "officials.yaml").read_text())["officials"]
    for row in rows:
        key = hashlib.sha1(f"motcua-demo-totp:{row['username']}".encode()).hexdigest()  # noqa: S324
        keep_official(row, password=PASSWORD, totp_key=key, now=clock.now())
    return len(rows)


def _parent(code: str) -> str | None:
    known = {str(record.code) for record in parameters().agencies}
    above = code.rpartition(".")[0]
    while above and above not in known:
        above = above.rpartition(".")[0]
    return above or None
