"""The official words: states for citizens and officials, actions, steps and channels."""

from __future__ import annotations

from motcua.dossiers.phases import Phase, Step
from motcua.dossiers.state import Dossier
from motcua.dossiers.table import Action

PHASE_LABELS = {
    Phase.SUBMITTED: "Chờ tiếp nhận",
    Phase.RECEIVED: "Đã tiếp nhận",
    Phase.DECLINED: "Đã từ chối tiếp nhận",
    Phase.PROCESSING: "Đang xử lý",
    Phase.WAITING_SUPPLEMENT: "Chờ bổ sung",
    Phase.WAITING_PAYMENT: "Chờ thanh toán",
    Phase.WITHDRAWN: "Đã rút theo yêu cầu",
    Phase.STOPPED: "Dừng xử lý",
    Phase.DECIDED: "Đã xử lý xong, chờ trả",
    Phase.HANDED_OVER: "Đã trả kết quả",
}

CITIZEN_LABELS = {
    Phase.SUBMITTED: "Đã nộp, đang chờ tiếp nhận",
    Phase.RECEIVED: "Đã tiếp nhận",
    Phase.DECLINED: "Không được tiếp nhận",
    Phase.PROCESSING: "Đang giải quyết",
    Phase.WAITING_SUPPLEMENT: "Cần bổ sung hồ sơ",
    Phase.WAITING_PAYMENT: "Đang chờ thanh toán phí, lệ phí",
    Phase.WITHDRAWN: "Đã rút hồ sơ",
    Phase.STOPPED: "Đã dừng giải quyết",
    Phase.DECIDED: "Đã có kết quả",
    Phase.HANDED_OVER: "Đã trả kết quả",
}

STEP_LABELS = {
    Step.NONE: "",
    Step.EXAMINATION: "Thẩm tra hồ sơ",
    Step.CONFIRMATION: "Chờ người yêu cầu xác nhận dự thảo",
    Step.INQUIRY: "Chờ kết quả xác minh, phối hợp",
    Step.REGISTRATION: "Đang chờ ghi vào sổ hộ tịch",
    Step.COMPLETION: "Đã ghi vào sổ, chờ trình ký",
    Step.SIGNATURE: "Trình ký",
    Step.SIGNING: "Đang tạo chữ ký số",
    Step.ISSUING: "Chờ cấp số, đóng dấu, phát hành",
    Step.SEALING: "Đang đóng dấu số của cơ quan",
}

PROPOSED_LABELS = {
    "decline": "Chờ duyệt từ chối tiếp nhận",
    "refuse": "Chờ duyệt từ chối giải quyết",
}

ACTION_LABELS = {
    Action.SUBMIT: "Nộp hồ sơ",
    Action.GUIDE: "Hướng dẫn hoàn thiện hồ sơ (chưa tiếp nhận)",
    Action.RECEIVE: "Tiếp nhận",
    Action.PROPOSE_DECLINE: "Trình từ chối tiếp nhận",
    Action.DECLINE: "Từ chối tiếp nhận",
    Action.FORWARD: "Chuyển phòng chuyên môn",
    Action.TAKE: "Nhận việc",
    Action.ASSIGN: "Chuyển đồng nghiệp",
    Action.RECORD_VERIFICATION: "Xác thực với cơ sở dữ liệu quốc gia",
    Action.REQUEST_SUPPLEMENT: "Yêu cầu bổ sung",
    Action.ANSWER_SUPPLEMENT: "Bổ sung hồ sơ",
    Action.REQUEST_PAYMENT: "Yêu cầu nộp phí, lệ phí",
    Action.RECORD_PAYMENT: "Ghi nhận đã thanh toán",
    Action.ASK_VERIFICATION: "Gửi yêu cầu xác minh",
    Action.ASK_OPINION: "Xin ý kiến đơn vị phối hợp",
    Action.ANSWER_INQUIRY: "Trả lời yêu cầu xác minh, phối hợp",
    Action.CLOSE_INQUIRY: "Xử lý tiếp, không chờ trả lời",
    Action.SEND_DRAFT: "Gửi dự thảo cho người yêu cầu kiểm tra",
    Action.CONFIRM_DRAFT: "Thông tin đúng, đồng ý",
    Action.CORRECT_DRAFT: "Có thông tin sai, đề nghị sửa",
    Action.REQUEST_REGISTRATION: "Ghi vào sổ",
    Action.RECORD_REGISTRATION: "Đã ghi vào sổ",
    Action.RETURN_REGISTRATION: "Phần mềm hộ tịch yêu cầu chỉnh sửa",
    Action.SUBMIT_FOR_SIGNATURE: "Trình ký",
    Action.COMPARE_COPY: "Đối chiếu bản sao với bản chính",
    Action.RETURN_FOR_CORRECTION: "Trả lại để chỉnh sửa",
    Action.SIGN: "Ký số",
    Action.RECORD_SIGNATURE: "Đã ký số",
    Action.RECORD_UNCONFIRMED: "Chưa xác nhận ký trên điện thoại",
    Action.ISSUE: "Cấp số, đóng dấu, phát hành",
    Action.RECORD_SEAL: "Đã phát hành",
    Action.PROPOSE_REFUSAL: "Trình từ chối giải quyết",
    Action.REFUSE: "Từ chối giải quyết",
    Action.RETURN_PROPOSAL: "Không duyệt, trả lại đề xuất",
    Action.APOLOGISE: "Xin lỗi và hẹn lại ngày trả kết quả",
    Action.WITHDRAW: "Rút hồ sơ",
    Action.STOP: "Dừng giải quyết hồ sơ",
    Action.REMIND_COLLECTION: "Nhắc đến nhận kết quả",
    Action.HAND_OVER_PART: "Trả một phần kết quả",
    Action.HAND_OVER: "Trả kết quả",
    Action.REVOKE: "Thu hồi, hủy bỏ kết quả",
    Action.RATE: "Đánh giá",
    Action.REHOME: "Chuyển về cơ quan kế thừa",
}

