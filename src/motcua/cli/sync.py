"""`motcua sync status|parity`: what has not reached the national hub, and whether both agree."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from motcua.cli.at_database import at_database

if TYPE_CHECKING:  # need Django's set-up
    from motcua.exchange.figures import Backlog, Quarantined
    from motcua.exchange.reports import Report

MOST_TOLD = 50
_MEANING = {
    "timeout": " (no answer in time)",
    "connection": " (cannot be reached)",
    "general_fault": " (the other side says that it is broken)",
    "malformed": " (an answer that does not follow the wire)",
    "login_refused": " (our account is refused: look at NATIONAL_USERNAME and NATIONAL_SECRET)",
    "wrong_digest": " (it stored something else than was sent)",
    "not_confirmed": " (accepted, and then not found there)",
    "other_status": " (found there under another status)",
    "unknown_dossier": " (steps that wait for their dossier)",
    "clocks_differ": " (our times lie in its future: compare both clocks)",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["status", "parity"])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--deep", action="store_true", help="parity: list every dossier, whatever the digests say"
    )


@at_database
def run(args: argparse.Namespace) -> int:
    if args.what == "parity":
        return _parity(as_json=args.json, deep=args.deep)
    return _status(as_json=args.json)


def _status(*, as_json: bool) -> int:
    from motcua.exchange import figures
    from motcua.kernel import clock

    now = clock.now()
    found = dict(sorted(figures.backlogs(now).items()))
    refused = {name: figures.quarantined(name, MOST_TOLD) for name in found}
    if as_json:
        rows = {name: _row(one, refused[name], one.oldest_s(now)) for name, one in found.items()}
        last = {one.destination: _told(one) for one in figures.compared()}
        print(json.dumps({"destinations": rows, "parity": last}, ensure_ascii=False))
        return 0
    for name, one in found.items():
        _print_destination(name, one, refused[name], one.oldest_s(now))
    if not any(one.pending or one.quarantined for one in found.values()):
        print("everything has arrived")
    return 0


def _row(one: Backlog, refused: Sequence[Quarantined], oldest_s: int) -> dict[str, Any]:
    return {
        "pending": one.pending,
        "quarantined": one.quarantined,
        "oldest_undelivered_s": oldest_s,
        "arrived_last_minute": one.arrived,
        "circuit": "open" if one.open_since else "closed",
        "lanes_failing": one.lanes_failing,
        "refused": [
            {"dossier": each.dossier, "service": each.kind, "reason": each.reason}
            for each in refused
        ],
    }


def _print_destination(
    name: str, one: Backlog, refused: Sequence[Quarantined], oldest_s: int
) -> None:
    since = f"does not answer since {one.open_since:%d/%m %H:%M}; it is tried again by itself" \
        if one.open_since else "answers"  # fmt: skip
    oldest = f", the oldest for {_lasting(oldest_s)}" if one.pending else ""
    print(f"{name}: {since}")
    print(f"  waiting   {one.pending:,}{oldest}")
    print(f"  arrived   {one.arrived:,} in the last minute")
    for kind, count in sorted(one.lanes_failing.items(), key=lambda pair: -pair[1]):
        print(f"  fault     {count:,} dossiers: {kind}{_MEANING.get(kind, '')}")
    if one.quarantined:
        print(f"  refused   {one.quarantined:,}, kept until a corrected mapping sends them again")
    for each in refused:
        print(f"    {each.dossier} {each.kind}: {each.reason}")


def _lasting(seconds: int) -> str:
    """Return '2 days 3 h', '3 h 20 min' or '45 s': two units at most."""
    parts = []
    for name, length in (("days", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        count, seconds = divmod(seconds, length)
        if count or (name == "s" and not parts):
            parts.append(f"{count} {name}")
    return " ".join(parts[:2])


def _parity(*, as_json: bool, deep: bool) -> int:
    """Do one round; exit status 0 only when both sides were compared to the end."""
    from motcua.dossiers import parity
    from motcua.exchange import reports
    from motcua.kernel import clock

    report = parity.run(clock.now(), deep=deep)
    if report is None:
        return 1
    found = reports.differences(report.id, MOST_TOLD)
    if as_json:
        rows = [asdict(one) for one in found]
        print(json.dumps({**_told(report), "found": rows}, ensure_ascii=False))
    else:
        _print_report(report)
        for one in found:
            again = "posted again" if one.posted_again else "left for a person"
            print(f"  {one.dossier}: {one.cause}, {again}")
    return 1 if report.error else 0


def _told(report: Report) -> dict[str, Any]:
    told = asdict(report)
    for name in ("began_at", "ended_at"):
        told[name] = told[name].isoformat() if told[name] else None
    return told


def _print_report(report: Report) -> None:
    if report.error:
        print(f"not compared: {report.error}")
        return
    print(
        f"{report.ours} dossiers here, {report.theirs} there: {report.differences} differ, "
        f"{report.posted_again} posted again, {report.on_the_way} still on their way"
    )
