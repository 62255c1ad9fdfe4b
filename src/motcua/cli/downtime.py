"""`motcua downtime announce|cancel|show`: planned pauses, announced as early as the law asks."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from motcua.cli.at_database import at_database


def arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="what", required=True)
    announce = words.add_parser(
        "announce", help="announce a pause; the worker tells who has work under way"
    )
    announce.add_argument("begins", help="2026-12-04T22:00, local time")
    announce.add_argument("ends")
    announce.add_argument("purpose", help="what for, as people read it: nâng cấp hệ thống")
    cancel = words.add_parser("cancel", help="call a pause off")
    cancel.add_argument("number", type=int)
    cancel.add_argument("reason", help="why, as people read it: việc nâng cấp dời sang tháng sau")
    words.add_parser("show", help="print the next pause")


@at_database
def run(args: argparse.Namespace) -> int:
    if args.what == "announce":
        return _announce(args.begins, args.ends, args.purpose)
    if args.what == "cancel":
        return _call_off(args.number, args.reason)
    return _show()


def _announce(begins: str, ends: str, purpose: str) -> int:
    from motcua.kernel import clock
    from motcua.kernel.bad_input import BadInput
    from motcua.notices.service import PlannedDowntime, announce_downtime

    try:
        times = [
            datetime.fromisoformat(text).replace(tzinfo=clock.HANOI) for text in (begins, ends)
        ]
    except ValueError:
        print("expected times like 2026-12-04T22:00", file=sys.stderr)
        return 2
    try:
        pause = announce_downtime(PlannedDowntime(times[0], times[1], purpose.strip()), clock.now())
    except BadInput as refusal:
        print(f"{refusal}.", file=sys.stderr)
        return 1
    print(f"{pause.pk}: announced on every page; the worker tells who has work under way")
    return 0


def _call_off(number: int, reason: str) -> int:
    from motcua.kernel import clock
    from motcua.kernel.bad_input import BadInput
    from motcua.notices.service import cancel_downtime

    try:
        cancelled = cancel_downtime(number, reason.strip(), clock.now())
    except BadInput as refusal:
        print(f"{refusal}.", file=sys.stderr)
        return 1
    if cancelled:
        print(f"{number}: called off")
        return 0
    print(f"{number}: no pause ahead has this number", file=sys.stderr)
    return 1


def _show() -> int:
    from motcua.kernel import clock
    from motcua.notices.service import next_downtime

    pause = next_downtime(clock.now())
    if pause is None:
        print("no pause is announced")
        return 0
    begins, ends = (one.astimezone(clock.HANOI) for one in (pause.begins_at, pause.ends_at))
    print(f"{pause.pk}: {begins:%Y-%m-%d %H:%M} – {ends:%Y-%m-%d %H:%M} {pause.purpose}")
    return 0
