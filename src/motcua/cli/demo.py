"""`motcua demo`: everything on this machine with a demo province."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from motcua import env
from motcua.paths import ROOT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", type=Path, help="data folder (MOTCUA_HOME, default .motcua)")
    parser.add_argument(
        "--as-of",
        choices=("2024", "2026"),
        default="2026",
        help="where people file: 2024 at their node, 2026 (as today) on the national portal",
    )
    parser.add_argument("--port-base", type=int, help="node; hub and sandbox follow (default 8000)")


def run(args: argparse.Namespace) -> int:
    from subprocess import CalledProcessError

    from motcua.operations.demo import Demo
    from motcua.operations.postgres import PostgresFailed

    home = args.home or Path(env.text("MOTCUA_HOME", str(ROOT / ".motcua")))
    base = args.port_base or env.number("MOTCUA_PORT_BASE", 8000)
    try:
        Demo(home.resolve(), base, national_filing=args.as_of != "2024").run(
            lambda line: print(line, flush=True)
        )
    except (PostgresFailed, CalledProcessError, TimeoutError, RuntimeError) as failure:
        print(f"motcua demo: {failure}", file=sys.stderr)
        return 1
    return 0
