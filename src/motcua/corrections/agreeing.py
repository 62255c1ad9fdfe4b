"""Shares with their intervals, and how far two officials agree beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964  # two-sided 95 % of the normal distribution


@dataclass(frozen=True)
class Share:
    """``hits`` of ``total`` with the 95 % interval of Wilson (1927), all between 0 and 1."""

    hits: int
    total: int

    @property
    def observed(self) -> float | None:
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """Nothing seen says nothing: from 0 to 1."""
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.hits / self.total
        middle = p + Z95**2 / (2 * n)
        half = Z95 * sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
        low, high = (middle - half) / (1 + Z95**2 / n), (middle + half) / (1 + Z95**2 / n)
        return max(0.0, min(low, p)), min(1.0, max(high, p))

    def covers(self, predicted: float) -> bool:
        low, high = self.interval
        return low <= predicted <= high


@dataclass(frozen=True)
class Agreement:
    """Pairs of verdicts of two officials, first and second, on the same proposals."""

    both_accepted: int = 0
    only_first: int = 0
    only_second: int = 0
    both_rejected: int = 0

    @property
    def total(self) -> int:
        return self.both_accepted + self.only_first + self.only_second + self.both_rejected

    @property
    def share(self) -> Share:
        return Share(self.both_accepted + self.both_rejected, self.total)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (1960); None without pairs, or when chance alone would always agree."""
        n = self.total
        if not n:
            return None
        first, second = self.both_accepted + self.only_first, self.both_accepted + self.only_second
        chance = (first * second + (n - first) * (n - second)) / n**2
        agreed = (self.both_accepted + self.both_rejected) / n
        return None if chance == 1 else (agreed - chance) / (1 - chance)
