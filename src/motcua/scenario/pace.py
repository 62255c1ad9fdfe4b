"""Real waits, divided because months pass in minutes; nothing else about them is changed."""

from __future__ import annotations

from motcua.exchange import circuits
from motcua.exchange.clients import base
from motcua.exchange.leases import Pace

LEASE_S = 20.0
FASTER = 100.0  # of a replay


def day_s(dossiers: int) -> float:
    """Return how long a day of the story lasts at least: the courier has to tell of it."""
    return min(1.3, 0.4 + dossiers / 1_500)


def rest_s(dossiers: int) -> float:
    """Return for how long a courier rests between rounds: about what an hour of the story lasts."""
    return max(0.4, dossiers / 30_000)


def shortened(faster: float, lease_s: float) -> Pace:
    """Return the real pace of retries divided by ``faster``.

    This process's circuits follow, and how many questions it may ask a second.
    """
    circuits.FIRST_WAIT_S /= faster
    circuits.LONGEST_WAIT_S /= faster
    base.QUESTIONS_A_SECOND = round(base.QUESTIONS_A_SECOND * faster)
    usual = Pace()
    return Pace(lease_s, usual.back_off_s / faster, usual.back_off_cap_s / faster)
