"""`motcua load`: agencies, and with --demo the demo's officials and hub account."""

from __future__ import annotations

import argparse

from motcua.cli.at_database import at_database


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="also the demo's officials")


@at_database
def run(args: argparse.Namespace) -> int:
    from motcua.operations.loading import load_agencies, load_demo

    print(f"{load_agencies()} agencies")
    if args.demo:
        print(f"{load_demo()} demo officials")
    return 0
