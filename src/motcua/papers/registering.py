"""Which key a signer uses, as an administrator records it: looked up, compared, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding

from motcua.exchange.errors import ExchangeError, Refused
from motcua.kernel.bad_input import BadInput
from motcua.kernel.clock import HANOI
from motcua.kernel.names import fold
from motcua.papers.authority import trust_list
from motcua.papers.confirming import SERVICES
from motcua.papers.means import Certificate, chain, keys_folder, said
from motcua.papers.models import SigningMeans

STYLES = [(style.value, style.label) for style in SigningMeans.Style]
_NOT_FOUND = "Dịch vụ ký số không có mã hoặc số này. Kiểm tra lại rồi ghi lại"
_SILENT = "Dịch vụ ký số chưa trả lời nên chưa ghi được. Thử lại sau ít phút"


@dataclass(frozen=True, kw_only=True)
class NewMeans:
    """``holder`` is the name that the certificate must bear; ``pem`` is asked of tokens only.

    A token in the signer's computer is found by its certificate and needs no ``handle``.
    """

    signer: str
    agency: str
    holder: str
    style: str
    handle: str
    pem: str = ""
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True)
class Recorded:
    """A recorded means with what its certificate says."""

    id: int
    style: str
    handle: str
    certificate: Certificate
    first_day: date
    last_day: date | None


def register_means(new: NewMeans, by: UUID, now: datetime) -> Recorded:
    """Record what a signer signs with; raises ``BadInput``. Outside any transaction: it asks."""
    if new.style not in SigningMeans.Style.values:
        raise BadInput("Chọn cách ký")
    if new.style != SigningMeans.Style.LOCAL and not 0 < len(new.handle) <= 120:
        raise BadInput("Nhập mã chứng thư số, số điện thoại hoặc tên khóa trên thiết bị")
    if new.last_day is not None and new.last_day < new.first_day:
        raise BadInput("Ngày cuối phải từ ngày bắt đầu trở đi")
    certificates = _certificates(new)
    _check(said(certificates[0]), new, now)
    _check_trusted(certificates)
    found_by_certificate = new.style == SigningMeans.Style.LOCAL
    row = SigningMeans.objects.create(
        signer=new.signer, agency=new.agency, style=new.style,
        handle=said(certificates[0]).serial if found_by_certificate else new.handle,
        certificates=_pem(certificates), first_day=new.first_day, last_day=new.last_day,
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    return _recorded(row)


def means_history(signer: str) -> list[Recorded]:
    """Return everything that was recorded for a signer, newest first."""
    rows = SigningMeans.objects.filter(signer=signer).order_by("-first_day", "-id")
    return [_recorded(row) for row in rows]


def end_means(signer: str, means_id: int, last_day: date) -> bool:
    """Write the last day on which a signer uses a means; False when there is none."""
    rows = SigningMeans.objects.filter(signer=signer, pk=means_id)
    return bool(rows.update(last_day=last_day))


def _certificates(new: NewMeans) -> tuple[bytes, ...]:
    if new.style in {SigningMeans.Style.TOKEN, SigningMeans.Style.LOCAL}:
        try:
            return chain(new.pem)
        except ValueError as fault:
            raise BadInput("Dán chứng thư số dạng PEM, bắt đầu bằng BEGIN CERTIFICATE") from fault
    try:
        found = SERVICES[new.style]().credential(new.handle)
    except Refused as refusal:
        raise BadInput(_NOT_FOUND) from refusal
    except ExchangeError as fault:
        raise BadInput(_SILENT) from fault
    if not found.enabled:
        raise BadInput("Chứng thư số đang tạm khóa tại dịch vụ ký số")
    return found.certificates


def _check(held: Certificate, new: NewMeans, now: datetime) -> None:
    if fold(held.holder) != fold(new.holder):
        raise BadInput(f"Chứng thư số này của {held.holder}, không phải của {new.holder}")
    if held.not_after <= now:
        day = held.not_after.astimezone(HANOI)
        raise BadInput(f"Chứng thư số này đã hết hạn ngày {day:%d/%m/%Y}. Dùng chứng thư mới")


def _check_trusted(certificates: tuple[bytes, ...]) -> None:
    trust = trust_list(keys_folder())
    known = {*trust.roots, *trust.intermediates}
    top = x509.load_der_x509_certificate(certificates[-1])
    if not known & {*certificates} and not any(_issued(top, der) for der in known):
        raise BadInput(
            "Tổ chức cấp chứng thư số này chưa có trong danh sách tin cậy của hệ thống. "
            "Liên hệ người vận hành"
        )


def _issued(certificate: x509.Certificate, issuer: bytes) -> bool:
    try:
        certificate.verify_directly_issued_by(x509.load_der_x509_certificate(issuer))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _pem(certificates: tuple[bytes, ...]) -> str:
    read = (x509.load_der_x509_certificate(der) for der in certificates)
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in read)


def _recorded(row: SigningMeans) -> Recorded:
    return Recorded(
        id=row.pk,
        style=row.get_style_display(),
        handle=row.handle,
        certificate=said(chain(row.certificates)[0]),
        first_day=row.first_day,
        last_day=row.last_day,
    )
