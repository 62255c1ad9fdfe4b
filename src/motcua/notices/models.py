"""What people are told, by which ways, and what they chose; private to this room."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q


class Stretch(Func):
    """From one moment to another, as PostgreSQL compares stretches of time."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Notice(models.Model):
    """One thing that one person is told, shown to them when signed in.

    ``recipient`` says whose it is: ``account:…``, ``id:…`` (personal id) or, for people who gave
    only that, ``phone:…`` or ``email:…``. The id follows from recipient and cause, so that the
    same cause tells a person once. ``facts`` fill the template again in another language.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    recipient = models.CharField(max_length=120)
    template = models.CharField(max_length=40)
    facts = models.JSONField()
    about = models.CharField(max_length=40, blank=True)  # code of a dossier or complaint
    subject = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-at"]),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["about", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.about}".rstrip()


class Sending(models.Model):
    """One notice by one way; the text is frozen when it is queued.

    ``next_attempt_at`` is of the story's clock, ``leased_until`` of the database's real one. An
    attempt without a known end is asked about before it is repeated; ``fence`` lets only the
    newest lease write.
    """

    class Channel(models.TextChoices):
        SMS = "sms", "Tin nhắn"
        EMAIL = "email", "Thư điện tử"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENT = "sent", "Đã gửi"
        DELIVERED = "delivered", "Đã đến"
        UNDELIVERABLE = "failed", "Không gửi được"

    id = models.UUIDField(primary_key=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sendings")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    address = models.CharField(max_length=254)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    at_once = models.BooleanField(default=False)  # not held back by quiet hours
    quiet = models.CharField(max_length=11, blank=True)  # '21:00-07:00'
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    obstacle = models.CharField(max_length=80, blank=True)  # why the last attempt did not end

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_sending_a_way")
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(next_attempt_at__isnull=False),
                name="sendings_with_work",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Choices(models.Model):
    """How a person wants to be told; without a row the defaults of the parameters hold."""

    recipient = models.CharField(max_length=120, primary_key=True)
    sms = models.BooleanField(default=True)
    email = models.BooleanField(default=True)
    quiet = models.CharField(max_length=11, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.recipient


class Downtime(models.Model):
    """A planned pause of the system, announced ahead as the law asks (tạm dừng để bảo trì).

    A change makes a new row that ``replaces`` the old one, which is then cancelled without a
    reason. ``told_at`` and ``cancel_told_at``: when the last person concerned was told.
    """

    LONGEST_REASON = 200

    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    purpose = models.CharField(max_length=200)
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=300, blank=True)  # name and title
    told_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=300, blank=True)
    cancel_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    cancel_told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("begins_at")), name="a_downtime_has_an_end"
            ),
            ExclusionConstraint(
                name="one_downtime_at_a_time",
                expressions=[(Stretch("begins_at", "ends_at"), RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_at} – {self.ends_at}"
