"""The ministry's side: forward everyone to the next preference that has not refused them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from motcua.admissions.instance import Instance

Longs = npt.NDArray[np.int64]


def next_rows(instance: Instance, refused: Longs) -> Longs:
    """Return the rows that follow those refused, of the candidates who still have one."""
    following = refused + 1
    return np.sort(following[following < instance.first[instance.owner[refused] + 1]])


def list_of(instance: Instance, rows: Longs) -> pa.Table:
    """Return preferences as a university may see them: nothing of the other preferences."""
    owner = instance.owner[rows]
    codes = instance.candidates.ascending
    lottery: Any = codes if instance.lottery is None else instance.lottery
    return pa.table(
        {
            "programme": instance.programmes.ascending.take(pa.array(instance.programme[rows])),
            "candidate": codes.take(pa.array(owner)),
            "rank": instance.rank[rows],
            "score": instance.score[rows],
            "lottery": lottery.take(pa.array(owner)),
        }
    )


def rows_of(instance: Instance, listed: pa.Table) -> Longs:
    """Return the rows of preferences that a university names by candidate and programme."""
    owner = instance.candidates.locate(listed["candidate"])
    programme = instance.programmes.locate(listed["programme"])
    row = instance.first[owner]
    found = np.full(len(row), -1, dtype=np.int64)
    open_ = np.arange(len(row))
    while len(open_):
        hit = instance.programme[row[open_]] == programme[open_]
        found[open_[hit]] = row[open_[hit]]
        open_ = open_[~hit]
        row[open_] += 1
    return found
