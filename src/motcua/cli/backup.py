"""`motcua backup`: database, files and keys into one archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from motcua.cli.failing import CommandFailed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path)


def run(args: argparse.Namespace) -> int:
    from motcua.operations import demo_places
    from motcua.operations.backup import BackupFailed, backup

    try:
        backup(demo_places.owner_url(), demo_places.home(), args.archive)
    except BackupFailed as failure:
        raise CommandFailed(str(failure)) from failure
    print(f"{args.archive}: written")
    return 0
