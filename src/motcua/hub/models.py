"""What the national hub has received and what it makes of it.

``Message``, ``MessageItem`` and ``DeadLetter`` are append-only: the application's login may
neither change nor delete them. ``HubDossier`` and ``HubProgress`` are folded from messages and
can be rebuilt.
"""

from __future__ import annotations

from django.db import models

from motcua.hub.codes import RUNNING
from motcua.kernel import parity

_DAY = "(%s AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_TOLD_PAST_DUE = f"coalesce({_DAY % 'news_at'} > {_DAY % 'due_at'}, false)"
_BY_AGENCY = {"all": (), "root": ("root",), "agency": ("agency",)}  # whose dossiers a page lists


def _lists(name: str, *fields: str, condition: models.Q | None = None) -> list[models.Index]:
    """Return the indexes of a list that is read for everybody, one province or one agency."""
    return [
        models.Index(fields=[*whose, *fields], name=f"dossiers_{name}_{label}", condition=condition)
        for label, whose in _BY_AGENCY.items()
    ]


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
    account = models.ForeignKey(HubAccount, on_delete=models.PROTECT, db_index=False)
    service = models.CharField(max_length=40)
    accepted = models.PositiveSmallIntegerField()  # how many of its items
    body = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of ``body``

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"]),
            models.Index(fields=["account", "-received_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.received_at:%Y-%m-%d %H:%M:%S}"


class MessageItem(models.Model):
    """One accepted item of a message; ``position`` counts from 0 in its ``data``."""

    pk = models.CompositePrimaryKey("message_id", "position")
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    dossier = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)  # MC_TrinhTu; 0 on the plain wire
    digest = models.CharField(max_length=64)  # of the item's canonical text

    class Meta:
        indexes = [models.Index(fields=["dossier", "message"])]

    def __str__(self) -> str:
        return f"{self.dossier} {self.sequence}"


class DeadLetter(models.Model):
    """A message, or one item of it, that was refused, with the code and reason it was answered."""

    received_at = models.DateTimeField()
    account = models.ForeignKey(HubAccount, on_delete=models.PROTECT, null=True, db_index=False)
    service = models.CharField(max_length=40, blank=True)
    dossier = models.CharField(max_length=64, blank=True)  # of an item, where it could be read
    code = models.CharField(max_length=8)
    reason = models.TextField()
    body = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"]),
            models.Index(fields=["code", "-received_at", "-id"]),
            models.Index(
                fields=["dossier"], condition=~models.Q(dossier=""), name="dead_letters_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.reason}"


class HubDossier(models.Model):
    """One dossier as the newest accepted snapshot describes it."""

    code = models.CharField(max_length=64, primary_key=True)
    root = models.CharField(max_length=8)  # H44
    agency = models.CharField(max_length=32)  # H44.28.05
    day = models.DateField()  # of NgayNopHoSo, else of the code
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
    finished_late = models.BooleanField(default=False)  # by its own times, see standing.py
    sequence = models.PositiveIntegerField(default=0)  # highest MC_TrinhTu folded; 0 if never told
    digest = models.CharField(max_length=64, blank=True)  # digest of the folded item
    steps = models.PositiveIntegerField(default=0)  # rows of progress
    news_at = models.DateTimeField(null=True)  # newest business time told, of item or step
    first_heard_at = models.DateTimeField()
    last_heard_at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.PROTECT, db_index=False)
    # what it adds to the digest of a day or agency
    weight = models.GeneratedField(
        expression=models.Func(
            template=parity.weight_sql("code", "status", "sequence", "steps"),
            output_field=models.BigIntegerField(),
        ),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    # something was told of a day after the due day, so that 'late' would be known and not guessed
    told_past_due = models.GeneratedField(
        expression=models.Func(template=_TOLD_PAST_DUE, output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            *_lists("heard", "last_heard_at", "code"),
            *_lists("status", "status", "last_heard_at", "code"),
            *_lists("late", "last_heard_at", "code", condition=models.Q(finished_late=True)),
            *_lists(
                "due", "told_past_due", "due_at", "code", condition=models.Q(status__in=RUNNING)
            ),
            models.Index(
                fields=["root", "day", "agency"], include=["weight"], name="dossiers_parity"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class HubProgress(models.Model):
    """One step of a dossier, once, however often it was sent.

    Told apart by its sequence, or by its digest where it came without one.
    """

    dossier = models.ForeignKey(HubDossier, on_delete=models.PROTECT, related_name="progress")
    sequence = models.PositiveIntegerField(default=0)  # MC_TrinhTu; 0 on the plain wire
    digest = models.CharField(max_length=64)  # of the item's canonical text
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    handler = models.CharField(max_length=50, blank=True)
    title = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=400, blank=True)
    content = models.TextField(blank=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "sequence"], condition=models.Q(sequence__gt=0),
                name="one_row_a_sequence",
            ),
            models.UniqueConstraint(
                fields=["dossier", "digest"], condition=models.Q(sequence=0), name="one_row_a_step"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["dossier", "at"])]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.at:%Y-%m-%d %H:%M}"


class AgencyTally(models.Model):
    """How many dossiers an agency had when they were last counted; see tallying.py."""

    agency = models.CharField(max_length=32, primary_key=True)
    root = models.CharField(max_length=8, db_index=True)
    received = models.PositiveIntegerField()
    running = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()  # for the applicant
    late = models.PositiveIntegerField()  # running, and known to be past the due day
    silent = models.PositiveIntegerField()  # running past the due day, for all that was told
    finished_late = models.PositiveIntegerField()
    heard_at = models.DateTimeField()
    counted_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.agency


class Question(models.Model):
    """A question (hỏi đáp): passed on by the portal, or sent by the agency that was asked."""

    root = models.CharField(max_length=8)
    number = models.CharField(max_length=64)  # HOIDAPID
    from_portal = models.BooleanField(default=False)
    agency = models.CharField(max_length=32)
    agency_name = models.CharField(max_length=400, blank=True)
    field_code = models.CharField(max_length=64, blank=True)
    content = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answerer_title = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "number"], name="one_question_a_number")
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"])]

    def __str__(self) -> str:
        return self.number


class Rating(models.Model):
    """What an applicant thought of a dossier: 1 satisfied, 2 neutral, 3 not satisfied."""

    dossier = models.ForeignKey(HubDossier, on_delete=models.PROTECT, related_name="ratings")
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    content = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "at"], name="one_rating_a_moment")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.level}"