EVENT_LABELS = {
    "submitted": "Đã nộp hồ sơ",
    "guided": "Hướng dẫn hoàn thiện hồ sơ, chưa tiếp nhận",
    "received": "Đã tiếp nhận hồ sơ",
    "decline_proposed": "Đã trình lãnh đạo từ chối tiếp nhận",
    "declined": "Không tiếp nhận hồ sơ",
    "forwarded": "Đã chuyển bộ phận chuyên môn",
    "taken": "Đã nhận việc",
    "assigned": "Đã phân công người xử lý",
    "verified": "Đã đối chiếu với cơ sở dữ liệu quốc gia",
    "supplement_requested": "Yêu cầu bổ sung hồ sơ",
    "supplement_answered": "Đã bổ sung hồ sơ",
    "payment_requested": "Đề nghị thanh toán phí, lệ phí",
    "paid": "Đã thanh toán phí, lệ phí",
    "verification_asked": "Đã đề nghị cơ quan khác xác minh",
    "opinion_asked": "Đã xin ý kiến đơn vị phối hợp",
    "inquiry_answered": "Cơ quan được hỏi đã trả lời",
    "inquiry_closed": "Xử lý tiếp, không chờ trả lời",
    "draft_sent": "Đã gửi dự thảo để kiểm tra",
    "draft_confirmed": "Đã thống nhất bản dự thảo",
    "draft_corrected": "Đề nghị sửa bản dự thảo",
    "registration_requested": "Đã gửi thông tin ghi vào sổ hộ tịch",
    "registered": "Đã ghi vào sổ, có số định danh cá nhân",
    "registration_returned": "Phần mềm hộ tịch yêu cầu chỉnh sửa",
    "submitted_for_signature": "Đã trình lãnh đạo ký",
    "copy_compared": "Đã đối chiếu bản sao với bản chính, trình người chứng thực ký",
    "returned_for_correction": "Lãnh đạo trả lại để chỉnh sửa",
    "signature_ordered": "Lãnh đạo đã đồng ý ký",
    "signed": "Đã ký số",
    "signature_unconfirmed": "Chưa xác nhận ký trên điện thoại, chờ ký lại",
    "seal_ordered": "Văn thư cấp số, phát hành",
    "issued": "Đã có kết quả",
    "refusal_proposed": "Đã trình lãnh đạo từ chối giải quyết",
    "refused": "Đã có văn bản từ chối giải quyết",
    "proposal_returned": "Lãnh đạo không duyệt đề xuất từ chối",
    "apologised": "Xin lỗi và hẹn lại ngày trả kết quả",
    "withdrawn": "Đã rút hồ sơ theo yêu cầu",
    "stopped": "Đã dừng giải quyết hồ sơ",
    "collection_reminded": "Đã nhắc đến nhận kết quả",
    "handed_over_in_part": "Đã trả một phần kết quả",
    "handed_over": "Đã trả kết quả",
    "revoked": "Đã thu hồi, hủy bỏ kết quả",
    "rated": "Đã đánh giá",
    "rehomed": "Chuyển sang cơ quan khác do sắp xếp đơn vị hành chính",
}


def official_label(dossier: Dossier) -> str:
    """What an official reads in queue and filter (ui-wording, states)."""
    if dossier.revoked:
        return "Đã thu hồi/hủy bỏ"
    if dossier.proposed:
        return PROPOSED_LABELS[dossier.proposed]
    if dossier.phase == Phase.PROCESSING and dossier.step:
        return STEP_LABELS[dossier.step]
    if dossier.phase == Phase.WAITING_SUPPLEMENT and dossier.before_receipt:
        return "Chờ bổ sung (trước tiếp nhận)"
    if dossier.phase == Phase.DECIDED and dossier.outcome == "refused":
        return "Từ chối giải quyết, chờ trả"
    return PHASE_LABELS[dossier.phase]


def citizen_label(dossier: Dossier) -> str:
    """What the people read about the same state."""
    if dossier.revoked:
        return "Đã thu hồi, hủy bỏ kết quả"
    if dossier.step == Step.CONFIRMATION and dossier.phase == Phase.PROCESSING:
        return "Đề nghị ông/bà kiểm tra bản dự thảo"
    if dossier.step == Step.INQUIRY and dossier.phase == Phase.PROCESSING:
        return "Đang chờ cơ quan khác xác minh"
    if dossier.phase == Phase.WAITING_SUPPLEMENT and dossier.before_receipt:
        return "Cần bổ sung trước khi tiếp nhận"
    if dossier.phase == Phase.DECIDED and dossier.outcome == "refused":
        return "Đã có văn bản từ chối giải quyết"
    return CITIZEN_LABELS[dossier.phase]
