"""Papers as other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from motcua.papers.kinds import TITLES
from motcua.papers.models import Paper
from motcua.papers.verdicts import Verdict

_NO_TIMESTAMP = "Chưa ký được vì chưa lấy được dấu thời gian. Hệ thống tự ký lại khi có kết nối"
_NOT_VERIFIED = "Chữ ký số vừa tạo không kiểm tra được nên chưa dùng. Đề nghị liên hệ quản trị"
_OBSTACLES: dict[str, str] = {
    "": "Đang ký số",
    "NoCertificate": "Chưa ký được vì chưa có chứng thư số còn hiệu lực. Đề nghị liên hệ quản trị",
    Verdict.NOT_TIMESTAMPED.value: (
        "Chưa ký được vì dấu thời gian nhận về không hợp lệ. Hệ thống tự ký lại"
    ),
} | {verdict.value: _NOT_VERIFIED for verdict in Verdict if verdict is not Verdict.NOT_TIMESTAMPED}


@dataclass(frozen=True)
class SignatureView:
    """A signature ordered on a paper; ``obstacle`` says what the last attempt met."""

    role: str
    name: str
    title: str
    prefix: str
    ordered_at: datetime
    signed_at: datetime | None
    obstacle: str


@dataclass(frozen=True)
class PaperView:
    """A paper as its dossier sees it; ``state`` is pending, ready or failed."""

    id: UUID
    kind: str
    title: str
    dossier_code: str
    state: str
    failure: str
    file_id: UUID | None
    check_url: str
    signatures: tuple[SignatureView, ...]
    ordered_at: datetime
    issued_at: datetime | None
    revoked_at: datetime | None

    @property
    def note(self) -> str:
        """Say in Vietnamese what the paper waits for; empty when for nothing."""
        if self.state == "pending":
            return "Đang lập giấy tờ"
        if self.state == "failed":
            return "Chưa lập được giấy tờ: dữ liệu chưa đủ hoặc có ký tự không in được"
        waiting = next((s for s in self.signatures if s.signed_at is None), None)
        if waiting is None:
            return ""
        return _OBSTACLES.get(waiting.obstacle, _NO_TIMESTAMP)


def view(row: Paper) -> PaperView:
    """Show a paper to other rooms."""
    signatures = sorted(row.signatures.all(), key=lambda s: s.ordered_at)
    return PaperView(
        id=row.id,
        kind=row.kind,
        title=TITLES.get(row.kind, row.kind),
        dossier_code=row.dossier_code,
        state=row.state,
        failure=row.failure,
        file_id=row.file_id,
        check_url=check_url(row.check_code),
        signatures=tuple(
            SignatureView(s.role, s.name, s.title, s.prefix, s.ordered_at, s.signed_at, s.obstacle)
            for s in signatures
        ),
        ordered_at=row.ordered_at,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
    )


def check_url(code: str) -> str:
    return f"{settings.PUBLIC_URL}/check/{code}"
