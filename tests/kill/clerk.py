"""An official in a process of the node: guides, hears the answer, receives; prints the ledger.

Reads a dossier's code a line; after each act prints what the use case returned. An act whose
outcome is unknown is done again with its own id and moment.
"""

from __future__ import annotations

import sys
import threading
from random import Random

import django

django.setup()

from django.db import Error, connection  # noqa: E402

from motcua.accounts.service import Account, Role  # noqa: E402
from motcua.dossiers import service as dossiers  # noqa: E402
from motcua.kernel import clock  # noqa: E402
from motcua.scenario import people, story, temper  # noqa: E402
from motcua.scenario.ledger import Book  # noqa: E402
from motcua.scenario.levels import Level  # noqa: E402
from motcua.scenario.plan import Arrival  # noqa: E402

ACTS = 3  # guide, answer, receive: four events
_pause = threading.Event()


def main() -> None:
    book = Book(sys.stdout)
    for line in sys.stdin:
        one = again(lambda code=line.strip(): taken_up(code))
        for _ in range(ACTS):
            now = clock.now()
            what = temper.next_act(one.dossier, one.temper, now)
            again(lambda: story.act(one, what, book, now))  # noqa: B023 - done before it changes
        book.flush()
        sys.stdout.write("done\n")
        sys.stdout.flush()


def taken_up(code: str) -> story.Story:
    official = people.official(code.partition("-")[0], Role.RECEIVER)
    found = dossiers.dossier_for_official(official, code).dossier
    arrival = Arrival(number=0, at=found.submitted_at, online=True, level=Level.COMMUNE)
    applicant = Account(full_name="Khà Thị Dung")
    return story.Story(arrival, applicant, found, Random(0), temper.Temper(guided=True))


def again(act):
    while True:
        try:
            return act()
        except Error:
            connection.close()
            _pause.wait(0.2)


if __name__ == "__main__":
    main()
