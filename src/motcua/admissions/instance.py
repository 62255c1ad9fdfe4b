"""One admission, checked and put in order: the value that every rule here works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from motcua.admissions.codes import Codes

TOP_SCORE = 3000  # hundredths: 30 points
LAST_RANK = 999

Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Instance:
    """Candidates and programmes in ascending order of code; preferences by candidate and rank.

    ``turn`` is a candidate's place in the order of the lottery, ``first`` the row of their
    first preference (one more entry closes the last list), ``owner`` a row's candidate. Scores, floors: hundredths.
    """

    candidates: Codes
    programmes: Codes
    lottery: pa.Array | None
    turn: Ints
    shared_lottery: int  # candidates whose lottery number an earlier candidate has too
    quota: npt.NDArray[np.int64]
    floor: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    owner: Ints
    rank: Shorts
    programme: Ints
    score: Shorts
    top_score: int = TOP_SCORE

    @property
    def opening(self) -> npt.NDArray[np.int64]:
        """Return the row of everybody's first preference."""
        first = self.first[:-1]
        return first[first < self.first[1:]]
