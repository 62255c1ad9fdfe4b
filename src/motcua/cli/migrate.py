"""`motcua migrate`: bring the database to this version with the owner's login."""

from __future__ import annotations

import argparse

from motcua import env


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "reads OWNER_DATABASE_URL; the application's own login cannot migrate"


def run(args: argparse.Namespace) -> int:
    from motcua.operations.migrating import migrate

    migrate(env.text("OWNER_DATABASE_URL"))
    return 0
