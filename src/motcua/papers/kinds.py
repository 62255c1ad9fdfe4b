"""The papers that are printed here, under the names that the law or practice gives them."""

from __future__ import annotations

TITLES = {
    "form-01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "form-02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "form-03": "Phiếu từ chối tiếp nhận, giải quyết hồ sơ",
    "form-04": "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    "form-05": "Thông báo dừng giải quyết hồ sơ",
    "form-06": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "form-07": "Sổ theo dõi hồ sơ",
    "birth-certificate": "Giấy khai sinh",
    "birth-certificate-draft": "Giấy khai sinh (bản dự thảo)",
    "birth-certificate-preview": "Giấy khai sinh (bản xem trước khi gửi)",
}
# Kết quả: exist for others only once the agency has sealed them.
RESULTS = frozenset({"birth-certificate"})
# Bản dự thảo: shown to the applicant alone, so nobody can check them.
DRAFTS = frozenset({"birth-certificate-draft", "birth-certificate-preview"})
# Papers among officials: people on the dossier do not get them.
INNER = frozenset({"form-06", "form-07", "birth-certificate-preview"})
