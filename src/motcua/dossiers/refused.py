"""What other systems refused to take of an official's dossiers."""

from __future__ import annotations

from motcua.accounts.actors import Actor
from motcua.dossiers.officials import visible
from motcua.exchange import figures
from motcua.exchange.figures import Quarantined

MOST = 1_000


def refused_of(actor: Actor) -> list[Quarantined]:
    """Return the refused deliveries of dossiers that the official may see, oldest first."""
    found = figures.quarantined(limit=MOST)
    codes = {one.dossier for one in found}
    own = set(visible(actor).filter(code__in=codes).values_list("code", flat=True))
    return [one for one in found if one.dossier in own]
