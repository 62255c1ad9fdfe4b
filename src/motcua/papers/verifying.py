"""What anybody may ask: is this code, or this PDF, a paper that an agency issued?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel.clock import HANOI
from motcua.papers import store
from motcua.papers.checking_apart import check_apart
from motcua.papers.endorsing import keys_folder
from motcua.papers.keeping import put_alone
from motcua.papers.kinds import TITLES
from motcua.papers.models import CheckRequest, Paper, Signature
from motcua.papers.uploads import LARGEST_KEPT, Refused

ANSWER_KEPT_FOR = timedelta(hours=1)
_TOO_BIG = Refused("Tệp quá lớn (tối đa 20 MB). Chỉ kiểm tra được giấy tờ điện tử dạng PDF")
_NO_PDF = Refused("Tệp không phải là PDF. Đề nghị chọn bản điện tử đã tải về từ hồ sơ")


@dataclass(frozen=True)
class CheckedPaper:
    """What a stranger may know of an issued paper: no more than this."""

    title: str
    agency: str
    masked_name: str
    issued_at: datetime
    revoked_at: datetime | None

    @property
    def valid(self) -> bool:
        return self.revoked_at is None

    @property
    def sentence(self) -> str:
        issued = f"{self.title} do {self.agency} cấp ngày {_day(self.issued_at)}"
        if self.revoked_at:
            return f"{issued} đã bị thu hồi, hủy bỏ ngày {_day(self.revoked_at)}."
        return f"{issued}, đang có hiệu lực."


def check_by_code(code: str) -> CheckedPaper | None:
    """Return the issued paper with this code; spaces, dashes and capitals do not matter."""
    typed = "".join(code.split()).replace("-", "").lower()
    row = Paper.objects.filter(check_code=typed).exclude(issued_at=None).first()
    return _checked(row) if row else None


def order_check(content: bytes, now: datetime) -> UUID | Refused:
    """Let the worker check a stranger's PDF; the answer is kept for an hour."""
    if len(content) > LARGEST_KEPT:
        return _TOO_BIG
    if b"%PDF-" not in content[:1024]:
        return _NO_PDF
    from motcua.papers import tasks

    with transaction.atomic():
        request = CheckRequest.objects.create(
            digest=put_alone(content), created_at=now, expires_at=now + ANSWER_KEPT_FOR
        )
        tasks.check.defer(request_id=str(request.pk))
    return request.pk


def check_answer(request_id: UUID, now: datetime) -> dict[str, Any] | None:
    """Return the worker's answer; ``{}`` while it works, ``None`` when there is no such request.

    Keys: verdict, sentence, intact, whole_file_covered, signatures (as in ``CheckReport``), and
    paper (title, agency, masked_name, sentence, valid) or None when we have not issued it.
    """
    request = CheckRequest.objects.filter(pk=request_id, expires_at__gt=now).first()
    return (request.result or {}) if request else None


def check_now(request_id: UUID, now: datetime) -> dict[str, Any]:
    """Check the PDF of a request; a second call gives the same answer."""
    request = CheckRequest.objects.get(pk=request_id)
    if request.result is None:
        request.result = _check(store.get(request.digest), now)
        request.save(update_fields=["result"])
    return dict(request.result)


def _check(pdf: bytes, now: datetime) -> dict[str, Any]:
    answer = check_apart(pdf, keys_folder(), now)
    issued = _issued_with({s["mark"] for s in answer["signatures"] if s["trusted"]})
    if issued is None:
        return {**answer, "paper": None}
    shown = {
        "title": issued.title,
        "agency": issued.agency,
        "masked_name": issued.masked_name,
        "sentence": issued.sentence,
        "valid": issued.valid,
    }
    if issued.valid:
        return {**answer, "paper": shown}
    return {**answer, "verdict": "paper_revoked", "sentence": issued.sentence, "paper": shown}


def _issued_with(marks: set[str]) -> CheckedPaper | None:
    signature = Signature.objects.filter(mark__in=marks).select_related("paper").first()
    if signature is None or signature.paper.issued_at is None:
        return None
    return _checked(signature.paper)


def _checked(row: Paper) -> CheckedPaper:
    if row.issued_at is None:
        raise ValueError("only an issued paper is shown to strangers")
    return CheckedPaper(
        title=TITLES.get(row.kind, row.kind),
        agency=row.agency,
        masked_name=row.masked_name,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
    )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%d/%m/%Y}"
