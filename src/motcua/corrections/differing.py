"""Where two spellings differ, letter by letter: accents apart from letters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from motcua.kernel.names import fold, nfc

LONGEST = 128  # letters; the work grows with the square


class Mark(StrEnum):
    SAME = "same"
    ACCENT = "accent"  # the same letter with another tone or mark: Hoà/Hoa, đ/d
    LETTER = "letter"  # another letter, or one that the other side lacks


@dataclass(frozen=True)
class Piece:
    """A run of letters that are marked alike."""

    text: str
    mark: Mark


Pieces = tuple[Piece, ...]
_Way = tuple[Mark, int, int]  # of one step: its mark, letters taken on the left and on the right
_COST = {Mark.SAME: 0, Mark.ACCENT: 1, Mark.LETTER: 3}
_GAP = 2


def differences(left: str, right: str) -> tuple[Pieces, Pieces]:
    """Return both texts (NFC, single spaces) cut into pieces; capitals do not count.

    Of all alignments one with the fewest changes is taken, an accent being less than a letter;
    swapping the texts swaps the answer. Beyond ``LONGEST`` letters a text is marked as a whole.
    """
    a, b = nfc(left), nfc(right)
    if max(len(a), len(b)) > LONGEST:
        whole = Mark.SAME if a.lower() == b.lower() else Mark.LETTER
        return _pieces(a, [whole] * len(a)), _pieces(b, [whole] * len(b))
    if b < a:
        on_right, on_left = _marks(b, a)
    else:
        on_left, on_right = _marks(a, b)
    return _pieces(a, on_left), _pieces(b, on_right)


def likeness(a: str, b: str) -> Mark:
    """Compare two single letters."""
    if a.lower() == b.lower():
        return Mark.SAME
    return Mark.ACCENT if fold(a) and fold(a) == fold(b) else Mark.LETTER


def _marks(a: str, b: str) -> tuple[list[Mark], list[Mark]]:
    """Return the mark of every letter of both texts, along a cheapest alignment."""
    on_a, on_b = [Mark.LETTER] * len(a), [Mark.LETTER] * len(b)
    ways = _ways(a, b)
    i, j = len(a), len(b)
    while i or j:
        mark, left, right = ways[i][j]
        if left and right:
            on_a[i - 1] = on_b[j - 1] = mark
        i, j = i - left, j - right
    return on_a, on_b


def _ways(a: str, b: str) -> list[list[_Way]]:
    """Return, for every pair of beginnings, the last step of a cheapest alignment of them."""
    ways = [[(Mark.LETTER, 0, 1)] * (len(b) + 1) for _ in range(len(a) + 1)]
    above = [_GAP * j for j in range(len(b) + 1)]
    for i, letter in enumerate(a, 1):
        row = [_GAP * i]
        ways[i][0] = (Mark.LETTER, 1, 0)
        for j, other in enumerate(b, 1):
            mark = likeness(letter, other)
            costs = (above[j - 1] + _COST[mark], above[j] + _GAP, row[j - 1] + _GAP)
            cheapest = min(costs)
            ways[i][j] = ((mark, 1, 1), (Mark.LETTER, 1, 0), (Mark.LETTER, 0, 1))[
                costs.index(cheapest)
            ]
            row.append(cheapest)
        above = row
    return ways


def _pieces(text: str, marks: list[Mark]) -> Pieces:
    pairs = zip(text, marks, strict=True)
    return tuple(
        Piece("".join(letter for letter, _ in run), mark)
        for mark, run in groupby(pairs, key=lambda pair: pair[1])
    )
