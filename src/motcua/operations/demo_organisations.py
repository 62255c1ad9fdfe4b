"""The demo's organisations, who acts for them, and the commune's helpers; all invented."""

from __future__ import annotations

from typing import Any

import yaml

from motcua.accounts.appointed_helpers import NewHelper, appoint, helpers_within
from motcua.accounts.service import (
    Account,
    Actor,
    NewMandate,
    Organisation,
    Role,
    acting,
    ask_for_check,
    give_mandate,
    mandates_of,
    posts_of,
)
from motcua.kernel import clock
from motcua.paths import PARAMETERS

ADMINISTRATOR = "quan-tri-1"


def load_organisations() -> int:
    """Keep the organisations of ``parameters/demo``; returns how many are new."""
    new = 0
    for row in _rows("organisations"):
        account, made = Account.objects.get_or_create(
            tax_code=row["tax_code"],
            defaults={
                "kind": Account.Kind.ORGANISATION,
                "username": f"eid-{row['tech_id']}",
                "full_name": row["name"],
                "tech_id": row["tech_id"],
                "level": 2,
                "created_at": clock.now(),
            },
        )
        known = {"sort": row["sort"], "representative": row["representative"]}
        Organisation.objects.get_or_create(account=account, defaults=known)
        ask_for_check(account.id, clock.now())
        new += made
        if not mandates_of(account):
            _name_delegates(account, row)
    return new


def load_helpers() -> None:
    """Appoint the helpers of ``parameters/demo`` once, by the province's administrator."""
    account = Account.objects.get(username=ADMINISTRATOR)
    by = acting(account, posts_of(account.id, clock.today())[0])
    if helpers_within(by):
        return
    for one in _rows("helpers"):
        first, last = one.pop("from"), one.pop("until")
        appoint(NewHelper(**one, first_day=first, last_day=last), by, clock.now())


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((PARAMETERS / "demo" / f"{name}.yaml").read_text())[
        name
    ]
    return rows


def _name_delegates(account: Account, row: dict[str, Any]) -> None:
    by = Actor(account_id=account.id, role=Role.APPLICANT, name=row["representative"])
    for one in row["mandates"]:
        mandate = NewMandate(
            personal_id=one["personal_id"],
            full_name=one["full_name"],
            procedures=one["procedures"],
            first_day=one["from"],
            last_day=one["until"],
        )
        give_mandate(account, mandate, by, clock.now())
