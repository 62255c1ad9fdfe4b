"""Tables of register matching; private to this room, everybody else goes through ``service``."""

from __future__ import annotations

from django.db import models

from motcua.corrections.settling import Desk, Said, State

_STATES = [(state.value, state.value) for state in State]


class LoadedRun(models.Model):
    """One run of the engine for one sector of one agency; a later one takes its place."""

    agency = models.CharField(max_length=32)
    sector = models.CharField(max_length=80)
    manifest = models.CharField(max_length=64)  # SHA-256 of the manifest's bytes
    settle_from = models.FloatField()
    rows = models.PositiveBigIntegerField()  # of the sector's file
    proposals = models.PositiveIntegerField()
    second_reading_percent = models.PositiveSmallIntegerField()
    loaded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "manifest"], name="a_run_is_loaded_once"),
            models.UniqueConstraint(
                fields=["agency", "sector"],
                condition=models.Q(replaced_at=None),
                name="one_present_run_per_sector",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.sector} {self.manifest[:12]}"


class Proposal(models.Model):
    """One sector row and the person it may speak of, with what would be corrected (đề xuất).

    ``changes`` are [field, before, after]; ``sides`` what the files say of the row, the person and
    the runner-up, empty when the run was loaded without its files. ``other_row`` is the key of
    another row that speaks of the same person, where a person may have only one. Personal data.
    """

    run = models.ForeignKey(LoadedRun, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=32)
    row_key = models.CharField(max_length=120)
    person_id = models.CharField(max_length=120)
    runner_up = models.CharField(max_length=120, blank=True)
    other_row = models.CharField(max_length=120, blank=True, db_default="")
    probability = models.FloatField()
    runner_probability = models.FloatField(null=True)
    rivals = models.PositiveIntegerField(default=0)
    evidence = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    sides = models.JSONField(default=dict)
    fault = models.CharField(max_length=16)
    district = models.CharField(max_length=80, blank=True)
    gain = models.PositiveIntegerField()  # thousandths of a point
    risk = models.PositiveIntegerField()
    priority = models.IntegerField()
    twice = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=_STATES, default=State.OPEN)
    waits_for = models.CharField(max_length=8, blank=True, default=Desk.OFFICIAL)
    first_by = models.UUIDField(null=True)  # who read it first, while a second reading is due
    readings = models.CharField(max_length=2, blank=True)  # of the sample: first and second, a or r
    version = models.PositiveIntegerField(default=0)  # steps taken
    settled_at = models.DateTimeField(null=True)
    given_out = models.BooleanField(default=False)  # the sector was last told to correct

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row_key"], name="a_row_once_a_run")]
        indexes = [
            models.Index(fields=["agency", "waits_for", "-priority", "id"], name="waiting_first"),
            models.Index(
                fields=["agency", "waits_for", "fault", "district", "first_by"],
                name="waiting_counts",
            ),
            models.Index(
                fields=["agency", "state", "given_out"],
                condition=~models.Q(settled_at=None),
                name="settled_proposals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.pk}"


class StepTaken(models.Model):
    """Who decided what and when; the application's login may add and read, nothing else."""

    proposal = models.ForeignKey(Proposal, on_delete=models.DO_NOTHING, related_name="steps")
    seq = models.PositiveIntegerField()
    said = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Said])
    reason = models.CharField(max_length=24, blank=True)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    role = models.CharField(max_length=16)
    agency = models.CharField(max_length=32)
    terminal = models.CharField(max_length=45, blank=True)
    command = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "seq"], name="one_step_per_number"),
            models.UniqueConstraint(fields=["by", "command"], name="a_step_is_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} #{self.seq} {self.said}"


class Export(models.Model):
    """Settled corrections that were given to the sector in one file."""

    agency = models.CharField(max_length=32)
    sector = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agency} {self.sector} {self.pk}"


class ExportLine(models.Model):
    """``withdrawn`` takes back what an earlier export corrected."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.export_id} {self.proposal_id}"


class PersonTold(models.Model):
    """That a person was told of a correction, and under which code they may object."""

    code = models.CharField(max_length=16, primary_key=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="+")
    notice = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Objection(models.Model):
    """What a person said against a correction (ý kiến không đồng ý); erasable, unlike steps."""

    told = models.ForeignKey(PersonTold, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
