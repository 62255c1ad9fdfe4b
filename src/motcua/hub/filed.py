"""Tell a node what people filed here for it, and take its answers: our own services.

``MC_LayHoSoNop`` (down) gives what the asking account has not answered, a page after the number
``sau``; uploads as links that work until then. ``MC_XacNhanHoSoNop`` (up) takes for each
``MC_Ma`` the code of the dossier (``MaHoSo``), or the sentence why there is none (``MC_ThongBao``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.filing import service as filing
from motcua.hub import extension, fields, reading, receiving, storing
from motcua.hub.codes import Answer, Refusal
from motcua.hub.fields import Fields, Text
from motcua.hub.models import HubAccount
from motcua.hub.storing import Refused
from motcua.kernel import clock
from motcua.papers import service as papers

Rows = list[dict[str, Any]]
LISTED = "MC_LayHoSoNop"
ANSWERED = "MC_XacNhanHoSoNop"
SALT = "motcua.hub.filed"
ANSWER: Fields = {
    "MC_Ma": Text(36, needed=True), "MaHoSo": Text(64), "MC_ThongBao": Text(4000),
}  # fmt: skip


def listed(account: HubAccount, asked: Mapping[str, Any]) -> Rows:
    """Return the rows of MC_LayHoSoNop, in the order of filing."""
    if not extension.is_spoken(asked):
        raise Refusal(Answer.UNKNOWN_SERVICE, "Dịch vụ không có trên Cổng")
    after = Text(18).read("sau", asked.get("sau", "0"), clock.now())
    if not (after.isascii() and after.isdecimal()):
        raise fields.wrong("sau", "phải là số nguyên")
    return [_row(one) for one in filing.waiting(account.agency, int(after))]


def receive_answers(account: HubAccount, data: Any, body: str, now: datetime) -> None:
    """Take MC_XacNhanHoSoNop; each item is judged alone, and a refused one kept as dead letter."""
    items = receiving.items_of(data)
    with transaction.atomic():
        refused = [one for one in (_receive(account, item, now) for item in items) if one]
        storing.store_whole(account, ANSWERED, body, len(items) - len(refused), now)
        storing.keep_refused_items(account, ANSWERED, refused, now)


@require_safe
def content(request: HttpRequest, token: str) -> HttpResponse:
    """Send an upload by the link that its node was given; the link ends with the answer."""
    try:
        number, file_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    found = filing.waiting_file(number, UUID(file_id))
    if found is None:
        raise Http404
    try:
        return HttpResponse(papers.open_file(found.id), content_type=found.mime)
    except papers.FileLost:
        raise Http404 from None


def _receive(account: HubAccount, item: Any, now: datetime) -> Refused | None:
    try:
        told = fields.read(item, ANSWER, now)
        code = str(reading.dossier_code(told["MaHoSo"], now)) if told["MaHoSo"] else ""
        if not code and not told["MC_ThongBao"]:
            raise fields.wrong("MC_ThongBao", "chưa có")
        known = filing.answer(account.agency, _id(told["MC_Ma"]), code, told["MC_ThongBao"], now)
    except filing.AnsweredOtherwise:
        return Refused(item, Refusal(Answer.DUPLICATE, "Hồ sơ nộp này đã có kết quả khác"))
    except Refusal as refusal:
        return Refused(item, refusal)
    unknown = Refusal(Answer.UNKNOWN_DOSSIER, "Không có hồ sơ nộp này")
    return None if known else Refused(item, unknown)


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise fields.wrong("MC_Ma", "không đúng dạng") from None


def _row(one: filing.FiledDeclaration) -> dict[str, Any]:
    return {
        "MC_ThuTu": one.number,
        "MC_Ma": str(one.draft),
        "MaHoSo": one.code,
        "MaTTHC": one.procedure,
        "MC_PhienBan": str(one.revision),
        "MaDonViTiepNhan": one.agency,
        "NgayNopHoSo": one.filed_at.astimezone(clock.HANOI).strftime("%Y%m%d%H%M%S"),
        "NguoiNop": one.filer,
        "NguoiHoTro": one.helpers,
        "NguoiDuocUyQuyen": one.delegate,
        "ToKhai": one.answers,
        "NguonDuLieu": one.sources,
        "TaiLieuNop": [_file(one, file_id) for file_id in one.files],
    }


def _file(one: filing.FiledDeclaration, file_id: str) -> dict[str, str]:
    kept = papers.file(UUID(file_id))
    token = signing.dumps([one.number, file_id], salt=SALT)
    return {
        "TepDinhKemId": file_id,
        "TenTepDinhKem": kept.name if kept else "",
        "DuongDanTaiTepTin": f"/files/{token}",
    }
