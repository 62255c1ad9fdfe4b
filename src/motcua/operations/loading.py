"""Bring reference data of parameters/ into the database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from motcua.accounts.service import Account, Role, keep_official
from motcua.agencies import service as agencies
from motcua.hub.sessions import keep_account
from motcua.kernel import clock
from motcua.kernel.parameters import parameters
from motcua.operations.demo_accounts import PASSWORD
from motcua.operations.demo_dossiers import load_queue, officials
from motcua.operations.demo_matching import load_matching
from motcua.operations.demo_organisations import load_helpers, load_organisations
from motcua.papers.authority import issue_certificate, make_authority
from motcua.papers.certificates import Holder
from motcua.papers.service import keys_folder

# decide over people's rights in writing: results, refusals, apologies, notices of stopping
_SIGN = frozenset({Role.SIGNER, Role.CENTRE_HEAD, Role.SPECIALIST})
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
    rows = officials()
    make_authority(keys_folder(), clock.now())
    for row in rows:
        account = keep_demo_official(row)
        for post in row["posts"]:
            if post["role"] in _SIGN:
                _certify(str(account.id), account.full_name, post["agency"])
    if settings.ROLE == "hub":
        ours = settings.SYSTEMS["national"]
        keep_account(ours["username"], ours["agency"], "Tỉnh Phú Thọ", ours["secret"])
    else:
        load_matching()
        load_organisations()
        load_helpers()
        load_queue()
    for commune in agencies.communes(clock.today()):
        _certify(commune.code, commune.name, commune.code, seal=True)
    return len(rows)


def keep_demo_official(row: Mapping[str, Any]) -> Account:
    """Keep one official of the demo, whose password and authenticator's key are published."""
    key = hashlib.sha1(f"motcua-demo-totp:{row['username']}".encode()).hexdigest()  # noqa: S324
    return keep_official(row, password=PASSWORD, totp_key=key, now=clock.now())


def _certify(ref: str, name: str, agency_code: str, *, seal: bool = False) -> None:
    body = agencies.agency(agency_code).name
    code = agency_code if seal else ""
    issue_certificate(keys_folder(), Holder(ref=ref, name=name, agency=body, agency_code=code))


def _parent(code: str) -> str | None:
    known = {str(record.code) for record in parameters().agencies}
    above = code.rpartition(".")[0]
    while above and above not in known:
        above = above.rpartition(".")[0]
    return above or None
