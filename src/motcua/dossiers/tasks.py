"""Jobs of the worker; each may run twice and does its work once."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# for ever, with growing pauses: an outside system that is down for a day loses nothing
PATIENT = RetryStrategy(exponential_wait=2, max_attempts=None)


@app.task(name="dossiers.follow_up", queue="dossiers", retry=PATIENT)
def follow_up(code: str, seqs: list[int]) -> None:
    """Do what the events numbered ``seqs`` ask of the worker."""
    from motcua.dossiers.following import follow_one  # needs models, loaded after tasks

    for seq in seqs:
        follow_one(code, seq)
