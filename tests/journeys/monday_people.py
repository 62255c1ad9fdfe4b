"""What people do on a Monday away from the desk, by the use cases of their own pages.

    python tests/journeys/monday_people.py file 1.001193=1 2.000635=2
    python tests/journeys/monday_people.py agree

`file` brings declarations of the demo's people about; `agree` lets everybody agree to their draft.
"""

from __future__ import annotations

import sys
from uuid import uuid4

import django


def file(*wanted: str) -> None:
    from motcua.operations import demo_answers, demo_dossiers

    states = {demo_answers.EXTRACT: "paid"}
    for one in wanted:
        procedure, _, count = one.partition("=")
        alike = [
            row
            for row in demo_dossiers.declared()
            if row.get("procedure", demo_answers.BIRTH) == procedure
            and row["state"] == states.get(procedure, "submitted")
        ]
        demo_dossiers.bring(alike[-int(count) :])


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
