"""Which proposal is worth a look first: what a settled link spares, and what a wrong one does.

Points, not money; they order a list and decide nothing. One point of gain is one correction that a
person need not file. An identity number counts more, since the row is then found by itself at every
later matching. One point of harm is one fact about somebody that would be made wrong; another
person's number or name on a row may send them another's benefits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PARTS = 1000
LINK_GAIN, LINK_HARM = 1, 2
GAIN = {"personal_id": 3, "full_name": 2, "birth": 2, "sex": 1, "commune": 1}
HARM = {"personal_id": 6, "full_name": 4, "birth": 3, "sex": 1, "commune": 1}


@dataclass(frozen=True)
class Weight:
    """Expected points in thousandths: ``gain`` if accepted and right, ``risk`` if wrong."""

    gain: int
    risk: int

    @property
    def priority(self) -> int:
        """The higher, the earlier: much to spare and little to spoil comes first."""
        return self.gain - self.risk

    @property
    def risk_word(self) -> str:
        if self.risk < PARTS // 2:
            return "thấp"
        return "vừa" if self.risk < 2 * PARTS else "cao"


def weigh(probability: float, fields: Iterable[str]) -> Weight:
    """Weigh a proposal that would correct ``fields`` and is right with ``probability``."""
    chance = round(min(max(probability, 0.0), 1.0) * PARTS)
    changed = set(fields)
    gain = LINK_GAIN + sum(GAIN.get(field, 1) for field in changed)
    harm = LINK_HARM + sum(HARM.get(field, 1) for field in changed)
    return Weight(gain * chance, harm * (PARTS - chance))


def chance_word(probability: float) -> str:
    """Return how likely in words; the number always stands beside it."""
    words = ((0.99, "gần như chắc chắn"), (0.95, "rất có thể"), (0.8, "có thể"))
    return next((word for least, word in words if probability >= least), "chưa rõ")
