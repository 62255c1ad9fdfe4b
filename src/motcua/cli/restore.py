"""`motcua restore`: database, files and keys out of one archive."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from motcua import env
from motcua.paths import ROOT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path)


def run(args: argparse.Namespace) -> int:
    from motcua.operations.backup import BackupFailed, restore
    from motcua.operations.demo_places import owner_url

    home = Path(env.text("MOTCUA_HOME", str(ROOT / ".motcua")))
    try:
        restore(owner_url(home), home, args.archive)
    except BackupFailed as failure:
        print(f"motcua restore: {failure}", file=sys.stderr)
        return 1
    print(f"{args.archive}: restored")
    return 0
