"""The papers that are printed here, under the names that the law or practice gives them."""

from __future__ import annotations

RESULT_TITLES = {
    "birth-certificate": "Giấy khai sinh",
    "civil-status-extract": "Bản sao trích lục hộ tịch",
    "marital-status-certificate": "Giấy xác nhận tình trạng hôn nhân",
    "certified-copy": "Bản sao được chứng thực từ bản chính",
}
DRAFT, PREVIEW = "-draft", "-preview"
TITLES = {
    "form-01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "form-02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "form-03": "Phiếu từ chối tiếp nhận, giải quyết hồ sơ",
    "form-04": "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    "form-05": "Thông báo dừng giải quyết hồ sơ",
    "form-06": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "form-07": "Sổ theo dõi hồ sơ",
    **RESULT_TITLES,
    **{f"{kind}{DRAFT}": f"{title} (bản dự thảo)" for kind, title in RESULT_TITLES.items()},
    **{
        f"{kind}{PREVIEW}": f"{title} (bản xem trước khi gửi)"
        for kind, title in RESULT_TITLES.items()
    },
}
# Kết quả: exist for others only once the agency has sealed them.
RESULTS = frozenset(RESULT_TITLES)
PREVIEWS = frozenset(f"{kind}{PREVIEW}" for kind in RESULTS)
# Bản dự thảo: shown to the applicant alone, so nobody can check them.
DRAFTS = PREVIEWS | {f"{kind}{DRAFT}" for kind in RESULTS}
# Papers among officials: people on the dossier do not get them.
INNER = PREVIEWS | {"form-06", "form-07"}


def draft_of(kind: str) -> str:
    """Return the kind of paper that shows the applicant a result before it is one."""
    return f"{kind}{DRAFT}"


def preview_of(kind: str) -> str:
    """Return the kind of paper that shows officials a draft before it is sent."""
    return f"{kind}{PREVIEW}"


def template_of(kind: str) -> str:
    """Return the template of a kind: drafts and previews share that of their result."""
    return kind.removesuffix(DRAFT).removesuffix(PREVIEW)
