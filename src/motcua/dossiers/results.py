"""What a decided dossier has to hand over (kết quả): the result itself and the copies asked for."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.catalogue import service as catalogue
from motcua.dossiers.contents import body_of
from motcua.dossiers.state import Dossier

MAIN = "result"
COPIES = "copies"  # the question of a form that counts copies


@dataclass(frozen=True)
class Result:
    """``handed``: somebody has it already."""

    id: str
    label: str
    handed: bool


def results_of(dossier: Dossier) -> list[Result]:
    """Return the results in the order in which they are handed over."""
    named = {MAIN: _main(dossier)}
    copies = ((body_of(dossier.declaration) or {}).get("answers") or {}).get(COPIES)
    if copies and dossier.outcome != "refused":
        named[COPIES] = f"Bản sao: {copies} bản"
    return [Result(id_, label, id_ in dossier.handed) for id_, label in named.items()]


def _main(dossier: Dossier) -> str:
    if dossier.outcome == "refused":
        return "Phiếu từ chối giải quyết hồ sơ (mẫu số 03)"
    return catalogue.revision(dossier.procedure, dossier.revision).result.name.vi
