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
