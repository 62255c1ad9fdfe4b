"""`motcua downtime announce|cancel|show`: planned pauses, announced as early as the law asks."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from motcua.cli.at_database import at_database


def arguments(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="what", required=True)
    announce = words.add_parser("announce", help="announce a pause and tell who has work under way")
    announce.add_argument("begins", help="2026-12-04T22:00, local time")
    announce.add_argument("ends")
    announce.add_argument("purpose", help="what for, as people read it: nâng cấp hệ thống")
    cancel = words.add_parser("cancel", help="call a pause off")
    cancel.add_argument("number", type=int)
    words.add_parser("show", help="print the next pause")


@at_database
def run(args: argparse.Namespace) -> int:
    if args.what == "announce":
        return _announce(args.begins, args.ends, args.purpose)
    if args.what == "cancel":
        return _call_off(args.number)
    return _show()


def _announce(begins: str, ends: str, purpose: str) -> int:
    from motcua.dossiers.notifying import tell_of_downtime
    from motcua.kernel import clock
    from motcua.kernel.bad_input import BadInput
    from motcua.notices.service import announce_downtime

    try:
        times = [
            datetime.fromisoformat(text).replace(tzinfo=clock.HANOI) for text in (begins, ends)
        ]
    except ValueError:
        print("expected times like 2026-12-04T22:00", file=sys.stderr)
        return 2
    try:
        pause = announce_downtime(times[0], times[1], purpose, clock.now())
    except BadInput as refusal:
        print(f"{refusal}.", file=sys.stderr)
        return 1
    told = sum(1 for _ in tell_of_downtime(pause, clock.now()))
    print(f"{pause.pk}: announced on every page; {told} people told")
    return 0


def _call_off(number: int) -> int:
    from motcua.kernel import clock
    from motcua.notices.service import cancel_downtime

    if cancel_downtime(number, clock.now()):
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
