"""Who asked the state's registers about whom, and what was verified for which dossier."""

from __future__ import annotations

from django.db import models


class LookUp(models.Model):
    """One question to a register. It never holds what was asked or answered.

    ``subject`` is a keyed digest of the personal id asked about, so that people can see who
    looked them up and nobody can list whom an official looked up.
    """

    class Outcome(models.TextChoices):
        ASKED = "asked", "Đang tra cứu"
        FOUND = "found", "Đã trả lời"
        NOT_FOUND = "not_found", "Không tìm thấy"
        UNAVAILABLE = "unavailable", "Chưa kết nối được"

    at = models.DateTimeField()
    register = models.CharField(max_length=24)
    subject = models.CharField(max_length=64)
    account = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=160)
    agency = models.CharField(max_length=32, blank=True)
    dossier = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=200)
    stranger = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.ASKED)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"]),
            models.Index(fields=["account", "-at"]),
            models.Index(fields=["dossier"]),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.at:%Y-%m-%d %H:%M}"


class Verification(models.Model):
    """What a register says about one declared field of one party of a dossier.

    ``facts`` is a keyed digest of what was asked about, so that a corrected declaration is asked
    about anew. The field ``identity`` stands for number, name and date of birth together. ``register_value``
    is filled only where the register differs, for the officials of the dossier.
    """

    class Outcome(models.TextChoices):
        AGREES = "agrees", "Đã xác thực"
        DIFFERS = "differs", "Có sai lệch"
        NOT_FOUND = "not_found", "Không tìm thấy"
        PENDING = "pending", "Chưa kết nối được, sẽ tự tra cứu lại"

    dossier = models.CharField(max_length=64)
    party = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    register = models.CharField(max_length=24)
    facts = models.CharField(max_length=64, default="")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    register_value = models.CharField(max_length=400, blank=True)
    source_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "party", "field"], name="one_verification_a_field"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="verifications_to_retry",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.party}.{self.field}: {self.outcome}"
