"""What an admission is published as: who goes where, and the cut-offs."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from motcua.admissions.matching import Outcome


def result_of(outcome: Outcome) -> pa.Table:
    """Return ``candidate, programme, rank`` by ascending candidate; null when none."""
    instance, granted = outcome.instance, outcome.granted
    none = granted < 0
    row = np.where(none, 0, granted)
    return pa.table(
        {
            "candidate": instance.candidates.ascending,
            "programme": instance.programmes.ascending.take(
                pa.array(instance.programme[row], mask=none)
            ),
            "rank": pa.array(instance.rank[row], mask=none),
        }
    )


def cutoffs_of(outcome: Outcome) -> pa.Table:
    """Return one row per programme, by ascending code; scores in hundredths.

    ``cutoff`` (điểm chuẩn) is the score needed: that of the last admitted once the quota is
    filled, the floor while seats are free, null when the quota is 0. Under rule *strict* the
    last admitted's rank, lottery number and code decide among those at the cut-off.
    """
    instance, last = outcome.instance, outcome.last
    empty = last < 0
    full = (outcome.admitted >= instance.quota) & ~empty
    lowest = instance.score[last].astype(np.int16)
    undecided = ~full if outcome.rule == "strict" else np.ones_like(full)
    seat = pa.array(instance.owner[last], mask=undecided)
    codes = instance.candidates.ascending
    lottery = codes if instance.lottery is None else instance.lottery
    return pa.table(
        {
            "programme": instance.programmes.ascending,
            "quota": instance.quota,
            "floor": instance.floor.astype(np.int16),
            "admitted": outcome.admitted,
            "full": outcome.admitted >= instance.quota,
            "cutoff": pa.array(
                np.where(full, lowest, instance.floor).astype(np.int16), mask=instance.quota == 0
            ),
            "lowest": pa.array(lowest, mask=empty),
            "last_rank": pa.array(instance.rank[last], mask=undecided),
            "last_lottery": lottery.take(seat),
            "last_candidate": codes.take(seat),
        }
    )
