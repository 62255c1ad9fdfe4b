"""`motcua load`: agencies, and with --demo the demo's officials and hub account."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="also the demo's officials")


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from motcua.operations.loading import load_agencies, load_demo

    print(f"{load_agencies()} agencies")
    if args.demo:
        print(f"{load_demo()} demo officials")
    return 0
