"""Agencies (cơ quan) and their units as a dated tree."""

from __future__ import annotations

from django.db import models


class Agency(models.Model):
    """An agency or unit under its identification code (mã định danh), e.g. ``H44.28.05``."""

    code = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24)  # province, commune, unit, one_stop, police …
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="units")
    place_code = models.CharField(max_length=8, blank=True)  # the commune or province it serves
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # last day, included
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["place_code", "kind"])]

    def __str__(self) -> str:
        return self.name


class AgencyName(models.Model):
    """A name that an agency bears from a day on; ``Agency.name`` is the one in force today."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="one_name_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}"


class AgencyChange(models.Model):
    """A reorganisation (sắp xếp đơn vị) by a decision, kept so that it can be undone.

    ``before`` holds, for every agency that it touched, the code and the columns as they were.
    """

    class Kind(models.TextChoices):
        MERGED = "merged", "Sáp nhập, hợp nhất"
        SPLIT = "split", "Chia, tách"
        RENAMED = "renamed", "Đổi tên"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField()  # first day
    decision = models.CharField(max_length=200)  # the document that orders it
    before = models.JSONField()
    made = models.JSONField(default=list)  # codes of agencies that begin with it
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
