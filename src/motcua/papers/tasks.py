"""Jobs of the worker; each may run twice and does its work once."""

from __future__ import annotations

import secrets
from uuid import UUID

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.exchange.errors import ExchangeError
from motcua.kernel import clock
from motcua.papers import endorsing, ordering, verifying
from motcua.papers.authority import NoCertificate
from motcua.papers.endorsing import CannotSign, Overtaken

LONGEST_PAUSE_S = 300


class UntilAnswered(BaseRetryStrategy):
    """For ever, with pauses that grow to five minutes: systems come back, people issue keys."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, ExchangeError | CannotSign | NoCertificate | Overtaken):
            return None
        pause = min(2**job.attempts, LONGEST_PAUSE_S) if job.attempts < 9 else LONGEST_PAUSE_S
        return RetryDecision(retry_in={"seconds": pause + secrets.randbelow(1 + pause // 4)})


@app.task(name="papers.render", queue="papers")
def render(paper_id: str) -> None:
    ordering.render_now(UUID(paper_id))


@app.task(name="papers.sign", queue="papers", retry=UntilAnswered())
def sign(signature_id: int) -> None:
    endorsing.make_ordered(signature_id, clock.now())


@app.task(name="papers.check", queue="papers")
def check(request_id: str) -> None:
    verifying.check_now(UUID(request_id), clock.now())
