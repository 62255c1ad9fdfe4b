"""Commands that speak to the database."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import wraps

from motcua.cli.failing import CommandFailed

Run = Callable[[argparse.Namespace], int]


def at_database(run: Run) -> Run:
    """Set Django up before ``run``; a database that cannot serve becomes ``CommandFailed``.

    Beside a demo and with no database named, the command speaks to the demo's.
    """

    @wraps(run)
    def prepared(args: argparse.Namespace) -> int:
        import django
        from django.db import OperationalError, ProgrammingError

        from motcua.operations import demo_places

        demo_places.adopt()
        os.environ.setdefault("MOTCUA_DB_POOLED", "0")  # one connection, refused at once
        django.setup()
        try:
            return run(args)
        except OperationalError as fault:
            first_line = str(fault).partition("\n")[0]
            raise CommandFailed(f"the database does not answer: {first_line}") from fault
        except ProgrammingError as fault:
            if "does not exist" not in str(fault):
                raise
            raise CommandFailed("the database is of another version: `motcua migrate`") from fault

    return prepared
