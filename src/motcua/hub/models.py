"""What the national hub has received and what it makes of it.

``Message`` and ``DeadLetter`` are append-only: the application's login may neither change nor
delete them. ``HubDossier`` and ``HubProgress`` are folded from messages and can be rebuilt.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class HubAccount(models.Model):
    """The account of one province or ministry; ``agency`` is its root code, e.g. ``H44``."""

    username = models.CharField(max_length=80, primary_key=True)
    agency = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    secret_hash = models.CharField(max_length=160)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class HubSession(models.Model):
    """A session given at login; ends by the real clock."""

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(HubAccount, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.account_id


class Message(models.Model):
    """An accepted message, as received but for the session token."""

    received_at = models.DateTimeField()
    account = models.ForeignKey(HubAccount, on_delete=models.PROTECT)
    service = models.CharField(max_length=40)
    dossiers = models.JSONField()  # codes it speaks of
    body = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of ``body``

    class Meta:
        indexes = [
            models.Index(fields=["-received_at"]),
            GinIndex(fields=["dossiers"], opclasses=["jsonb_path_ops"], name="messages_by_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.received_at:%Y-%m-%d %H:%M:%S}"


class DeadLetter(models.Model):
    """A message that was refused, with the code and reason it was answered."""

    received_at = models.DateTimeField()
    account = models.ForeignKey(HubAccount, on_delete=models.PROTECT, null=True)
    service = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=8)
    reason = models.TextField()
    body = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["-received_at"])]

    def __str__(self) -> str:
        return f"{self.code} {self.reason}"


class HubDossier(models.Model):
    """One dossier as its last accepted message describes it."""

    code = models.CharField(max_length=64, primary_key=True)
    root = models.CharField(max_length=8)  # H44
    agency = models.CharField(max_length=32)  # H44.28.05
    procedure_code = models.CharField(max_length=64)
    procedure_name = models.CharField(max_length=1000, blank=True)
    status = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=1, blank=True)
    unit = models.CharField(max_length=400, blank=True)
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    first_heard_at = models.DateTimeField()
    last_heard_at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT)

    class Meta:
        indexes = [
            models.Index(fields=["-last_heard_at", "code"]),
            models.Index(fields=["root", "-last_heard_at"]),
            models.Index(fields=["agency", "-last_heard_at"]),
            models.Index(fields=["status", "due_at"]),
        ]

    def __str__(self) -> str:
        return self.code


class HubProgress(models.Model):
    """One step of a dossier, once, however often it was sent."""

    dossier = models.ForeignKey(HubDossier, on_delete=models.PROTECT, related_name="progress")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    handler = models.CharField(max_length=50, blank=True)
    title = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=400, blank=True)
    content = models.TextField(blank=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "digest"], name="one_row_a_step")]
        indexes = [models.Index(fields=["dossier", "at"])]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.at:%Y-%m-%d %H:%M}"
