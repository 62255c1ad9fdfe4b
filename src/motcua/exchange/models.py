"""What has to leave this machine: one lane a destination and dossier, deliveries in order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Lane(models.Model):
    """The queue of one dossier towards one destination.

    Workers lease the lane, never a delivery, so that order per dossier holds. ``last_ordinal``
    counts what was ever posted; ``known`` says that the destination has accepted the dossier
    itself. ``leased_until`` and ``next_attempt_at`` are of the database's real clock, whatever
    day a scenario replays; no ``next_attempt_at`` means nothing to send.
    """

    destination = models.CharField(max_length=40)
    dossier = models.CharField(max_length=64)
    last_ordinal = models.BigIntegerField(db_default=0)
    known = models.BooleanField(db_default=False)
    leased_until = models.DateTimeField(null=True)
    fence = models.BigIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(db_default=0)
    last_error_kind = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["destination", "dossier"], name="one_lane_a_dossier")
        ]
        indexes = [
            models.Index(fields=["dossier"]),
            models.Index(
                fields=["destination", "next_attempt_at"],
                condition=Q(next_attempt_at__isnull=False),
                name="lanes_with_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destination}/{self.dossier}"


class Delivery(models.Model):
    """One fact that has to leave, in the order of ``ordinal`` within its lane.

    It names its cause; ``body`` is rendered and frozen at the first attempt, under
    ``mapping_version``, so that a retry sends the same bytes and a corrected mapping can cure
    what was refused. A ``coalesce`` delivery is a whole-dossier snapshot.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Đang chờ"
        ACKNOWLEDGED = "acknowledged", "Đã đồng bộ"
        QUARANTINED = "quarantined", "Bị từ chối"

    lane = models.ForeignKey(Lane, on_delete=models.PROTECT, related_name="deliveries")
    ordinal = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    coalesce = models.BooleanField()
    cause = models.UUIDField()
    request_id = models.CharField(max_length=64, blank=True, db_default="")
    mapping_version = models.PositiveIntegerField(null=True)
    body = models.TextField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, db_default=State.PENDING)
    reason = models.TextField(blank=True, db_default="")
    created_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane", "ordinal"], name="one_delivery_an_ordinal")
        ]
        indexes = [
            models.Index(
                fields=["lane", "ordinal"],
                condition=~Q(state="acknowledged"),
                name="deliveries_waiting",
            ),
            models.Index(
                fields=["state", "created_at"],
                condition=~Q(state="acknowledged"),
                name="deliveries_by_age",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ordinal}"


class ServiceSession(models.Model):
    """A session that another system gave us, shared by all workers.

    ``login_leased_until`` lets one worker log in while the others wait for its result.
    """

    system = models.CharField(max_length=40, primary_key=True)
    token = models.TextField(blank=True, db_default="")
    expires_at = models.DateTimeField(null=True)
    login_leased_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.system
