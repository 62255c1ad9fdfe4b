"""Hours in which no telephone is made to ring (giờ yên lặng)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from motcua.kernel.clock import HANOI


@dataclass(frozen=True)
class QuietHours:
    """From ``begins`` to ``ends`` of local time, usually over midnight; equal ends mean none."""

    begins: time
    ends: time

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """Read '21:00-07:00'; raises ``ValueError``."""
        begins, ends = text.split("-")
        return cls(time.fromisoformat(begins), time.fromisoformat(ends))

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"

    def over(self, moment: datetime) -> datetime:
        """Return ``moment`` itself when it is not quiet, else the end of the quiet hours."""
        local = moment.astimezone(HANOI)
        if not self._holds(local.time()):
            return moment
        ends = datetime.combine(local.date(), self.ends, HANOI)
        return ends if ends > local else ends + timedelta(days=1)

    def _holds(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends
