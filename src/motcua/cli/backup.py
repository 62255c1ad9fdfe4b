"""`motcua backup`: database, files and keys into one archive."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from motcua import env
from motcua.paths import ROOT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path)


def run(args: argparse.Namespace) -> int:
    from motcua.operations.backup import BackupFailed, backup
    from motcua.operations.demo_places import owner_url

    home = Path(env.text("MOTCUA_HOME", str(ROOT / ".motcua")))
    try:
        backup(owner_url(home), home, args.archive)
    except BackupFailed as failure:
        print(f"motcua backup: {failure}", file=sys.stderr)
        return 1
    print(f"{args.archive}: written")
    return 0
