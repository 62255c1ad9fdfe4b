"""Papers as other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from motcua.kernel.clock import HANOI
from motcua.papers.confirming import PAUSES, check_number
from motcua.papers.kinds import TITLES
from motcua.papers.models import Paper, Signature, SigningMeans, SigningRequest
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


_NOT_CONFIRMED = {
    "user_refused": "Chưa ký: {name} đã từ chối xác nhận trên điện thoại",
    "user_too_late": "Chưa ký: {name} không xác nhận trên điện thoại sau các lần gửi yêu cầu",
    "user_unreachable": "Chưa ký: điện thoại của {name} không liên lạc được",
    "pin_blocked": "Chưa ký: mã PIN ký số của {name} đã bị khóa. Liên hệ nhà mạng để mở khóa",
    "service_rejected": (
        "Chưa ký: dịch vụ ký số không nhận yêu cầu. Đề nghị quản trị kiểm tra phương tiện ký số"
    ),
}
_ASKING = "Đang gửi yêu cầu ký đến điện thoại của {name}"
_UNSENT = "Chưa gửi được yêu cầu ký đến dịch vụ ký số. Hệ thống tự gửi lại"
_AGAIN = (
    "{name} chưa xác nhận trên điện thoại trong thời hạn. "
    "Hệ thống tự gửi lại yêu cầu lúc {at} (lần {times} trên {most})"
)
_WITH_DEVICE = "Chờ ký bằng USB token của {name}"
_WAITING = "Chờ {name} xác nhận ký trên điện thoại, mã đối chiếu {number}"
_ON_TELEPHONE = {"prepared": _ASKING, "asking": _ASKING, "waiting": _WAITING}
MOST_TIMES = 1 + len(PAUSES)
ENDED = frozenset({"refused", "too_late", "rejected", "worthless"})


@dataclass(frozen=True)
class SignatureView:
    """A signature ordered on a paper; ``obstacle`` says what the last attempt met.

    ``waits_for`` says in Vietnamese what a missing one waits for; ``confirmation`` is its state
    where somebody confirms on a telephone, ``number`` what desk and telephone both show. What was
    not confirmed in time is asked again at ``again_at``, for the ``times``-th time. What waits for
    a token in its holder's computer has the confirmation ``token``.
    """

    role: str
    signer: str
    name: str
    title: str
    prefix: str
    ordered_at: datetime
    signed_at: datetime | None
    obstacle: str
    confirmation: str = ""
    number: str = ""
    again_at: datetime | None = None
    times: int = 1

    @property
    def not_confirmed(self) -> bool:
        """Tell whether only the signer, by pressing again, can bring the signature about."""
        return self.signed_at is None and self.confirmation in ENDED

    @property
    def waits_for(self) -> str:
        if self.signed_at is not None:
            return ""
        if self.confirmation == "token" and not self.obstacle:
            return _WITH_DEVICE.format(name=self.name)
        if self.confirmation in _ON_TELEPHONE:
            return self._on_telephone()
        if self.obstacle in _NOT_CONFIRMED:
            return _NOT_CONFIRMED[self.obstacle].format(name=self.name)
        return _OBSTACLES.get(self.obstacle, _NO_TIMESTAMP)

    def _on_telephone(self) -> str:
        said = _ON_TELEPHONE[self.confirmation]
        if self.confirmation == "asking" and self.obstacle:
            said = _UNSENT
        elif self.again_at:
            at = self.again_at.astimezone(HANOI).strftime("%H:%M")
            return _AGAIN.format(name=self.name, at=at, times=self.times, most=MOST_TIMES)
        return said.format(name=self.name, number=self.number)


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
    def signed(self) -> bool:
        """Tell whether every signature that was ordered is there."""
        return all(one.signed_at for one in self.signatures)

    @property
    def note(self) -> str:
        """Say in Vietnamese what the paper waits for; empty when for nothing."""
        if self.state == "pending":
            return "Đang lập giấy tờ"
        if self.state == "failed":
            return "Chưa lập được giấy tờ: dữ liệu chưa đủ hoặc có ký tự không in được"
        if self.state == "dropped":
            return self._why_dropped
        return next((s.waits_for for s in self.signatures if s.signed_at is None), "")

    @property
    def _why_dropped(self) -> str:
        told = [one for one in self.signatures if one.obstacle in _NOT_CONFIRMED]
        why = told[0].waits_for if told else "Không được ký"
        return f"{why}; bản ký sau thay bản này"


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
            SignatureView(
                s.role, s.signer, s.name, s.title, s.prefix, s.ordered_at, s.signed_at,
                s.obstacle or (s.request.obstacle if s.request else ""), *_confirmation(s),
            )
            for s in signatures
        ),
        ordered_at=row.ordered_at,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
    )  # fmt: skip


def _confirmation(signature: Signature) -> tuple[str, str, datetime | None, int]:
    """Return where the question on the telephone stands, its check number, and when it comes."""
    request = signature.request
    if request is None:
        return _prepared(signature), "", None, 1
    if request.state != SigningRequest.State.CONFIRMED:
        again = request.times > 1 and request.state == SigningRequest.State.ASKING
        at = request.next_attempt_at if again else None
        return request.state, check_number(request.pk), at, request.times
    return ("" if signature.value or signature.signed_at else "worthless"), "", None, 1


def _prepared(signature: Signature) -> str:
    if not signature.prepared or signature.signed_at:
        return ""
    if signature.prepared["style"] != SigningMeans.Style.LOCAL:
        return "prepared"
    return "" if signature.value else "token"


def check_url(code: str) -> str:
    return f"{settings.PUBLIC_URL}/check/{code}"
