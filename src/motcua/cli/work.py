"""`motcua work`: deliveries, papers, signatures and periodic checks."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=4, help="deliveries at the same time")


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from motcua.operations.working import work

    work(threads=args.threads)
    return 0
