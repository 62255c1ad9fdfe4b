"""At which level a dossier is decided, and what that level is on the days of the story. Pure.

Report 004 counts by three levels of a province: province, district, commune. Districts ended on
30/06/2025; the story plays later, so what was theirs is done by the commune that keeps the
district's name. A ministry decides nothing on a province's node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from motcua.kernel.places import Places

CENTRE, DEPARTMENT = "H44.02", "H44.11"  # the provincial one-stop centre, the department of justice


class Level(StrEnum):
    """Levels of report 004: tỉnh, huyện (until 30/06/2025), xã."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


# Of a hundred who come by each channel: 10, 20 and 70 by level as we estimate, weighed by the
# share that report 003 counts online at each (47.1, 8.1 and 6.8 %).
ONLINE = {Level.PROVINCE: 42, Level.DISTRICT: 15, Level.COMMUNE: 43}
COUNTER = {Level.PROVINCE: 6, Level.DISTRICT: 21, Level.COMMUNE: 73}
# What the department of justice decides too: it keeps the register as the communes do.
BY_THE_PROVINCE = frozenset({"2.000635"})


def district_towns(places: Places, served: Iterable[str]) -> frozenset[str]:
    """Return those of the communes (codes) that keep the name of a former district of theirs."""
    districts: dict[str, set[str]] = {}
    for former in places.former_communes.values():
        for code in former.successors:
            districts.setdefault(code, set()).add(_bare(former.district))
    return frozenset(
        code for code in served if _bare(places.commune(code).name) in districts.get(code, ())
    )


def share_out(agencies: Iterable[str], actors: int) -> Mapping[str, int]:
    """Give each agency to one acting process, the busiest first to whoever has least."""
    load = [0] * actors
    given: dict[str, int] = {}
    for agency, count in sorted(Counter(agencies).items(), key=lambda one: (-one[1], one[0])):
        given[agency] = load.index(min(load))
        load[given[agency]] += count
    return given


def _bare(name: str) -> str:
    """Return a name without the word for what it is: 'Huyện Mai Châu' → 'mai châu'."""
    words = name.split()
    kinds = {"huyện", "xã", "phường", "thị", "trấn", "thành", "phố"}
    return " ".join(word for word in map(str.lower, words) if word not in kinds)
