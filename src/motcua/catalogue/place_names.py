"""Places as people say them: by code, present name, or the name of before 01/07/2025."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.kernel.names import fold
from motcua.kernel.places import Commune, Match, Places

_ALIKE = 8
_SOUGHT = 64  # enough for the commonest name of all communes


@dataclass(frozen=True)
class Resolution:
    """``commune`` is the one meant; without it, ``candidates`` are those to choose from.

    ``alike``: nothing bears the name, the candidates only resemble it. ``former`` is the unit of
    before 01/07/2025 whose name was said, if it was that.
    """

    commune: Commune | None
    candidates: tuple[Match, ...] = ()
    alike: bool = False

    def picked(self, code: str) -> Commune | None:
        """Return the candidate that a person picked by its code; None for anything else."""
        return next((m.commune for m in self.candidates if m.commune.code == code), None)

    @property
    def former(self) -> str:
        formers = {match.former.vi() for match in self.candidates if match.former}
        return formers.pop() if len(formers) == 1 else ""


def resolve(said: str, places: Places, province: str = "", detail: str = "") -> Resolution:
    """Find the commune that ``said`` names by code, present name or former name.

    A divided former commune is settled by the hamlet in ``detail`` where the list of hamlets
    knows it; else its successors are the candidates.
    """
    if said in places.communes:
        return Resolution(places.commune(said))
    if said in places.former_communes:
        former = places.former(said)
        found = [Match(places.commune(code), former) for code in former.successors]
    else:
        matches = places.search(said, limit=_SOUGHT, province_code=province or None)
        found = [match for match in matches if _is_called(match, said)]
        if not found:
            return Resolution(None, tuple(matches[:_ALIKE]), alike=True)
    if len({match.commune.code for match in found}) == 1:
        return Resolution(found[0].commune, tuple(found))
    if settled := _by_hamlet(found, places, detail):
        return Resolution(settled.commune, (settled,))
    return Resolution(None, tuple(found))


def agency_name(commune: Commune) -> str:
    """Return 'UBND xã Mai Châu'."""
    return f"UBND {commune.name[0].lower()}{commune.name[1:]}"


def _is_called(match: Match, said: str) -> bool:
    name = fold(match.former.name if match.former else match.commune.name)
    spoken = fold(said.split(",")[0])
    return name == spoken or name.endswith(f" {spoken}")


def _by_hamlet(found: list[Match], places: Places, detail: str) -> Match | None:
    """A successor may bear the former name itself: what it covers is told by its hamlets."""
    lived_in = fold(detail)
    communes = {match.commune.code: match for match in found}
    for former in {match.former.code for match in found if match.former}:
        for hamlet in places.hamlets_of(former):
            if hamlet.commune_code in communes and fold(hamlet.name) in lived_in:
                return communes[hamlet.commune_code]
    return None
