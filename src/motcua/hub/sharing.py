"""Services 'down': what the hub tells a province or ministry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.hub.codes import Answer, Refusal
from motcua.hub.models import HubAccount, HubDossier
from motcua.kernel.clock import HANOI

Rows = list[dict[str, str]]


def dossier(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """TraCuuHoSo: one row when the hub has a dossier of the asking agency, else none."""
    code = asked.get("mahoso")
    if not isinstance(code, str) or not code or "\x00" in code:
        raise Refusal(Answer.CONTENT, "Trường mahoso: chưa có")
    found = HubDossier.objects.filter(code=code, root=account.agency).first()
    if found is None:
        return []
    heard = found.last_heard_at.astimezone(HANOI)
    return [
        {
            "MaHoSo": found.code,
            "MaTTHC": found.procedure_code,
            "TrangThaiHoSo": str(found.status),
            "ThoiDiemCapNhat": f"{heard:%Y%m%d%H%M%S}",
        }
    ]


SERVICES: Mapping[str, Callable[[HubAccount, Mapping[str, Any]], Rows]] = {"TraCuuHoSo": dossier}
