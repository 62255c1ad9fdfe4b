"""`motcua scenario hoa-binh`: a province's two months over a line that fails, checked at the end."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=["hoa-binh"])
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--fast", action="store_true", help="a twentieth of the dossiers")
    size.add_argument("--dossiers", type=int, help="another size (29,613 when not given)")
    parser.add_argument("--seed", type=int, default=2024, help="of people, tempers and faults")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--home", type=Path, help="empty folder to keep everything in afterwards")
    parser.add_argument("--actors", type=int, default=2, help="acting processes; about one a core")
    parser.epilog = "Exit status 0 only when everything arrived once and nobody was called late."


def run(args: argparse.Namespace) -> int:
    from subprocess import CalledProcessError

    from motcua.operations.postgres import PostgresFailed
    from motcua.scenario import plan, reporting, running

    size = args.dossiers or plan.REPORTED_DOSSIERS // (plan.FAST if args.fast else 1)
    if args.home and args.home.exists() and any(args.home.iterdir()):
        print(f"motcua scenario: {args.home} is not empty", file=sys.stderr)
        return 2
    home = args.home or Path(tempfile.mkdtemp(prefix="motcua-scenario-"))
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that its processes end too
    try:
        report = running.run(
            plan.Plan(dossiers=size, seed=args.seed, actors=args.actors),
            home.resolve(),
            lambda line: print(line, file=sys.stderr, flush=True),
        )
    except KeyboardInterrupt:
        print("motcua scenario: ended before it was done", file=sys.stderr)
        return 130
    except (PostgresFailed, CalledProcessError, TimeoutError, RuntimeError) as failure:
        print(f"motcua scenario: {failure}", file=sys.stderr)
        return 1
    finally:
        if args.home is None:
            shutil.rmtree(home, ignore_errors=True)
    print(
        json.dumps(report.as_json(), ensure_ascii=False) if args.json else reporting.table(report)
    )
    return 0 if report.targets_hold else 1
