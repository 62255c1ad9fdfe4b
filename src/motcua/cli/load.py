"""`motcua load`: agencies, and with --demo the demo's officials and hub account."""

from __future__ import annotations

import argparse

from motcua.cli.failing import with_database


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="also the demo's officials")


@with_database
def run(args: argparse.Namespace) -> int:
    from motcua.operations.loading import load_agencies, load_demo

    print(f"{load_agencies()} agencies")
    if args.demo:
        print(f"{load_demo()} demo officials")
    return 0
