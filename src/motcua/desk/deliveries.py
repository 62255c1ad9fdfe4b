"""What was sent of a dossier and what came of it; what other systems refused to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.desk import declaration
from motcua.desk.at_post import Me, at_post
from motcua.desk.following import CIVIL_STATUS, DESTINATIONS, NATIONAL
from motcua.desk.links import links
from motcua.dossiers import parity, refused
from motcua.dossiers import service as dossiers
from motcua.dossiers.parity import Both
from motcua.dossiers.service import Dossier
from motcua.exchange import lanes
from motcua.exchange.lanes import Posted
from motcua.kernel import clock
from motcua.kernel.parity import SEQUENCE_KEY, STORED_KEY

SERVICES = {
    "DongBoHoSoMC": "Toàn bộ hồ sơ",
    "CapNhatTienDoHoSoMC": "Bước xử lý",
    "dangKyHoTich": "Đăng ký hộ tịch",
}
AGAIN = {
    "missing": "Bên nhận chưa có hồ sơ",
    "older": "Bên nhận giữ bản cũ",
    "status": "Trạng thái hai bên khác nhau",
    "progress": "Số bước xử lý hai bên khác nhau",
    "content": "Nội dung hai bên khác nhau",
    "never_posted": "Hồ sơ chưa từng được gửi",
}
STATUSES = {
    "1": "Mới đăng ký",
    "2": "Được tiếp nhận",
    "3": "Không được tiếp nhận",
    "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ",
    "6": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "7": "Công dân yêu cầu rút hồ sơ",
    "8": "Dừng xử lý",
    "9": "Đã xử lý xong",
    "10": "Đã trả kết quả",
}
_ACKNOWLEDGED, _PENDING, _QUARANTINED = "acknowledged", "pending", "quarantined"


@dataclass(frozen=True)
class Line:
    """One delivery; ``look`` is the colour of its state."""

    posted: Posted
    destination: str
    service: str
    look: str
    word: str
    again: str


@dataclass(frozen=True)
class Compared:
    """One fact as each side holds it."""

    label: str
    ours: str
    theirs: str

    @property
    def agrees(self) -> bool:
        return self.ours == self.theirs


@require_safe
@at_post
def show(request: HttpRequest, me: Me, code: str) -> HttpResponseBase:
    """The delivery history of one dossier; ``?ask`` puts both truths side by side."""
    found = dossiers.dossier_for_official(me.actor, code)
    both = parity.both(code) if "ask" in request.GET else None
    context = {
        "me": me,
        "dossier": found.dossier,
        "lines": [_line(one) for one in reversed(lanes.history(code))],
        "both": both,
        "compared": _compared(both) if both else (),
        "national": DESTINATIONS[NATIONAL],
        "register": _register(found.dossier),
    }
    return render(request, "desk/deliveries.html", context)


@require_safe
@at_post
def show_refused(request: HttpRequest, me: Me) -> HttpResponseBase:
    """How the lines stand, and what was refused of all dossiers that the official may see."""
    rows = [
        {
            "one": one,
            "destination": DESTINATIONS.get(one.destination, one.destination),
            "service": SERVICES.get(one.kind, one.kind),
        }
        for one in refused.refused_of(me.actor)
    ]
    context = {"me": me, "rows": rows, "links": links(clock.now())}
    return render(request, "desk/refused.html", context)


def _register(dossier: Dossier) -> Mapping[str, Any]:
    """Return what went to the civil-status software (nobody typed it again) and what came back."""
    if not dossier.needs_registration:
        return {}
    return {
        "name": DESTINATIONS[CIVIL_STATUS],
        "pages": declaration.recorded(dossier),
        "registration": declaration.registration(dossier.code),
        "returned": dossiers.returned_by_register(dossier.code),
    }


def _line(posted: Posted) -> Line:
    look, word = _state(posted)
    return Line(
        posted=posted,
        destination=DESTINATIONS.get(posted.destination, posted.destination),
        service=SERVICES.get(posted.kind, posted.kind),
        look=look,
        word=word,
        again=AGAIN.get(posted.because, ""),
    )


def _state(posted: Posted) -> tuple[str, str]:
    """Say truly how far a delivery has come: acknowledged is not yet proven."""
    if posted.state == _QUARANTINED:
        return "late", "Bị từ chối"
    if posted.state == _PENDING:
        return "waiting", "Đang chờ"
    if posted.destination == NATIONAL and not posted.proven:
        return "soon", "Đã nhận, chưa đối chứng"
    return "done", "Đã đồng bộ"


def _compared(both: Both) -> Sequence[Compared]:
    ours, theirs = both.ours, both.theirs
    if ours is None or theirs is None:
        return ()
    told = str(theirs.get("TrangThaiHoSo", ""))
    rows = [Compared("Trạng thái", STATUSES[ours.status], STATUSES.get(told, told or "–"))]
    if SEQUENCE_KEY in theirs:
        rows.append(Compared("Sự kiện cuối", str(ours.sequence), _text(theirs[SEQUENCE_KEY])))
    if STORED_KEY in theirs and ours.stored:
        digests = (ours.stored[:12], _text(theirs[STORED_KEY])[:12])
        rows.append(Compared("Mã băm nội dung", *digests))
    return rows


def _text(value: Any) -> str:
    return str(value) if value not in (None, "") else "–"
