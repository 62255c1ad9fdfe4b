"""What the desk asks for before each action: one row an action."""

from __future__ import annotations

from dataclasses import replace

from motcua.desk.inputs import (
    AGENCY,
    ASSIGNEE,
    BASIS,
    BASIS_BESIDE_REASONS,
    DIFFERENCE,
    ITEMS,
    READ_OUTSIDE,
    REASONS,
    WHY,
    ActionForm,
    Input,
    Kind,
    choice,
    text,
)
from motcua.dossiers.service import Action

_WHY_BASIS = (REASONS, WHY, BASIS_BESIDE_REASONS)
_ROWS = (
    ActionForm(
        action=Action.GUIDE,
        explains="Hồ sơ chưa tiếp nhận, chưa tính thời hạn. Người yêu cầu nhận phiếu mẫu số 02 với đủ các nội dung dưới đây",
        done="Đã gửi hướng dẫn. Hồ sơ chờ người yêu cầu bổ sung, chưa tính thời hạn",
        inputs=(REASONS, ITEMS),
        reasons="supplement",
    ),
    ActionForm(
        action=Action.RECEIVE,
        explains="Thời hạn bắt đầu tính. Người yêu cầu nhận giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu số 01)",
        done="Đã tiếp nhận hồ sơ. Giấy tiếp nhận và hẹn trả kết quả đang được lập",
        inputs=(
            ASSIGNEE,
            Input(
                name="keep",
                kind=Kind.CHECK,
                label="Còn bàn giao hồ sơ giấy, chuyển phòng chuyên môn sau",
            ),
        ),
    ),
    ActionForm(
        action=Action.PROPOSE_DECLINE,
        explains="Hồ sơ chờ lãnh đạo Trung tâm duyệt. Người yêu cầu chưa nhận được gì cho đến khi duyệt",
        done="Đã trình lãnh đạo Trung tâm. Hồ sơ ở nhóm chờ duyệt từ chối",
        inputs=_WHY_BASIS,
        reasons="decline",
    ),
    ActionForm(
        action=Action.DECLINE,
        explains="Hồ sơ kết thúc. Người yêu cầu nhận phiếu từ chối tiếp nhận (mẫu số 03) do lãnh đạo Trung tâm ký số",
        done="Đã từ chối tiếp nhận. Phiếu từ chối đang được lập",
        inputs=_WHY_BASIS,
        reasons="decline",
        grave=True,
    ),
    ActionForm(
        action=Action.FORWARD,
        explains="Hồ sơ sang bước thẩm tra của công chức chuyên môn",
        done="Đã chuyển phòng chuyên môn",
        inputs=(ASSIGNEE,),
    ),
    ActionForm(
        action=Action.TAKE,
        explains="Đồng nghiệp thấy hồ sơ này đã có người xử lý",
        done="Đã nhận việc",
    ),
    ActionForm(
        action=Action.ASSIGN,
        explains="Người được chọn thấy hồ sơ trong việc của mình",
        done="Đã chuyển đồng nghiệp",
        inputs=(replace(ASSIGNEE, missing="Chọn người xử lý"), text("Lời nhắn")),
    ),
    ActionForm(
        action=Action.REQUEST_SUPPLEMENT,
        explains="Thời hạn tạm dừng. Người yêu cầu nhận phiếu yêu cầu bổ sung (mẫu số 02) với đủ các nội dung dưới đây",
        done="Đã yêu cầu bổ sung. Thời hạn tạm dừng đến khi người yêu cầu trả lời",
        inputs=(
            REASONS,
            ITEMS,
            text(
                "Lý do phát sinh",
                "Nêu lý do phát sinh",
                hint="Hồ sơ đã được yêu cầu bổ sung. Lần này phải nêu lý do phát sinh; chỉ số phục vụ tính đây là thêm một lần yêu cầu",
                when=lambda dossier: dossier.supplements > 0,
            ),
        ),
        reasons="supplement",
    ),
    ActionForm(
        action=Action.ANSWER_SUPPLEMENT,
        explains="Dùng khi người yêu cầu đến quầy bổ sung. Hồ sơ trở lại bước đang xử lý, thời hạn tính tiếp",
        done="Đã ghi nhận bổ sung",
        inputs=(
            text(
                "Nội dung, giấy tờ đã bổ sung",
                "Ghi nội dung, giấy tờ đã bổ sung",
                content="supplement_answer",
            ),
        ),
    ),
    ActionForm(
        action=Action.REQUEST_PAYMENT,
        explains="Thời hạn tạm dừng. Người yêu cầu được đề nghị nộp khoản dưới đây, trực tuyến hoặc tại quầy",
        done="Đã đề nghị nộp phí, lệ phí. Hồ sơ chờ thanh toán",
        inputs=(
            Input(
                name="fee",
                kind=Kind.FEE,
                label="Khoản phí, lệ phí",
                missing="Chọn khoản phí, lệ phí",
            ),
            Input(
                name="count",
                kind=Kind.COUNT,
                label="Số lượng",
                hint="Số bản, số trang hoặc 1 nếu tính theo hồ sơ",
                missing="Ghi số lượng, từ 1 trở lên",
            ),
        ),
    ),
    ActionForm(
        action=Action.RECORD_PAYMENT,
        explains="Dùng khi người yêu cầu nộp tiền tại quầy. Hồ sơ tiếp tục được xử lý",
        done="Đã ghi nhận thu phí, lệ phí",
        inputs=(
            choice(
                "method",
                "Hình thức thu",
                "Chọn hình thức thu",
                cash="Tiền mặt",
                transfer="Chuyển khoản, mã QR",
            ),
        ),
    ),
    ActionForm(
        action=Action.ASK_VERIFICATION,
        explains="Cơ quan được hỏi thấy hồ sơ này và trả lời tại đây. Thời hạn xác minh tính riêng; thời hạn của hồ sơ tạm dừng",
        done="Đã gửi yêu cầu xác minh",
        inputs=(AGENCY, text("Nội dung cần xác minh", "Nêu nội dung cần xác minh")),
    ),
    ActionForm(
        action=Action.ASK_OPINION,
        explains="Cơ quan được hỏi thấy hồ sơ này và trả lời tại đây. Thời hạn trả lời tính riêng; thời hạn của hồ sơ tạm dừng",
        done="Đã gửi yêu cầu cho ý kiến",
        inputs=(AGENCY, text("Nội dung xin ý kiến", "Nêu nội dung xin ý kiến")),
    ),
    ActionForm(
        action=Action.ANSWER_INQUIRY,
        explains="Hồ sơ trở lại cơ quan giải quyết, thời hạn tính tiếp",
        done="Đã trả lời. Hồ sơ trở lại cơ quan giải quyết",
        inputs=(text("Nội dung trả lời", "Ghi nội dung trả lời"),),
    ),
    ActionForm(
        action=Action.CLOSE_INQUIRY,
        explains="Dùng khi đã có trả lời bằng đường khác, hoặc hết thời hạn mà chưa có trả lời. Thời hạn tính tiếp",
        done="Hồ sơ được xử lý tiếp",
        inputs=(text("Căn cứ để xử lý tiếp", "Ghi căn cứ để xử lý tiếp"),),
    ),
    ActionForm(
        action=Action.SEND_DRAFT,
        explains="Người yêu cầu kiểm tra bản dự thảo trước khi ghi vào sổ. Hết thời hạn trả lời mà không có ý kiến thì coi là đã thống nhất",
        done="Đã gửi dự thảo. Hồ sơ chờ người yêu cầu kiểm tra",
        inputs=(DIFFERENCE,),
    ),
    ActionForm(
        action=Action.REQUEST_REGISTRATION,
        explains="Thông tin được gửi sang Phần mềm đăng ký, quản lý hộ tịch điện tử dùng chung để ghi vào sổ và lấy số định danh cá nhân. Không phải nhập lại",
        done="Đã gửi thông tin ghi vào sổ. Số đăng ký, quyển số và số định danh tự về khi có",
        inputs=(DIFFERENCE,),
    ),
    ActionForm(
        action=Action.SUBMIT_FOR_SIGNATURE,
        explains="Hồ sơ sang hàng chờ ký của lãnh đạo",
        done="Đã trình ký",
    ),
    ActionForm(
        action=Action.RETURN_FOR_CORRECTION,
        explains="Hồ sơ trở lại công chức chuyên môn",
        done="Đã trả lại để chỉnh sửa",
        inputs=(text("Nội dung cần chỉnh sửa", "Nêu rõ nội dung cần chỉnh sửa"),),
    ),
    ActionForm(
        action=Action.SIGN,
        explains="Chữ ký số được tạo trên bản chính thức. Sau đó hồ sơ sang văn thư",
        done="Đã đồng ý ký. Chữ ký số đang được tạo; khi xong, hồ sơ sang văn thư",
    ),
    ActionForm(
        action=Action.ISSUE,
        explains="Chữ ký số của cơ quan được đóng lên kết quả. Người yêu cầu nhận thông báo đã có kết quả",
        done="Đã phát hành. Dấu số đang được đóng; khi xong, hồ sơ sang bộ phận trả kết quả",
    ),
    ActionForm(
        action=Action.PROPOSE_REFUSAL,
        explains="Hồ sơ chờ lãnh đạo duyệt. Người yêu cầu chưa nhận được gì cho đến khi duyệt",
        done="Đã trình lãnh đạo. Hồ sơ ở nhóm chờ duyệt từ chối",
        inputs=_WHY_BASIS,
        reasons="refuse",
    ),
    ActionForm(
        action=Action.REFUSE,
        explains="Hồ sơ kết thúc không có kết quả. Người yêu cầu nhận văn bản từ chối giải quyết (mẫu số 03) do lãnh đạo ký số",
        done="Đã từ chối giải quyết. Văn bản đang được lập",
        inputs=_WHY_BASIS,
        reasons="refuse",
        grave=True,
    ),
    ActionForm(
        action=Action.RETURN_PROPOSAL,
        explains="Hồ sơ trở lại người đề xuất để tiếp tục tiếp nhận, giải quyết",
        done="Đã trả lại đề xuất từ chối",
        inputs=(text("Ý kiến của lãnh đạo", "Nêu rõ ý kiến"),),
    ),
    ActionForm(
        action=Action.APOLOGISE,
        explains="Người yêu cầu nhận văn bản xin lỗi và đề nghị gia hạn (mẫu số 04). Ngày hẹn ban đầu vẫn được lưu",
        done="Đã xin lỗi và hẹn lại ngày trả kết quả",
        inputs=(
            text("Lý do chậm", "Nêu lý do chậm", hint=READ_OUTSIDE),
            Input(
                name="day",
                kind=Kind.DAY,
                label="Ngày hẹn mới",
                hint="Ví dụ: 25/11/2026",
                missing="Ghi ngày hẹn mới, ví dụ 25/11/2026",
            ),
            Input(
                name="hour",
                kind=Kind.HOUR,
                label="Giờ hẹn mới",
                hint="Ví dụ: 17:00",
                missing="Ghi giờ hẹn mới, ví dụ 17:00",
            ),
        ),
    ),
    ActionForm(
        action=Action.WITHDRAW,
        explains="Dùng khi người yêu cầu đến quầy đề nghị rút hồ sơ. Hồ sơ kết thúc, không mở lại được",
        done="Đã rút hồ sơ theo yêu cầu",
        inputs=(
            text(
                "Đề nghị của người yêu cầu",
                "Ghi nội dung đề nghị rút hồ sơ của người yêu cầu",
                hint="Ghi giấy tờ đã xem để xác minh danh tính và lý do rút",
            ),
        ),
        grave=True,
    ),
    ActionForm(
        action=Action.STOP,
        explains="Hồ sơ kết thúc, không tính tiếp. Người yêu cầu nhận thông báo dừng giải quyết (mẫu số 05) do lãnh đạo ký số. Việc dừng giải quyết không mở lại được",
        done="Đã dừng giải quyết hồ sơ. Thông báo mẫu số 05 đang được lập",
        inputs=(WHY, BASIS),
        grave=True,
    ),
    ActionForm(
        action=Action.REMIND_COLLECTION,
        explains="Việc nhắc được ghi vào quá trình giải quyết và báo cho người yêu cầu",
        done="Đã nhắc đến nhận kết quả",
    ),
    ActionForm(
        action=Action.HAND_OVER,
        explains="Ghi nhận kết quả đã đến tay người nhận. Bỏ chọn giấy tờ chưa trả: hồ sơ còn ở nhóm chờ trả",
        done="Đã trả kết quả",
        inputs=(
            Input(
                name="results",
                kind=Kind.RESULTS,
                label="Giấy tờ trả lần này",
                missing="Chọn giấy tờ trả lần này",
            ),
            choice(
                "to",
                "Người nhận",
                "Chọn người nhận",
                filer="Người yêu cầu",
                owner="Chủ hồ sơ",
                authorised="Người được ủy quyền",
                post="Bưu điện",
            ),
            choice(
                "way",
                "Hình thức trả kết quả",
                "Chọn hình thức trả kết quả",
                paper="Bản giấy tại Trung tâm",
                electronic="Bản điện tử",
                post="Bản giấy qua bưu chính công ích",
            ),
            Input(
                name="tracking",
                kind=Kind.SHORT,
                label="Số hiệu bưu gửi",
                hint="Chỉ ghi khi gửi qua bưu chính công ích",
            ),
            choice(
                "receipt",
                "Giấy tiếp nhận hồ sơ bản giấy",
                "",
                none="Không cấp bản giấy",
                returned="Đã thu lại",
                lost="Người nhận báo mất; đã xác minh danh tính",
            ),
            text(
                "Người nhận và giấy tờ đã xem",
                hint="Phải ghi khi người được ủy quyền nhận thay hoặc người nhận báo mất giấy tiếp nhận. Ví dụ: họ tên, thẻ căn cước, ngày cấp, văn bản ủy quyền",
                name="identity",
            ),
        ),
    ),
    ActionForm(
        action=Action.REVOKE,
        explains="Kết quả hết giá trị. Trang kiểm tra kết quả báo đã thu hồi, hủy bỏ",
        done="Đã thu hồi, hủy bỏ kết quả",
        inputs=(WHY, BASIS),
        grave=True,
    ),
)

FORMS = {form.action: form for form in _ROWS}
BY_NAME = {form.name: form for form in _ROWS}
