"""Both sides of the exchange in one process, or one side of it."""

from __future__ import annotations

import pyarrow as pa

from motcua.admissions.instance import Instance
from motcua.admissions.rounds.exchange import Exchange, answer_round, open_round


def universities_of(programmes: pa.Table, instance: Instance) -> list[str]:
    """Return the university of each programme in ascending order of code.

    Without a column ``university`` every programme stands for itself.
    """
    if "university" not in programmes.column_names:
        return [str(code) for code in instance.programmes.ascending.to_pylist()]
    names = [""] * len(instance.programmes)
    given = programmes["university"].to_pylist()
    for row, place in enumerate(instance.programmes.place_of_row.tolist()):
        names[place] = str(given[row])
    return names


def run_rounds(
    exchange: Exchange, instance: Instance, universities: list[str], stop_after: int | None = None
) -> bool:
    """Go on until nobody moves, or for some rounds; return whether the exchange is over."""
    done = 0
    while True:
        for name in exchange.waiting_for():
            answer_round(exchange, name)
        if stop_after is not None and done >= stop_after:
            return False
        if not open_round(exchange, instance, universities):
            return True
        done += 1
