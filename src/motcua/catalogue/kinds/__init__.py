"""The types of questions, by the name that ``form.yaml`` uses."""

from motcua.catalogue.kinds import choices, dates, places, texts
from motcua.catalogue.kinds.kind import Kind, Unreadable

__all__ = ["KINDS", "Kind", "Unreadable"]

KINDS: dict[str, Kind] = {**texts.KINDS, **dates.KINDS, **choices.KINDS, **places.KINDS}
