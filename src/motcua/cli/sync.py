"""`motcua sync status`: what has not reached the national hub, how old it is and why."""

from __future__ import annotations

import argparse
import json


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["status"])
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    import django

    django.setup()
    from motcua.exchange.figures import backlogs
    from motcua.kernel import clock

    found = sorted(backlogs().items())
    if args.json:
        rows = {
            destination: {
                "pending": backlog.pending,
                "quarantined": backlog.quarantined,
                "oldest_undelivered_s": backlog.oldest_s(clock.now()),
                "lanes_failing": backlog.lanes_failing,
            }
            for destination, backlog in found
        }
        print(json.dumps({"destinations": rows}, ensure_ascii=False))
        return 0
    for destination, backlog in found:
        errors = ", ".join(f"{kind} {count}" for kind, count in backlog.lanes_failing.items())
        print(
            f"{destination}: {backlog.pending} pending, {backlog.quarantined} quarantined, "
            f"oldest {backlog.oldest_s(clock.now())} s, errors: {errors or 'none'}"
        )
    if not found:
        print("everything has arrived")
    return 0
