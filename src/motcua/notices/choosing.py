"""What a person chooses: which ways, and when no telephone rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.notices.models import Choices
from motcua.notices.notify import quiet_hours
from motcua.notices.quiet import QuietHours
from motcua.notices.recipients import Recipient


@dataclass(frozen=True)
class Chosen:
    sms: bool
    email: bool
    quiet: QuietHours


def choices_of(account: UUID, now: datetime) -> Chosen:
    """Return the person's choices, or the defaults of the day."""
    row = Choices.objects.filter(recipient=Recipient(account=account).key).first()
    return Chosen(row.sms if row else True, row.email if row else True, quiet_hours(row, now))


def choose(account: UUID, chosen: Chosen, now: datetime) -> None:
    """Keep the choices; they hold for what is queued from now on."""
    Choices.objects.update_or_create(
        recipient=Recipient(account=account).key,
        defaults={
            "sms": chosen.sms,
            "email": chosen.email,
            "quiet": str(chosen.quiet),
            "changed_at": now,
        },
    )
