"""The figures of the web: python -m bench.web [--rounds N] [--requests N]

Ratios are medians of alternating rounds on one server: submissions and steps, each beside a
control that is signed in as they are, by a person and by an official. The load generator runs on the same machine and takes its part of the processors from all three. Dossiers
go to all communes of the demo province in turn, since codes of one agency are given one by one.
"""

from __future__ import annotations

import argparse
from statistics import median
from typing import TYPE_CHECKING

from bench.web import node
from bench.web.load import Done, Request, drive

if TYPE_CHECKING:  # needs the settings of a database that runs
    from bench.web.people import Visitor

TARGETS = {"submission": 0.4, "step": 0.5, "memory": 200, "page": 100}
PAGES = ("/", "/procedures/1.001193/", "/me/", "/procedures/1.001193/start/")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=400, help="of each kind in a round")
    args = parser.parse_args()
    with node.database():
        import django

        django.setup()
        from motcua.operations.loading import load_agencies

        load_agencies()
        with node.web() as (url, server):
            _memory(url, server)
            _rates(url, args.rounds, args.requests)
            _page(url)


def _memory(url: str, server: int) -> None:
    """Send 1,000 requests as people send them: pages, saved drafts, submissions."""
    from bench.web import people

    visitor = people.citizen(0)
    saved = people.drafts(visitor, range(250))
    asked = [Request(PAGES[n % 4], visitor.session, expect=200) for n in range(500)]
    asked += [Request(f"/declare/{d}/review/", visitor.session, expect=200) for d in saved]
    drive(url, asked)
    _submit(url, visitor.session, saved)
    used = node.memory_mb(server)
    told = ", ".join(f"{mb:.0f}" for mb in used)
    _say("memory of a web process after 1,000 requests", f"{told} MiB", max(used), "memory")


def _rates(url: str, rounds: int, count: int) -> None:
    from bench.web import people

    visitor, receivers = people.citizen(1), people.receivers()
    submitted, received = [], []
    for number in range(rounds):
        first = 1_000 + number * count
        saved = people.drafts(visitor, range(first, first + count))
        control = _insert(url, "person", visitor, count)
        done = _submit(url, visitor.session, saved)
        submitted.append(done.per_second / control)
        codes = [place.split("/")[2] for place in done.places]
        official = _insert(url, "official", next(iter(receivers.values())), count)
        step = _receive(url, receivers, codes).per_second
        received.append(step / official)
        print(
            f"round {number + 1}: control {control:.0f}/s, submissions {done.per_second:.0f}/s; "
            f"an official's control {official:.0f}/s, steps {step:.0f}/s",
            flush=True,
        )
    for name, ratios, key in (
        ("accepted submissions", submitted, "submission"),
        ("one official's step (receive)", received, "step"),
    ):
        _say(name, f"{median(ratios):.2f} of the control", -median(ratios), key)


def _insert(url: str, who: str, visitor: Visitor, count: int) -> float:
    one = Request(f"/bench/{who}/", visitor.session, {"a": "1"})
    return drive(url, [one] * count).per_second


def _submit(url: str, session: str, saved: list[object]) -> Done:
    sent = [
        Request(f"/declare/{draft}/submit/", session, {}, accepted_at="/dossiers/H44.")
        for draft in saved
    ]
    return drive(url, sent)


def _receive(url: str, receivers: dict[str, Visitor], codes: list[str]) -> Done:
    return drive(
        url,
        [
            Request(
                f"/desk/dossiers/{code}/receive/", receivers[code.partition("-")[0]].session,
                {"seen": "1"}, accepted_at=f"/desk/dossiers/{code}",
            )
            for code in codes
        ],
    )  # fmt: skip


def _page(url: str) -> None:
    from bench.web.page_weight import weigh

    for path in PAGES[:2]:
        parts = weigh(url + path)
        total = sum(parts.values()) / 1024
        told = f"{total:.0f} KiB in {len(parts)} files"
        _say(f"first visit to {path}, compressed, fonts included", told, total, "page")


def _say(what: str, told: str, value: float, key: str) -> None:
    """Print one figure beside its target; a negative value is better when larger."""
    target = TARGETS[key]
    met = -value >= target if value < 0 else value <= target
    side = "at least" if value < 0 else "at most"
    print(f"{what}: {told} — target {side} {target}: {'met' if met else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
