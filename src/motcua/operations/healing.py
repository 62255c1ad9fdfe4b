"""Take up jobs whose worker died in the middle; every job may run twice."""

from __future__ import annotations

from datetime import datetime

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app

DEAD_AFTER_S = 30


def heal_jobs(now: datetime) -> int:
    """Give jobs of silent workers back to the queue; returns how many."""
    manager = app.job_manager
    stalled = list(async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=DEAD_AFTER_S))
    for job in stalled:
        async_to_sync(manager.retry_job)(job)
    return len(stalled)
