"""The lottery (bốc thăm): a number per candidate that anyone can compute from the seed.

The hash of the seed is published before scores are known, the seed itself after the lists
close; then nobody could choose the numbers, and everybody can check theirs.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa

from motcua.admissions.refusal import Faults

DIGITS = 15  # hexadecimal digits of the hash: 60 bits, so that numbers practically never meet


def drawn_number(seed: str, candidate: object) -> int:
    """Return a candidate's number: the smaller goes first."""
    return int(hashlib.sha256(f"{seed}\n{candidate}".encode()).hexdigest()[:DIGITS], 16)


def with_lottery(candidates: pa.Table, seed: str) -> pa.Table:
    """Return the candidates with the numbers drawn from ``seed``.

    :raises motcua.admissions.refusal.InputRefused: when the table holds other numbers.
    """
    codes = candidates["candidate"].to_pylist()
    numbers = np.fromiter((drawn_number(seed, code) for code in codes), np.int64, len(codes))
    drawn = pa.array(numbers)
    if "lottery" not in candidates.column_names:
        return candidates.append_column("lottery", drawn)
    faults = Faults()
    given = candidates["lottery"].cast(pa.string()).to_pylist()
    differing = [row for row, number in enumerate(given) if number != str(numbers[row])]
    faults.rows(
        "candidates",
        "lottery_differs",
        "số bốc thăm không khớp với hạt giống đã công bố",
        np.array(differing, dtype=np.intp),
        lambda row: f"thí sinh {codes[row]}",
    )
    faults.stop()
    return candidates
