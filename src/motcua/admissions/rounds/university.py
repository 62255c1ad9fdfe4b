"""A university's side: keep the best of those who apply now, refuse the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

LIST_COLUMNS = ("programme", "candidate", "rank", "score", "lottery")


def answer(programmes: pa.Table, kept: pa.Table, newcomers: pa.Table, rule: str) -> pa.Table:
    """Return the whole list with a verdict per applicant: columns of the list and ``kept``.

    ``programmes`` are the university's own (programme, quota, floor), ``kept`` its list of
    the last round, ``newcomers`` those the ministry forwards now.
    """
    applicants = pa.concat_tables([kept.select(LIST_COLUMNS), newcomers.select(LIST_COLUMNS)])
    order = pc.sort_indices(
        applicants,
        sort_keys=[
            ("programme", "ascending"),
            ("score", "descending"),
            ("rank", "ascending"),
            ("lottery", "ascending"),
            ("candidate", "ascending"),
        ],
    )
    ordered = applicants.take(order)
    return ordered.append_column("kept", pa.array(_kept(programmes, ordered, rule == "ties")))


def cutoffs(programmes: pa.Table, answered: pa.Table) -> pa.Table:
    """Return what the university publishes after a round: programme, held, cutoff.

    The cut-off is the floor until the quota is filled.
    """
    held = (
        answered.filter(answered["kept"])
        .group_by("programme")
        .aggregate([("score", "min"), ("score", "count")])
    )
    at = pc.index_in(
        programmes["programme"], pc.cast(held["programme"], programmes["programme"].type)
    )
    line = held.take(at)
    count = pc.fill_null(line["score_count"], 0)
    full = pc.greater_equal(count, programmes["quota"])
    cutoff = pc.if_else(full, line["score_min"], programmes["floor"].cast(pa.int16()))
    return pa.table({"programme": programmes["programme"], "held": count, "cutoff": cutoff})


def _kept(programmes: pa.Table, ordered: pa.Table, ties: bool) -> npt.NDArray[np.bool_]:
    place = pc.index_in(ordered["programme"], programmes["programme"].combine_chunks()).to_numpy()
    score = ordered["score"].to_numpy()
    quota, floor = (programmes[name].to_numpy() for name in ("quota", "floor"))
    first = np.flatnonzero(np.diff(place, prepend=-1))
    index = np.arange(len(place)) - np.repeat(first, np.diff(np.append(first, len(place))))
    within = index < quota[place]
    if ties:
        last = np.repeat(first, np.diff(np.append(first, len(place)))) + quota[place] - 1
        reachable = np.minimum(last, len(place) - 1)
        within |= (quota[place] > 0) & (place[reachable] == place) & (score >= score[reachable])
    kept: npt.NDArray[np.bool_] = within & (score >= floor[place])
    return kept
