"""How the lines to other systems stand, in words for the desk: backlog, age, rate, faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.desk.following import CIVIL_STATUS, DESTINATIONS, NATIONAL
from motcua.exchange import figures
from motcua.exchange.figures import Backlog

FAULTS = {
    "timeout": "Bên nhận không trả lời kịp",
    "connection": "Không kết nối được",
    "circuit": "Đường truyền đang tạm ngừng",
    "budget": "Đã gửi nhiều nhất có thể trong một giây",
    "general_fault": "Bên nhận báo lỗi của chính hệ thống đó",
    "malformed": "Câu trả lời không đúng khuôn dạng",
    "login_refused": "Tài khoản kết nối bị từ chối",
    "wrong_digest": "Bên nhận lưu khác nội dung đã gửi",
    "not_confirmed": "Bên nhận báo đã nhận nhưng tra cứu chưa thấy",
    "other_status": "Tra cứu thấy trạng thái khác",
    "unknown_dossier": "Bên nhận chưa có hồ sơ",
    "clocks_differ": "Đồng hồ hai bên lệch nhau",
}
HTTP, REFUSED = "http_", "refused_"


@dataclass(frozen=True)
class Link:
    """One destination; ``faults`` are (words, how many dossiers), the most frequent first."""

    name: str
    pending: int
    refused: int
    arrived: int
    oldest_at: datetime | None
    silent_since: datetime | None
    faults: Sequence[tuple[str, int]]


def links(now: datetime) -> list[Link]:
    """Return how each known destination stands, and others of which there is anything to tell."""
    found = figures.backlogs(now)
    names = [NATIONAL, CIVIL_STATUS, *sorted(found.keys() - DESTINATIONS.keys())]
    return [_link(name, found.get(name, Backlog())) for name in names]


def fault_in_words(kind: str) -> str:
    if kind.startswith(HTTP):
        return f"Máy chủ bên nhận báo lỗi {kind.removeprefix(HTTP)}"
    if kind.startswith(REFUSED):
        return f"Bên nhận từ chối cả bản tin, mã {kind.removeprefix(REFUSED)}"
    return FAULTS.get(kind, kind)


def _link(name: str, one: Backlog) -> Link:
    faults = sorted(one.lanes_failing.items(), key=lambda pair: (-pair[1], pair[0]))
    return Link(
        name=DESTINATIONS.get(name, name),
        pending=one.pending,
        refused=one.quarantined,
        arrived=one.arrived,
        oldest_at=one.oldest_pending_at,
        silent_since=one.open_since,
        faults=[(fault_in_words(kind), count) for kind, count in faults],
    )
