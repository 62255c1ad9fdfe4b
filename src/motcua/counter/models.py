"""Who is at the counter, what is being taken in for them, and the numbers they wait with."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Visit(models.Model):
    """One person at one counter (lượt tiếp), with as many procedures as they came for.

    ``person`` is what the card or the person said: personal_id, name, birth (partial date, ISO),
    sex, address, phone. ``compared`` is how the population register answered, by field.
    ``sources`` is what registers said, in the words of forms. ``carrier`` is who brings the papers
    for the person (name, personal_id, paper), empty when they came themselves. ``organisation`` is
    for which the person came (tax_code, name, right, paper; told: what the business register said),
    empty when for themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=32)
    official = models.UUIDField()
    official_name = models.CharField(max_length=120)
    read_from = models.CharField(max_length=8)  # card, typed
    person = models.JSONField()
    compared = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    carrier = models.JSONField(default=dict)
    organisation = models.JSONField(default=dict, db_default={})
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency"], name="open_visits", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.begun_at:%Y-%m-%d %H:%M}"


class Intake(models.Model):
    """One procedure being taken in for a visitor; its draft is owned by this row's id.

    ``agreed`` says how the person confirmed (``code`` or ``signature``) the draft's version
    ``agreed_version``: a later change has to be confirmed again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="intakes")
    procedure = models.CharField(max_length=24)
    procedure_name = models.CharField(max_length=200)
    draft = models.UUIDField()
    begun_at = models.DateTimeField()
    code_digest = models.CharField(max_length=64, blank=True)
    code_version = models.PositiveIntegerField(default=0)
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    agreed = models.CharField(max_length=10, blank=True)
    agreed_version = models.PositiveIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True)
    dossier = models.CharField(max_length=40, blank=True, db_index=True)
    filed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.procedure} {self.dossier or self.id}"


class QueueNumber(models.Model):
    """A number to wait with (số thứ tự); ``field`` is the field of procedures that was chosen."""

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        CALLED = "called", "Đang phục vụ"
        SERVED = "served", "Đã phục vụ"
        ABSENT = "absent", "Vắng mặt"

    agency = models.CharField(max_length=32)
    day = models.DateField()
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=24, blank=True)
    field_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_by = models.UUIDField(null=True)
    place = models.CharField(max_length=12, blank=True)  # số quầy
    calls = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "day", "number"], name="one_ticket_per_number_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.day} {self.number}"


class DayNumbers(models.Model):
    """The last number given out at one agency on one day."""

    agency = models.CharField(max_length=32)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="one_series_per_agency_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.day} {self.last}"


class Appointment(models.Model):
    """An hour at the counter promised to somebody (lịch hẹn), one person for each hour."""

    agency = models.CharField(max_length=32)
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    procedure = models.CharField(max_length=24, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "at"], name="one_appointment_per_hour")
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.at:%Y-%m-%d %H:%M}"


class PaperHandOver(models.Model):
    """A list of paper dossiers that went from one desk to another (bàn giao hồ sơ giấy).

    ``lines`` are {code, procedure, subject, papers} as they were when the list was made: a list
    that two people signed does not change. ``signed_at`` is when the taker's signature was noted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=32)
    giver = models.UUIDField()
    giver_name = models.CharField(max_length=120)
    taker = models.CharField(max_length=160)
    lines = models.JSONField()
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="newest_hand_overs")]

    def __str__(self) -> str:
        return f"{self.agency} {self.made_at:%Y-%m-%d %H:%M}"
