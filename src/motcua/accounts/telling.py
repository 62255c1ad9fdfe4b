"""Mandates and appointments that the national portal is still to be told of by this node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.accounts.models import AppointedHelper, Mandate

AT_ONCE = 200


@dataclass(frozen=True)
class ToTell:
    """What was given or ended here since the portal heard of it last."""

    mandates: Sequence[Mandate]
    helpers: Sequence[AppointedHelper]

    def __len__(self) -> int:
        return len(self.mandates) + len(self.helpers)


def to_tell() -> ToTell:
    """Return what the portal was not told of, oldest first."""
    mandates = Mandate.objects.filter(told=False, root="").select_related("organisation")
    helpers = AppointedHelper.objects.filter(told=False)
    return ToTell(
        mandates.order_by("given_at").select_related("organisation__organisation")[:AT_ONCE],
        helpers.order_by("appointed_at")[:AT_ONCE],
    )


def note_told(told: ToTell) -> None:
    """Note what the portal took; what was ended meanwhile is told again."""
    for one in told.mandates:
        Mandate.objects.filter(id=one.id, ended_at=one.ended_at).update(told=True)
    for helper in told.helpers:
        AppointedHelper.objects.filter(id=helper.id, ended_at=helper.ended_at).update(told=True)
