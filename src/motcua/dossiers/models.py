"""Tables of dossiers; private to this room, everybody else goes through ``service``."""

from __future__ import annotations

import uuid

from django.db import models

from motcua.dossiers.phases import FINAL, Phase, Step

_PHASES = [(phase.value, phase.value) for phase in Phase]
_STEPS = [(step.value, step.value) for step in Step]


class DossierRow(models.Model):
    """The current row: the fold of the events, and what queues sort and search by.

    ``subject_name`` is personal and lives outside the events, so that it can be erased.
    """

    code = models.CharField(max_length=40, primary_key=True)
    procedure = models.CharField(max_length=24)
    revision = models.PositiveIntegerField()
    channel = models.CharField(max_length=12)
    receiving_agency = models.CharField(max_length=32)
    competent_agency = models.CharField(max_length=32)
    needs_confirmation = models.BooleanField()
    needs_registration = models.BooleanField()
    phase = models.CharField(max_length=24, choices=_PHASES)
    step = models.CharField(max_length=16, choices=_STEPS, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    pauses = models.JSONField(default=list)
    paused = models.BooleanField(default=False)
    apologies = models.PositiveSmallIntegerField(default=0)
    apologised_until = models.DateTimeField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    answer_by = models.DateTimeField(null=True)
    draft_confirmed = models.BooleanField(default=False)
    verification = models.CharField(max_length=12)
    registered = models.BooleanField(default=False)
    revoked = models.BooleanField(default=False)
    rating = models.PositiveSmallIntegerField(default=0)
    assignee = models.UUIDField(null=True)
    proposed = models.CharField(max_length=12, blank=True, db_default="")
    asked_agency = models.CharField(max_length=32, blank=True, db_default="")
    handed = models.JSONField(default=list, db_default=[])
    reminded_at = models.DateTimeField(null=True)
    declaration = models.UUIDField(null=True)
    seq = models.PositiveIntegerField()
    head = models.CharField(max_length=64)  # hash of the last event

    procedure_name = models.CharField(max_length=200)
    subject_name = models.CharField(max_length=160)
    subject_sort = models.CharField(max_length=320)
    subject_key = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "subject_key"],
                condition=~models.Q(phase__in=sorted(FINAL - {Phase.HANDED_OVER}))
                & ~models.Q(outcome="refused")
                & models.Q(revoked=False),
                name="one_running_dossier_per_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(received_at=None) | models.Q(due_at__isnull=False),
                name="a_received_dossier_has_a_due_time",
            ),
        ]
        indexes = [
            models.Index(fields=["competent_agency", "phase", "due_at"]),
            models.Index(fields=["receiving_agency", "phase", "submitted_at"]),
            models.Index(fields=["phase", "step"], name="waiting_work"),
            models.Index(
                fields=["assignee"], name="work_in_hand", condition=models.Q(finished_at=None)
            ),
            models.Index(
                fields=["asked_agency"], name="asked_of", condition=~models.Q(asked_agency="")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class EventRow(models.Model):
    """One event; the application's login may insert and read, never change or delete.

    ``text`` is the canonical JSON that the hash covers, exactly as stored.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    dossier = models.ForeignKey(DossierRow, on_delete=models.DO_NOTHING, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    at = models.DateTimeField()
    text = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="one_event_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} #{self.seq} {self.kind}"


class Content(models.Model):
    """What people declared or wrote: versioned, salted, erasable on its retention date."""

    id = models.UUIDField(primary_key=True, editable=False)
    dossier_code = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=24)
    body = models.JSONField(null=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.dossier_code} {self.kind}"


class CommandReceipt(models.Model):
    """A command that was done, by its actor's own id: sent twice, it happens once."""

    actor = models.UUIDField()
    command_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    dossier_code = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "command_id"], name="a_command_happens_once")
        ]

    def __str__(self) -> str:
        return str(self.command_id)


class Party(models.Model):
    """Who is on a dossier: who files, whose it is, who is authorised, who helped, parents.

    An organisation that files has a ``tax_code``, a person a ``personal_id``. Who acts for an
    organisation at the counter does it by a ``right``, with the number and day of its paper.
    """

    class Part(models.TextChoices):
        FILER = "filer", "Người yêu cầu"
        OWNER = "owner", "Chủ hồ sơ"
        AUTHORISED = "authorised", "Người được ủy quyền"
        DELEGATE = "delegate", "Người được tổ chức ủy quyền"
        HELPER = "helper", "Người hỗ trợ kê khai"
        MOTHER = "mother", "Mẹ"
        FATHER = "father", "Cha"

    class Right(models.TextChoices):
        REPRESENTATIVE = "representative", "Người đại diện theo pháp luật"
        INTRODUCTION = "introduction", "Giấy giới thiệu"
        AUTHORISATION = "authorisation", "Giấy ủy quyền"
        ORIGINAL = "original", "Mang bản chính đến"

    dossier_code = models.CharField(max_length=40, db_index=True)
    part = models.CharField(max_length=12, choices=Part.choices)
    account = models.UUIDField(null=True, db_index=True)
    personal_id = models.CharField(max_length=12, blank=True, db_index=True)
    tax_code = models.CharField(max_length=14, blank=True, db_default="")
    right = models.CharField(max_length=16, choices=Right.choices, blank=True, db_default="")
    right_paper = models.CharField(max_length=120, blank=True, db_default="")
    full_name = models.CharField(max_length=160)
    birth = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone"], name="party_phone")]

    def __str__(self) -> str:
        return f"{self.dossier_code} {self.part}"


class DayCounter(models.Model):
    """The last number given to a dossier of one agency on one day; agencies do not wait."""

    agency = models.CharField(max_length=32)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="one_counter_per_agency_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.day} {self.last}"


class Draft(models.Model):
    """A declaration being filled in (bản nháp); an ordinary row that expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField(db_index=True)
    procedure = models.CharField(max_length=24)
    revision = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)  # question id → {source, at, locked}
    helped = models.BooleanField(default=False, db_default=False)  # somebody was let help
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.procedure} {self.id}"


class FormCounter(models.Model):
    """The last number given to a form of one agency in one year; taken as the last lock."""

    agency = models.CharField(max_length=32)
    form = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form", "year"], name="one_counter_per_form_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.form} {self.last}/{self.year}"


class FormNumber(models.Model):
    """The number of one issued form, by the event that caused it; never changed or deleted."""

    event = models.UUIDField()
    agency = models.CharField(max_length=32)
    form = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "form"], name="one_number_per_form"),
            models.UniqueConstraint(
                fields=["agency", "form", "year", "number"], name="a_form_number_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}/{self.year}"


class Absence(models.Model):
    """Days on which an official is away (nghỉ phép, công tác) and who stands in for them."""

    account = models.UUIDField(db_index=True)
    agency = models.CharField(max_length=32)
    first_day = models.DateField()
    last_day = models.DateField()  # included
    substitute = models.UUIDField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="an_absence_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.first_day} {self.last_day}"


class InternalNote(models.Model):
    """What officials tell each other about a dossier: apart from the record, never shown outside."""

    dossier_code = models.CharField(max_length=40, db_index=True)
    account = models.UUIDField()
    author = models.CharField(max_length=240)
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dossier_code} {self.at:%d/%m %H:%M}"


class SavedFilter(models.Model):
    """A search or group of the queue that an official keeps under a name."""

    account = models.UUIDField(db_index=True)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="one_filter_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One action that an official did to several dossiers at once; ``refused`` maps code → why."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.UUIDField()
    action = models.CharField(max_length=32)
    codes = models.JSONField()
    refused = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action} {len(self.codes)}"
