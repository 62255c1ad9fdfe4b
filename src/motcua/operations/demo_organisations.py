"""The demo's organisations and the people who act for them; all invented."""

from __future__ import annotations

from typing import Any

import yaml

from motcua.accounts.service import (
    Account,
    Actor,
    NewMandate,
    Organisation,
    Role,
    give_mandate,
    mandates_of,
)
from motcua.kernel import clock
from motcua.paths import PARAMETERS


def load_organisations() -> int:
    """Keep the organisations of ``parameters/demo``; returns how many are new."""
    rows = yaml.safe_load((PARAMETERS / "demo" / "organisations.yaml").read_text())
    new = 0
    for row in rows["organisations"]:
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
        new += made
        if not mandates_of(account):
            _name_delegates(account, row)
    return new


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
