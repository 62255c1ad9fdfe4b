"""Remind leaders of answers that are still to be published (nhắc công khai câu trả lời)."""

from __future__ import annotations

from datetime import datetime

from motcua.accounts.service import Actor
from motcua.complaints.handling import HANDLERS
from motcua.complaints.reading import LISTED, published_by, to_publish
from motcua.kernel.clock import HANOI


def reminder(actor: Actor, now: datetime) -> str:
    """Return one sentence about the answers that wait, empty for none and for who may not publish.

    It says the same however often it is asked, and nothing once all are published.
    """
    if actor.role not in HANDLERS:
        return ""
    limits = [limit for case in to_publish(actor)[:LISTED] if (limit := published_by(case))]
    if not limits:
        return ""
    late = sum(limit < now for limit in limits)
    said = f"{len(limits)} câu trả lời phản ánh, kiến nghị chờ công khai"
    if late:
        return f"{said}, {late} câu đã quá hạn"
    return f"{said}, hạn gần nhất {min(limits).astimezone(HANOI):%H:%M ngày %d/%m/%Y}"
