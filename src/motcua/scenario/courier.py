"""The node's deliveries to the national side alone, as `motcua work` does them, at a set pace.

``python -m motcua.scenario.courier LEASE_S FASTER [REST_S]``. Without jobs: a replay leaves most
rendering out. Waits are divided by FASTER: months pass in minutes. With REST_S it rests between
rounds, since an hour of the story lasts a second and would otherwise travel in single dossiers.
"""

from __future__ import annotations

import signal
import sys
import threading

import django

django.setup()

from motcua.dossiers.outgoing import NATIONAL  # noqa: E402
from motcua.exchange.delivering import Courier  # noqa: E402
from motcua.operations.senders import senders  # noqa: E402
from motcua.scenario import pace  # noqa: E402


def main() -> int:
    lease_s, faster, *rest = map(float, sys.argv[1:])
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    shorter = pace.shortened(faster, lease_s)
    courier = Courier({NATIONAL: senders()[NATIONAL]}, shorter)
    if rest:
        courier.run(stop, threads=2, rest_s=rest[0])
    else:
        courier.run(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
