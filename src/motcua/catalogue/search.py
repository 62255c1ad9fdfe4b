"""Finds procedures by the words that people use for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from motcua.kernel.names import fold

# words that say nothing about which procedure is meant
_EMPTY = frozenset(
    fold("tôi muốn cần xin làm cho của và ở đâu như thế nào thủ tục về để thì có").split()
)
_LEAST = 0.34  # share of the query's weight that a procedure must meet


@dataclass(frozen=True)
class Entry:
    """A procedure to be found: its name, and other words for it."""

    code: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    code: str
    name: str
    score: float  # 0 to 1: how much of the query, rare words weighing more, was met


class SearchIndex:
    """Marks and case do not matter; the last word typed may be unfinished."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [(entry, _words(entry)) for entry in entries]
        self._rarity: dict[str, float] = {}
        for _, words in self._entries:
            for word in words:
                self._rarity[word] = self._rarity.get(word, 0) + 1
        total = len(self._entries)
        self._rarity = {word: log(1 + total / count) for word, count in self._rarity.items()}

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """Return the best entries for a query, best first; none when nothing fits well."""
        exact = [entry for entry, _ in self._entries if entry.code == query.strip()]
        asked = [word for word in fold(query).split() if word not in _EMPTY] or fold(query).split()
        scored = [(self._score(asked, words), entry) for entry, words in self._entries]
        hits = [Hit(entry.code, entry.name, 1.0) for entry in exact]
        hits += [
            Hit(entry.code, entry.name, round(score, 4))
            for score, entry in sorted(scored, key=lambda pair: (-pair[0], pair[1].code))
            if score >= _LEAST and entry not in exact
        ]
        return hits[:limit]

    def _score(self, asked: list[str], words: frozenset[str]) -> float:
        rarest = max(self._rarity.values(), default=1.0)
        met = total = 0.0
        for place, word in enumerate(asked):
            weight = self._rarity.get(word, rarest)
            total += weight
            unfinished = place == len(asked) - 1 and len(word) > 1
            if word in words or (unfinished and any(known.startswith(word) for known in words)):
                met += weight
        return met / total if total else 0.0


def _words(entry: Entry) -> frozenset[str]:
    return frozenset(
        word for text in (entry.name, *entry.words) for word in fold(text).replace(",", " ").split()
    )
