"""`motcua hub add-agency`: give a province or ministry its account at the national hub."""

from __future__ import annotations

import argparse
import os
import secrets
import sys

SECRET = "MOTCUA_HUB_SECRET"  # noqa: S105 the name of a setting


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add-agency", help="create an account, or give it a new secret")
    add.add_argument("agency", help="code of the province or ministry, e.g. H44")
    add.add_argument("--name", default="", help="its name, as the hub's pages show it")
    add.add_argument("--username", default="", help="login; the code when not given")
    add.epilog = f"The secret is read from {SECRET}; without it one is made and printed once."


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from motcua.hub import sessions
    from motcua.kernel.agency_codes import BadAgencyCode

    given = os.environ.get(SECRET, "")
    secret = given or secrets.token_urlsafe(24)
    try:
        account = sessions.keep_account(
            args.username or args.agency, args.agency, args.name or args.agency, secret
        )
    except BadAgencyCode as fault:
        print(f"motcua hub: {fault}", file=sys.stderr)
        return 1
    print(f"{account.username}: account of {account.agency} is ready")
    if not given:
        print(f"secret, shown once: {secret}")
    return 0
