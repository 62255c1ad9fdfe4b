"""What the desk asks for before each action: one row an action, its inputs in their order."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from enum import StrEnum

from motcua.dossiers.service import ACTION_LABELS, Action, Dossier


class Kind(StrEnum):
    """How an input is drawn and read."""

    REASONS = "reasons"  # typical reasons of the procedure, several may be chosen
    LINES = "lines"  # one item a line
    TEXT = "text"  # several lines
    SHORT = "short"  # one line
    CHOICE = "choice"
    CHECK = "check"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, kw_only=True)
class Input:
    """``missing`` is the sentence when nothing was given; empty for what may stay empty.

    ``when`` tells which dossiers need the input, None: all; ``content`` is what a text is kept as.
    """

    name: str
    kind: Kind
    label: str
    hint: str = ""
    missing: str = ""
    options: tuple[tuple[str, str], ...] = ()
    when: Callable[[Dossier], bool] | None = None
    content: str = "note"


@dataclass(frozen=True, kw_only=True)
class ActionForm:
    """``explains`` says before the button what it does; ``done`` says after it what comes next.

    ``reasons`` names the procedure's templates: supplement, decline or refuse.
    """

    action: Action
    explains: str
    done: str
    inputs: tuple[Input, ...] = ()
    reasons: str = ""
    grave: bool = False

    @property
    def name(self) -> str:
        return str(self.action).replace("_", "-")

    @property
    def label(self) -> str:
        return ACTION_LABELS[self.action]

    def asked(self, dossier: Dossier) -> list[Input]:
        return [one for one in self.inputs if one.when is None or one.when(dossier)]

    def answered(self, posted: Container[str]) -> list[Input]:
        """Return what was asked when the form was drawn, whatever the dossier is by now.

        So a form sent twice reads the same twice.
        """
        return [one for one in self.inputs if one.when is None or one.name in posted]


_REASONS = Input(
    name="reason",
    kind=Kind.REASONS,
    label="Lý do thường gặp",
    hint="Chọn một hoặc nhiều mục; căn cứ pháp lý của mục đã chọn được ghi kèm",
)
_ITEMS = Input(
    name="items",
    kind=Kind.LINES,
    label="Nội dung khác cần bổ sung",
    hint="Mỗi dòng một nội dung. Nêu đủ trong một lần",
    missing="Nêu đủ, một lần, các nội dung cần bổ sung",
)
_WHY_BASIS = (
    _REASONS,
    Input(
        name="text",
        kind=Kind.TEXT,
        label="Lý do cụ thể",
        hint="Người yêu cầu đọc được nội dung này",
        missing="Nêu lý do",
    ),
    Input(
        name="legal_basis",
        kind=Kind.SHORT,
        label="Căn cứ pháp lý",
        hint="Ví dụ: số, ký hiệu văn bản, điều, khoản. Để trống nếu đã chọn lý do thường gặp",
        missing="Nêu căn cứ pháp lý",
    ),
)
_DIFFERENCE = Input(
    name="text",
    kind=Kind.TEXT,
    label="Cách xử lý khi có sai lệch với dữ liệu dân cư",
    hint="Kết quả đối chiếu có sai lệch hoặc không tìm thấy: nêu rõ căn cứ để tiếp tục",
    missing="Nêu rõ cách xử lý sai lệch",
    when=lambda dossier: (
        dossier.verification in {"differs", "not_found"} and not dossier.draft_confirmed
    ),
)
_ROWS = (
    ActionForm(
        action=Action.GUIDE,
        explains="Hồ sơ chưa tiếp nhận, chưa tính thời hạn. Người yêu cầu nhận phiếu mẫu số 02 với đủ các nội dung dưới đây",
        done="Đã gửi hướng dẫn. Hồ sơ chờ người yêu cầu bổ sung, chưa tính thời hạn",
        inputs=(_REASONS, _ITEMS),
        reasons="supplement",
    ),
    ActionForm(
        action=Action.RECEIVE,
        explains="Thời hạn bắt đầu tính. Người yêu cầu nhận giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu số 01)",
        done="Đã tiếp nhận hồ sơ. Giấy tiếp nhận và hẹn trả kết quả đang được lập",
        inputs=(
            Input(
                name="keep",
                kind=Kind.CHECK,
                label="Còn bàn giao hồ sơ giấy, chuyển phòng chuyên môn sau",
            ),
        ),
    ),
    ActionForm(
        action=Action.DECLINE,
        explains="Hồ sơ kết thúc. Người yêu cầu nhận phiếu từ chối tiếp nhận (mẫu số 03)",
        done="Đã từ chối tiếp nhận. Phiếu từ chối đang được lập",
        inputs=_WHY_BASIS,
        reasons="decline",
        grave=True,
    ),
    ActionForm(
        action=Action.FORWARD,
        explains="Hồ sơ sang bước thẩm tra của công chức chuyên môn",
        done="Đã chuyển phòng chuyên môn",
    ),
    ActionForm(
        action=Action.TAKE,
        explains="Đồng nghiệp thấy hồ sơ này đã có người xử lý",
        done="Đã nhận việc",
    ),
    ActionForm(
        action=Action.REQUEST_SUPPLEMENT,
        explains="Thời hạn tạm dừng. Người yêu cầu nhận phiếu yêu cầu bổ sung (mẫu số 02) với đủ các nội dung dưới đây",
        done="Đã yêu cầu bổ sung. Thời hạn tạm dừng đến khi người yêu cầu trả lời",
        inputs=(
            _REASONS,
            _ITEMS,
            Input(
                name="text",
                kind=Kind.TEXT,
                label="Lý do phát sinh",
                hint="Hồ sơ đã được yêu cầu bổ sung. Lần này phải nêu lý do phát sinh",
                missing="Nêu lý do phát sinh",
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
            Input(
                name="text",
                kind=Kind.TEXT,
                label="Nội dung, giấy tờ đã bổ sung",
                missing="Ghi nội dung, giấy tờ đã bổ sung",
                content="supplement_answer",
            ),
        ),
    ),
    ActionForm(
        action=Action.RECORD_PAYMENT,
        explains="Dùng khi người yêu cầu nộp tiền tại quầy. Hồ sơ tiếp tục được xử lý",
        done="Đã ghi nhận thu phí, lệ phí",
        inputs=(
            Input(
                name="method",
                kind=Kind.CHOICE,
                label="Hình thức thu",
                missing="Chọn hình thức thu",
                options=(("cash", "Tiền mặt"), ("transfer", "Chuyển khoản, mã QR")),
            ),
        ),
    ),
    ActionForm(
        action=Action.SEND_DRAFT,
        explains="Người yêu cầu kiểm tra bản dự thảo trước khi ghi vào sổ. Hết thời hạn trả lời mà không có ý kiến thì coi là đã thống nhất",
        done="Đã gửi dự thảo. Hồ sơ chờ người yêu cầu kiểm tra",
        inputs=(_DIFFERENCE,),
    ),
    ActionForm(
        action=Action.REQUEST_REGISTRATION,
        explains="Thông tin được gửi sang Phần mềm đăng ký, quản lý hộ tịch điện tử dùng chung để ghi vào sổ và lấy số định danh cá nhân. Không phải nhập lại",
        done="Đã gửi thông tin ghi vào sổ. Số đăng ký, quyển số và số định danh tự về khi có",
        inputs=(_DIFFERENCE,),
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
        inputs=(
            Input(
                name="text",
                kind=Kind.TEXT,
                label="Nội dung cần chỉnh sửa",
                missing="Nêu rõ nội dung cần chỉnh sửa",
            ),
        ),
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
        action=Action.REFUSE,
        explains="Hồ sơ kết thúc không có kết quả. Người yêu cầu nhận văn bản từ chối giải quyết (mẫu số 03)",
        done="Đã từ chối giải quyết. Văn bản đang được lập",
        inputs=_WHY_BASIS,
        reasons="refuse",
        grave=True,
    ),
    ActionForm(
        action=Action.APOLOGISE,
        explains="Người yêu cầu nhận văn bản xin lỗi và đề nghị gia hạn (mẫu số 04). Ngày hẹn ban đầu vẫn được lưu",
        done="Đã xin lỗi và hẹn lại ngày trả kết quả",
        inputs=(
            Input(
                name="text",
                kind=Kind.TEXT,
                label="Lý do chậm",
                hint="Người yêu cầu đọc được nội dung này",
                missing="Nêu lý do chậm",
            ),
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
        action=Action.STOP,
        explains="Hồ sơ kết thúc, không tính tiếp. Việc dừng giải quyết không mở lại được",
        done="Đã dừng giải quyết hồ sơ",
        inputs=_WHY_BASIS[1:],
        grave=True,
    ),
    ActionForm(
        action=Action.HAND_OVER,
        explains="Ghi nhận kết quả đã đến tay người nhận",
        done="Đã trả kết quả",
        inputs=(
            Input(
                name="to",
                kind=Kind.CHOICE,
                label="Người nhận",
                missing="Chọn người nhận",
                options=(
                    ("filer", "Người yêu cầu"),
                    ("owner", "Chủ hồ sơ"),
                    ("authorised", "Người được ủy quyền"),
                    ("post", "Bưu điện"),
                ),
            ),
            Input(
                name="way",
                kind=Kind.CHOICE,
                label="Hình thức trả kết quả",
                missing="Chọn hình thức trả kết quả",
                options=(
                    ("paper", "Bản giấy tại Trung tâm"),
                    ("electronic", "Bản điện tử"),
                    ("post", "Bản giấy qua bưu chính công ích"),
                ),
            ),
            Input(
                name="receipt",
                kind=Kind.CHOICE,
                label="Giấy tiếp nhận hồ sơ bản giấy",
                options=(
                    ("none", "Không cấp bản giấy"),
                    ("returned", "Đã thu lại"),
                    ("lost", "Người nhận báo mất; đã xác minh danh tính"),
                ),
            ),
        ),
    ),
    ActionForm(
        action=Action.REVOKE,
        explains="Kết quả hết giá trị. Trang kiểm tra kết quả báo đã thu hồi, hủy bỏ",
        done="Đã thu hồi, hủy bỏ kết quả",
        inputs=_WHY_BASIS[1:],
        grave=True,
    ),
)

FORMS = {form.action: form for form in _ROWS}
BY_NAME = {form.name: form for form in _ROWS}
