"""A worker that is killed, as by `kill -9`, at a named point of its first delivery."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import django

django.setup()

from motcua.exchange import leases  # noqa: E402
from motcua.exchange.clients.national_sending import NationalSender  # noqa: E402
from motcua.exchange.delivering import Courier  # noqa: E402
from motcua.exchange.leases import Pace  # noqa: E402
from motcua.exchange.sending import Item, Outcome, ToRender  # noqa: E402

BRIEFLY = Pace(lease_s=0.5, back_off_s=0, back_off_cap_s=0)


def items(asked: Sequence[ToRender]) -> list[dict[str, Any]]:
    return [item(one) for one in asked]


def item(asked: ToRender) -> dict[str, Any]:
    """Return what the wire demands, whatever the cause."""
    fields = {"MaHoSo": asked.dossier, "MC_TrinhTu": asked.ordinal}
    if asked.kind == "DongBoHoSoMC":
        return {**fields, "MaTTHC": "1.001193", "TrangThaiHoSo": "4"}
    at = f"20261123{asked.ordinal:06}"
    return {**fields, "ThoiDiemXuLy": at, "TrangThai": "4"}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingSender(NationalSender):
    def send(self, kind: str, items: Sequence[Item]) -> Sequence[Outcome]:
        if point == "before send":
            die()
        outcomes = super().send(kind, items)
        if point == "after send":
            die()
        return outcomes


def dying_acknowledge(*arguments: Any) -> None:
    acknowledge(*arguments)
    die()


if __name__ == "__main__":
    point = json.loads(sys.argv[1])
    acknowledge = leases.acknowledge
    if point == "after acknowledgement":
        leases.acknowledge = dying_acknowledge
    Courier({"national": DyingSender(items, 1)}, BRIEFLY).deliver_once()
    sys.exit(3)  # it should not have lived so long
