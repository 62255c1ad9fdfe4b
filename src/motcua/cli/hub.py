"""`motcua hub`: accounts of provinces and ministries, and the rows that pages read."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import time

from motcua.cli.at_database import at_database

SECRET = "MOTCUA_HUB_SECRET"  # noqa: S105 the name of a setting


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add-agency", help="create an account, or give it a new secret")
    add.add_argument("agency", help="code of the province or ministry, e.g. H44")
    add.add_argument("--name", default="", help="its name, as the hub's pages show it")
    add.add_argument("--username", default="", help="login; the code when not given")
    add.epilog = f"The secret is read from {SECRET}; without it one is made and printed once."
    rebuild = verbs.add_parser("rebuild", help="fold all stored messages anew; hides nothing")
    rebuild.add_argument("--json", action="store_true", help="print one object")


@at_database
def run(args: argparse.Namespace) -> int:
    return _rebuild(args) if args.verb == "rebuild" else _add_agency(args)


def _add_agency(args: argparse.Namespace) -> int:
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


def _rebuild(args: argparse.Namespace) -> int:
    from motcua.hub.rebuilding import Rebuilt, rebuild

    def tell(done: Rebuilt) -> None:
        print(f"\r{done.messages} messages, {done.items} items", end="", file=sys.stderr)

    begun = time.perf_counter()
    done = rebuild(tell)
    seconds = time.perf_counter() - begun
    print(file=sys.stderr)
    if args.json:
        print(json.dumps({**vars(done), "seconds": round(seconds, 3)}))
    else:
        print(f"{done.items} items in {seconds:.1f} s; {done.changed} rows differed and are right")
    if done.unreadable:
        print(f"motcua hub: {done.unreadable} items are refused by today's rules", file=sys.stderr)
    return int(done.unreadable > 0)
