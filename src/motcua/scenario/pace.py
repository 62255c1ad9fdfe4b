"""Real waits, divided because months pass in minutes; nothing else about them is changed."""

from __future__ import annotations

from motcua.exchange import circuits
from motcua.exchange.leases import Pace

LEASE_S = 20.0
FASTER = 100.0  # of a replay
REST_S = 0.4  # of its courier, between rounds


def shortened(faster: float, lease_s: float) -> Pace:
    """Return the real pace of retries divided by ``faster``; this process's circuits follow."""
    circuits.FIRST_WAIT_S /= faster
    circuits.LONGEST_WAIT_S /= faster
    usual = Pace()
    return Pace(lease_s, usual.back_off_s / faster, usual.back_off_cap_s / faster)
