"""The portal's tables: how often somebody tried something, and who lets whom help."""

from __future__ import annotations

import uuid

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


class Help(models.Model):
    """A person lets somebody help with one declaration (hỗ trợ kê khai) until a moment.

    Offered under a code of which only the digest is kept; begun when a helper typed it. An ended
    row stays: the dossier records who helped. ``appointed_as`` says as what an appointed helper
    helped, and where; it is empty for relatives and friends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.UUIDField()
    owner = models.UUIDField()
    code = models.CharField(max_length=64)
    code_until = models.DateTimeField()
    until = models.DateTimeField()
    offered_at = models.DateTimeField()
    helper = models.ForeignKey(
        "accounts.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    appointed_as = models.CharField(max_length=160, blank=True, db_default="")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(begun_at=None, ended_at=None), name="one_offer"
            )
        ]
        indexes = [models.Index(fields=["draft"]), models.Index(fields=["helper", "until"])]

    def __str__(self) -> str:
        return f"{self.draft} {self.until}"
