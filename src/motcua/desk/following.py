"""What was written on a dossier, and how far the outside knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Dossier
from motcua.exchange import lanes

NATIONAL = "national"
CIVIL_STATUS = "civil_status"
KINDS = {
    "note": "Nội dung, lý do",
    "supplement_list": "Nội dung yêu cầu bổ sung",
    "supplement_answer": "Người yêu cầu bổ sung",
}
DESTINATIONS = {
    NATIONAL: "Cổng Dịch vụ công quốc gia",
    CIVIL_STATUS: "Phần mềm đăng ký, quản lý hộ tịch điện tử dùng chung",
}
STATES = {
    "acknowledged": ("done", "Đã đồng bộ"),
    "pending": ("waiting", "Đang chờ"),
    "quarantined": ("late", "Bị từ chối"),
}


@dataclass(frozen=True)
class Said:
    label: str
    lines: Sequence[str]
    at: datetime


@dataclass(frozen=True)
class Destination:
    """``reasons`` are the answers of the other side to what it refused."""

    name: str
    look: str
    word: str
    told: int
    waiting: int
    last: datetime | None
    reasons: Sequence[str]


def written(code: str) -> list[Said]:
    """Return what officials and applicants wrote, newest first."""
    return [Said(KINDS[w.kind], _lines(w.body), w.at) for w in dossiers.written(code, *KINDS)]


def deliveries(dossier: Dossier) -> list[Destination]:
    """Return the standing of each destination that is to know of the dossier."""
    posted = lanes.history(dossier.code)
    wanted = [NATIONAL, *sorted({one.destination for one in posted} - {NATIONAL})]
    return [
        _destination(name, dossier.code, [one for one in posted if one.destination == name])
        for name in wanted
    ]


def _destination(name: str, code: str, posted: Sequence[lanes.Posted]) -> Destination:
    look, word = STATES[lanes.standing(code, name)]
    known = [one.acknowledged_at for one in posted if one.acknowledged_at]
    return Destination(
        name=DESTINATIONS.get(name, name),
        look=look,
        word=word,
        told=len(posted),
        waiting=sum(one.state == "pending" for one in posted),
        last=max(known, default=None),
        reasons=[one.reason for one in posted if one.state == "quarantined" and one.reason],
    )


def _lines(body: Any) -> list[str]:
    if "items" in body:
        return [str(item) for item in body["items"]]
    return [line for line in str(body.get("text", "")).split("\n") if line]
