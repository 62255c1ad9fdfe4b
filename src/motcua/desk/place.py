"""Where an official is in the list that they work through; every address on the way carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from motcua.accounts.service import Actor
from motcua.dossiers import service as dossiers
from motcua.dossiers.service import TABS, Dossier, OfficialsDossier

LONGEST_CODE = 40


@dataclass(frozen=True)
class Place:
    """``tab`` is empty for who came another way, by search or by a link; ``follows`` is a code."""

    tab: str = ""
    mine: bool = False
    page: int = 1
    follows: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Place:
        tab = asked.get("tab", "")
        if tab not in TABS:
            return cls()
        mine, follows = asked.get("who") == "me", asked.get("next", "")[:LONGEST_CODE]
        return cls(tab, mine, page_number(asked.get("page", "")), follows)

    def __bool__(self) -> bool:
        return bool(self.tab)

    @property
    def query(self) -> str:
        told = {
            "tab": self.tab,
            "who": "me" * self.mine,
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in told.items() if value})

    def next_after(self, actor: Actor, dossier: Dossier, now: datetime) -> OfficialsDossier | None:
        """Return what to open next: what an act named before it moved the dossier, else what follows."""
        if not self.tab:
            return None
        if self.follows:
            try:
                return dossiers.dossier_for_official(actor, self.follows)
            except dossiers.DossierNotFound:
                pass
        return dossiers.next_in(actor, self.tab, dossier, now, mine=self.mine)


def page_number(asked: str) -> int:
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    return max(number, 1)
