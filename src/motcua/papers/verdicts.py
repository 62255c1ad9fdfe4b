"""What checking a paper can find, and how to say it to the person who asks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Verdict(Enum):
    """What to tell the person who asks, gravest first."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    APPENDED = "appended"
    UNKNOWN_SIGNER = "unknown_signer"
    REVOKED = "revoked"
    NOT_TIMESTAMPED = "not_timestamped"
    NOT_SEALED = "not_sealed"
    GENUINE = "genuine"


_SENTENCES = {
    Verdict.UNREADABLE: "Tệp này không đọc được dưới dạng PDF. Đề nghị tải lại bản điện tử từ hồ sơ và kiểm tra lại",
    Verdict.UNSIGNED: "Tệp này không có chữ ký số. Nếu là bản in được quét hoặc chụp lại, đề nghị kiểm tra bằng mã in trên giấy",
    Verdict.ALTERED: "Nội dung tệp đã bị thay đổi sau khi ký. Không sử dụng tệp này; đề nghị liên hệ cơ quan cấp",
    Verdict.APPENDED: "Tệp có phần được thêm vào sau khi ký mà không chữ ký nào bảo vệ. Không sử dụng tệp này; đề nghị tải lại bản điện tử từ hồ sơ",
    Verdict.UNKNOWN_SIGNER: "Chữ ký số trên tệp không thuộc cơ quan nào trong danh sách tin cậy. Không có căn cứ để coi đây là giấy tờ do cơ quan nhà nước cấp",
    Verdict.REVOKED: "Chứng thư số dùng để ký đã bị thu hồi trước thời điểm ký. Không sử dụng tệp này; đề nghị liên hệ cơ quan cấp",
    Verdict.NOT_TIMESTAMPED: "Chữ ký số chưa có dấu thời gian được tin cậy nên chưa xác định được thời điểm ký. Đề nghị liên hệ cơ quan cấp",
    Verdict.NOT_SEALED: "Tệp mới có chữ ký của người có thẩm quyền, chưa có chữ ký số của cơ quan nên chưa được phát hành",
    Verdict.GENUINE: "Tệp còn nguyên vẹn và có chữ ký số hợp lệ của cơ quan",
}


@dataclass(frozen=True)
class SignatureReport:
    """One signature: ``time`` is that of the trusted timestamp, in ISO form.

    ``mark`` is the SHA-256 of the signature's own value; it tells which paper this is even when
    bytes that no signature covers were changed.
    """

    mark: str
    signer: str
    agency: str
    by_agency: bool
    time: str | None
    intact: bool
    allowed_changes_only: bool
    covers_whole_file: bool
    timestamped: bool
    trusted: bool
    revoked: bool


@dataclass(frozen=True)
class CheckReport:
    verdict: Verdict
    signatures: tuple[SignatureReport, ...] = ()

    @property
    def intact(self) -> bool:
        return bool(self.signatures) and all(
            s.intact and s.allowed_changes_only for s in self.signatures
        )

    @property
    def whole_file_covered(self) -> bool:
        return any(s.covers_whole_file for s in self.signatures)

    @property
    def sentence(self) -> str:
        """Say in Vietnamese what was found and what to do."""
        return _SENTENCES[self.verdict] + "."

    def as_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "intact": self.intact,
            "whole_file_covered": self.whole_file_covered,
            "signatures": [asdict(signature) for signature in self.signatures],
        }


def verdict_of(signatures: tuple[SignatureReport, ...]) -> Verdict:
    faults = (
        (Verdict.UNSIGNED, not signatures),
        (Verdict.ALTERED, not all(s.intact for s in signatures)),
        (Verdict.APPENDED, not all(s.allowed_changes_only for s in signatures)),
        (Verdict.APPENDED, not any(s.covers_whole_file for s in signatures)),
        (Verdict.REVOKED, any(s.revoked for s in signatures)),
        (Verdict.UNKNOWN_SIGNER, not all(s.trusted for s in signatures)),
        (Verdict.NOT_TIMESTAMPED, not all(s.timestamped for s in signatures)),
        (Verdict.NOT_SEALED, not any(s.by_agency for s in signatures)),
    )
    return next((verdict for verdict, found in faults if found), Verdict.GENUINE)
