"""Runs in a process of the stack's node: `inside.py seed NUMBER COUNT` and `inside.py check CODE…`."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from bench.web import people  # noqa: E402
from motcua.dossiers import service as dossiers  # noqa: E402


def seed(number: int, count: int) -> dict[str, object]:
    """Sign one person in and write complete declarations."""
    visitor = people.citizen(number)
    saved = people.drafts(visitor, range(number * 1000, number * 1000 + count))
    return {
        "account": str(visitor.account),
        "session": visitor.session,
        "drafts": list(map(str, saved)),
    }


def check(codes: list[str]) -> list[str]:
    """Return the dossiers whose chain is broken or whose row is not the fold of its events."""
    reports = [dossiers.check(code) for code in codes]
    return [r.code for r in reports if r.broken_at is not None or not r.row_agrees]


if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    done = seed(int(words[0]), int(words[1])) if verb == "seed" else check(words)
    sys.stdout.write(json.dumps(done))
