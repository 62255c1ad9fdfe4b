"""The portal's only table: how often somebody has tried something in an hour."""

from __future__ import annotations

from django.db import models


class Tries(models.Model):
    """``key`` is a digest of what is limited (a code, a network address), never the thing itself."""

    key = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "hour"], name="one_count_per_key_and_hour")
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
