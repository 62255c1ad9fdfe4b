"""What people read when a dossier has no result that stands: why, by which law, and what next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.dossiers import service as dossiers
from motcua.dossiers.service import Dossier, Event, Phase, Reason
from motcua.papers.service import PaperView

_APPEAL = "Nếu không đồng ý, ông/bà có quyền khiếu nại, khởi kiện theo quy định của pháp luật."
_ANEW = "Khi lý do trên không còn, ông/bà có thể nộp hồ sơ mới."
_VOID = (
    "Kết quả đã cấp không còn giá trị sử dụng. Nếu đang giữ bản giấy, đề nghị ông/bà mang đến "
    "Trung tâm Phục vụ hành chính công để nộp lại."
)


@dataclass(frozen=True)
class Words:
    """``form`` is the kind of paper that says it; a revocation has none."""

    title: str
    form: str
    advice: tuple[str, ...]


WORDS = {
    "declined": Words("Lý do không tiếp nhận", "form-03", (_ANEW, _APPEAL)),
    "refused": Words("Lý do từ chối giải quyết", "form-03", (_APPEAL,)),
    "stopped": Words("Lý do dừng giải quyết", "form-05", (_ANEW, _APPEAL)),
    "revoked": Words("Lý do thu hồi, hủy bỏ kết quả", "", (_VOID, _APPEAL)),
}


@dataclass(frozen=True)
class Ending:
    """``paper`` is the signed form, None until it is there."""

    reason: Reason
    words: Words
    paper: PaperView | None


def ending_of(
    dossier: Dossier, events: Sequence[Event], shown: Sequence[PaperView]
) -> Ending | None:
    """Return what to say about the end of a dossier, ``shown`` being the papers that may be read."""
    reason = dossiers.ending_of(dossier, events)
    if reason is None:
        return None
    words = WORDS[reason.kind]
    paper = next((one for one in reversed(shown) if one.kind == words.form), None)
    return Ending(reason, words, paper)


def asks_for_money(dossier: Dossier) -> bool:
    """Tell whether what is unpaid is still to be paid: not for what ended without a result."""
    without_result = {Phase.DECLINED, Phase.WITHDRAWN, Phase.STOPPED}
    return dossier.phase not in without_result and dossier.outcome != "refused"
