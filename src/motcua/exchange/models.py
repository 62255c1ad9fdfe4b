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

    ``day`` to ``rows`` are the mark: what the other side must end up holding of the dossier,
    written with its cause; ``stored`` is the digest of the last snapshot proven to be there.
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
    day = models.DateField(null=True)
    agency = models.CharField(max_length=32, blank=True, db_default="")
    status = models.CharField(max_length=2, blank=True, db_default="")
    sequence = models.BigIntegerField(db_default=0)
    rows = models.IntegerField(db_default=0)
    stored = models.CharField(max_length=64, blank=True, db_default="")

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
            models.Index(
                fields=["destination", "day", "agency"],
                condition=Q(day__isnull=False),
                name="lanes_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destination}/{self.dossier}"


class Delivery(models.Model):
    """One fact that has to leave, in the order of ``ordinal`` within its lane.

    It names its cause; ``body`` is rendered and frozen at the first attempt, under
    ``mapping_version``, so that a retry sends the same bytes and a corrected mapping can cure
    what was refused. A ``coalesce`` delivery is a whole-dossier snapshot. ``proven`` says that
    the other side told the digest of what it stored; ``because`` names the difference that made
    a parity round post it again.
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
    proven = models.BooleanField(db_default=False)
    because = models.CharField(max_length=16, blank=True, db_default="")

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
            models.Index(
                fields=["acknowledged_at"],
                condition=Q(state="acknowledged"),
                name="deliveries_arrived",
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


class LineState(models.Model):
    """What a worker last said of the line to a destination, so that other processes can tell.

    ``since`` is of the database's real clock, as circuits are.
    """

    destination = models.CharField(max_length=40, primary_key=True)
    is_open = models.BooleanField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.destination} {'open' if self.is_open else 'closed'}"


class ParityRun(models.Model):
    """One comparison of all dossiers with a destination; kept as the report of it.

    ``differences`` counts what differed though nothing of it was on its way; ``on_the_way`` is
    named apart. An ``error`` says that the comparison itself did not come to its end. ``started``
    is of the database's real clock: rounds come by real hours, whatever day is replayed.
    """

    destination = models.CharField(max_length=40)
    started = models.DateTimeField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ours = models.BigIntegerField(db_default=0)
    theirs = models.BigIntegerField(db_default=0)
    listed = models.BigIntegerField(db_default=0)
    differences = models.IntegerField(db_default=0)
    posted_again = models.IntegerField(db_default=0)
    on_the_way = models.IntegerField(db_default=0)
    error = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        indexes = [models.Index(fields=["destination", "-began_at"], name="parity_by_age")]

    def __str__(self) -> str:
        return f"{self.destination} {self.began_at:%Y-%m-%d %H:%M}"


class ParityDifference(models.Model):
    """A dossier that differed in a run, with both truths and what was done about it."""

    run = models.ForeignKey(ParityRun, on_delete=models.CASCADE, related_name="found")
    dossier = models.CharField(max_length=64, db_index=True)
    cause = models.CharField(max_length=16)
    ours = models.JSONField(null=True)
    theirs = models.JSONField(null=True)
    posted_again = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.dossier} {self.cause}"
