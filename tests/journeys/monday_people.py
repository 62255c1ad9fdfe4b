"""What people do on a Monday away from the desk, by the use cases of their own pages.

    python tests/journeys/monday_people.py file 1.001193=1 2.000635=2
    python tests/journeys/monday_people.py agree

`file` brings declarations of the demo's people about, or everything; `agree` lets everybody agree to their draft.
"""

from __future__ import annotations

import sys
from typing import Any
from uuid import uuid4

import django


def file(*wanted: str) -> None:
    from motcua.accounts.models import Account
    from motcua.dossiers import service as dossiers
    from motcua.operations import demo_answers, demo_dossiers

    known = set(Account.objects.values_list("personal_id", flat=True))
    for one in wanted:
        if one == "everything":
            demo_dossiers.bring(demo_dossiers.declared())
            continue
        procedure, _, count = one.partition("=")
        state = "paid" if procedure == demo_answers.EXTRACT else "submitted"
        alike = [
            {**row, "state": state}
            for row in demo_dossiers.declared()
            if row.get("procedure", demo_answers.BIRTH) == procedure
            and _declarant(row)["id"] not in known
        ]
        for row in alike[-int(count) :]:
            demo_dossiers.bring([row])
            account = Account.objects.get(personal_id=_declarant(row)["id"])
            print(dossiers.my_dossiers(account.id, account.personal_id)[0].dossier.code)


def _declarant(row: dict[str, Any]) -> dict[str, Any]:
    return row.get("person") or row["mother"]


def agree() -> None:
    from motcua.accounts.models import Account
    from motcua.accounts.service import Actor, Role
    from motcua.dossiers import service as dossiers
    from motcua.dossiers.service import Action, Command
    from motcua.kernel import clock

    for account in Account.objects.filter(username__startswith="demo-"):
        actor = Actor(account_id=account.id, role=Role.APPLICANT, name=account.full_name)
        for one in dossiers.my_dossiers(account.id, account.personal_id):
            if one.dossier.step == "confirmation":
                agreed = Command(action=Action.CONFIRM_DRAFT)
                dossiers.perform(
                    one.dossier.code, agreed, actor, command_id=uuid4(), now=clock.now()
                )


if __name__ == "__main__":
    django.setup()
    {"file": file, "agree": agree}[sys.argv[1]](*sys.argv[2:])
