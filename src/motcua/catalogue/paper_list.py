"""Which papers a person must bring, and which the state already has as data."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.catalogue.conditions import Answers, holds
from motcua.catalogue.package import Channel, Paper, Procedure


@dataclass(frozen=True)
class Demand:
    """``replaced``: 'Đã có dữ liệu, không phải nộp', from the source in ``paper.replaced_by``."""

    paper: Paper
    replaced: bool


def demands(procedure: Procedure, channel: Channel, answers: Answers) -> tuple[Demand, ...]:
    """Return the papers that the law asks for in this case, in the order of the package."""
    return tuple(
        Demand(paper, _replaced(paper, answers))
        for paper in procedure.papers
        if channel in paper.channels and holds(paper.when, answers)
    )


def _replaced(paper: Paper, answers: Answers) -> bool:
    return paper.replaced_when is not None and bool(holds(paper.replaced_when, answers))
