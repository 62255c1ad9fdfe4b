"""What must hold before an action, each with the sentence that tells the actor what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.accounts.roles import Role
from motcua.kernel.agency_codes import stands_within

if TYPE_CHECKING:
    from motcua.accounts.actors import Actor
    from motcua.dossiers.commands import Command
    from motcua.dossiers.state import Dossier

Guard = Callable[["Dossier", "Command", "Actor", datetime], str | None]


def list_is_complete(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if c.has_content("supplement_list") and int(c.fact("items", 0)) > 0:
        return None
    return "Nêu đủ, một lần, các nội dung cần bổ sung"


def second_request_has_a_reason(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if d.supplements == 0 or c.has_content("note"):
        return None
    return f"Đã yêu cầu bổ sung {d.supplements} lần. Lần này phải nêu lý do phát sinh"


def reason_and_basis_given(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if c.has_content("note") and c.fact("legal_basis"):
        return None
    return "Nêu lý do và căn cứ pháp lý"


def note_is_given(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return None if c.has_content("note") else "Nêu rõ lý do hoặc nội dung"


def not_received_yet(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if d.before_receipt:
        return None
    return "Hồ sơ đã tiếp nhận: chỉ có thể yêu cầu bổ sung, từ chối giải quyết hoặc dừng"


def already_received(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return None if d.received_at else "Hồ sơ chưa tiếp nhận: dùng 'Từ chối tiếp nhận'"


def amount_is_due(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return None if int(c.fact("amount", 0)) > 0 else "Không có khoản phí, lệ phí nào phải nộp"


def verification_is_answered(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if d.verification == "agrees":
        return None
    if d.verification == "pending":
        return "Chưa có kết quả xác thực dân cư; hệ thống đang tự tra cứu lại"
    if d.draft_confirmed or c.has_content("note"):
        return None
    return "Có sai lệch với cơ sở dữ liệu quốc gia: nêu rõ cách xử lý trước khi tiếp tục"


def draft_is_confirmed(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if d.draft_confirmed or not d.needs_confirmation:
        return None
    return "Gửi dự thảo cho người yêu cầu kiểm tra trước khi ghi vào sổ"


def silence_has_lasted(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    """Only the person may agree before the limit; the system agrees for nobody."""
    if a.role != Role.SYSTEM or (d.answer_by and now >= d.answer_by):
        return None
    return "Chưa hết thời hạn để người yêu cầu phản hồi"


def registered_where_needed(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if d.registered or not d.needs_registration:
        return None
    return "Ghi vào sổ và chờ kết quả của Phần mềm hộ tịch trước khi trình ký"


def copy_agrees(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    """Certified on the spot: who takes the original compares it, and it goes straight to the signer."""
    if c.has_content("certified_copy"):
        return None
    return "Chỉ bản sao đã đối chiếu với bản chính mới được trình chứng thực"


def not_registered_yet(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return "Hồ sơ đã ghi vào sổ hộ tịch" if d.registered else None


def not_at_the_register(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return "Đang ghi vào sổ hộ tịch, chờ kết quả" if d.step == "registration" else None


def not_late_without_apology(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    late = d.due_at is not None and not d.paused and now > d.due_at
    if not late:
        return None
    return "Hồ sơ đã quá hạn. Xin lỗi và hẹn lại ngày trả kết quả trước khi xử lý tiếp"


def new_time_is_later(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if c.until and d.due_at and c.until > max(now, d.due_at):
        return None
    return "Ngày hẹn mới phải sau ngày hẹn cũ và sau thời điểm hiện tại"


def nothing_is_proposed(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return "Đã trình lãnh đạo, đang chờ duyệt" if d.proposed else None


def something_is_proposed(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return None if d.proposed else "Không có đề xuất từ chối nào chờ duyệt"


def colleague_is_named(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    named = c.fact("assignee")
    if not named:
        return "Chọn người xử lý"
    return "Người này đang xử lý hồ sơ" if str(d.assignee) == named else None


def colleague_is_of_the_agency(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    at = c.fact("assignee_agency")
    if not at or stands_within(at, d.competent_agency):
        return None
    return "Người được chọn không thuộc cơ quan giải quyết"


def another_agency_is_asked(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if c.fact("agency") and c.fact("agency") != d.competent_agency and c.has_content("note"):
        return None
    return "Chọn cơ quan được hỏi và nêu nội dung cần trả lời"


def a_request_at_the_counter_is_noted(
    d: Dossier, c: Command, a: Actor, now: datetime
) -> str | None:
    if a.role == Role.APPLICANT or c.has_content("note"):
        return None
    return "Ghi nội dung đề nghị rút hồ sơ của người yêu cầu"


def recipient_is_named(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if c.fact("to") and c.fact("way"):
        return None
    return "Chọn người nhận và hình thức trả kết quả"


def post_has_a_tracking_number(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if "post" not in (c.fact("way"), c.fact("to")) or c.fact("tracking"):
        return None
    return "Ghi số hiệu bưu gửi"


def lost_receipt_is_noted(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if c.fact("receipt") != "lost" or c.has_content("note"):
        return None
    return "Giấy tiếp nhận bị mất: ghi giấy tờ đã dùng để xác minh danh tính người nhận"


def who_collects_for_another_is_noted(
    d: Dossier, c: Command, a: Actor, now: datetime
) -> str | None:
    if c.fact("to") != "authorised" or c.has_content("note"):
        return None
    return "Ghi họ tên, giấy tờ và văn bản ủy quyền của người nhận thay"


def some_results_are_named(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    named = set(c.fact("results", []))
    if named and not named & set(d.handed):
        return None
    return "Chọn giấy tờ trả lần này, chưa trả lần trước"


HANDING_OVER = (
    recipient_is_named, post_has_a_tracking_number, who_collects_for_another_is_noted,
    lost_receipt_is_noted,
)  # fmt: skip


def has_a_result(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    return None if d.outcome == "granted" and not d.revoked else "Không có kết quả để thu hồi"


def not_rated_yet(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    if d.rating:
        return "Ông/bà đã đánh giá hồ sơ này"
    return None if c.fact("rating", 0) in range(1, 6) else "Chọn một mức từ 1 đến 5"


def home_is_another(d: Dossier, c: Command, a: Actor, now: datetime) -> str | None:
    home = (c.fact("receiving_agency"), c.fact("competent_agency"))
    if all(home) and home != (d.receiving_agency, d.competent_agency):
        return None
    return "Hồ sơ đã thuộc cơ quan này"
