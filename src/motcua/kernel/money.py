"""Money in whole đồng."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.kernel import number_words


def format_dong(amount: int) -> str:
    """Return '8.000 đồng', as screens show it."""
    return f"{amount:,} đồng".replace(",", ".")


def in_words(amount: int) -> str:
    """Return 'Tám nghìn đồng', as receipts show it."""
    words = number_words.in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` by ``weights`` into whole đồng that add up to it exactly.

    What rounding leaves goes to the largest remainders, the first one on a tie.
    """
    if total < 0 or not weights or min(weights) < 0 or sum(weights) == 0:
        raise ValueError(f"{total} đồng cannot be split by the weights {list(weights)}")
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total * weights[i] % whole))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares
