"""Jobs of the worker; each may run twice and does its work once."""

from __future__ import annotations

import secrets

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

LONGEST_PAUSE_S = 300
DOUBLINGS = 8


class ForEver(BaseRetryStrategy):
    """Pauses grow to five minutes and a little more: a system down for a day loses nothing."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        pause = min(2 ** min(job.attempts, DOUBLINGS + 1), LONGEST_PAUSE_S)
        return RetryDecision(retry_in={"seconds": pause + secrets.randbelow(1 + pause // 4)})


@app.task(name="dossiers.follow_up", queue="dossiers", retry=ForEver())
def follow_up(code: str, seqs: list[int]) -> None:
    """Do what the events numbered ``seqs`` ask of the worker."""
    from motcua.dossiers.following import follow_one  # needs models, loaded after tasks
    from motcua.dossiers.notifying import tell

    for seq in seqs:
        tell(code, seq)
        follow_one(code, seq)
