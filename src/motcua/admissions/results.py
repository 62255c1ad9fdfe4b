"""What an admission is published as: who goes where, and the cut-offs."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from motcua.admissions.matching import Outcome

NONE = np.int64(-1)


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
    instance = outcome.instance
    rows = outcome.granted[outcome.granted >= 0]
    place, who = instance.programme[rows], np.flatnonzero(outcome.granted >= 0)
    turn = instance.turn[who] if outcome.rule == "strict" else np.zeros_like(who)
    by_merit = np.lexsort((turn, instance.rank[rows], -instance.score[rows], place))
    end = np.searchsorted(place[by_merit], np.arange(len(instance.programmes)), side="right")
    admitted = np.bincount(place, minlength=len(instance.programmes))
    empty = admitted == 0
    last = by_merit[np.maximum(end - 1, 0)] if len(rows) else np.zeros(len(end), dtype=np.int64)
    full = admitted >= instance.quota
    lowest = instance.score[rows[last]].astype(np.int64) if len(rows) else instance.floor
    decisive = full & ~empty if outcome.rule == "strict" else np.zeros_like(full)
    return pa.table(
        {
            "programme": instance.programmes.ascending,
            "quota": instance.quota,
            "floor": instance.floor.astype(np.int16),
            "admitted": admitted.astype(np.int64),
            "full": full,
            "cutoff": pa.array(
                np.where(full & ~empty, lowest, instance.floor).astype(np.int16),
                mask=instance.quota == 0,
            ),
            "lowest": pa.array(lowest.astype(np.int16), mask=empty),
            **_last_admitted(outcome, rows, who, last, decisive),
        }
    )


def _last_admitted(
    outcome: Outcome,
    rows: np.typing.NDArray[np.int64],
    who: np.typing.NDArray[np.intp],
    last: np.typing.NDArray[np.int64],
    decisive: np.typing.NDArray[np.bool_],
) -> dict[str, pa.Array]:
    """Return what decides among those at the cut-off, null where nothing does."""
    instance = outcome.instance
    codes = instance.candidates.ascending
    lottery = codes if instance.lottery is None else instance.lottery
    if not len(rows):
        nothing = len(last)
        return {
            "last_rank": pa.nulls(nothing, pa.int16()),
            "last_lottery": pa.nulls(nothing, lottery.type),
            "last_candidate": pa.nulls(nothing, codes.type),
        }
    seat = pa.array(who[last], mask=~decisive)
    return {
        "last_rank": pa.array(instance.rank[rows[last]], mask=~decisive),
        "last_lottery": lottery.take(seat),
        "last_candidate": codes.take(seat),
    }
