"""Papers of an invented dossier, with every value that a template prints."""

from __future__ import annotations

from typing import Any

PROVINCE = "Ủy ban nhân dân tỉnh Phú Thọ"
COMMUNE = "Ủy ban nhân dân xã Mai Châu"
CENTRE = "Trung tâm Phục vụ hành chính công"
CHECK_ADDRESS = "http://127.0.0.1:8000/check/Zx8Q2mJc9bV4tL0wR7yKfA"


def _form(form: int, **more: Any) -> dict[str, Any]:
    return {
        "agency": {"superior": COMMUNE, "name": CENTRE},
        "place": "Mai Châu",
        "issued_at": "2026-11-23T08:45:00+07:00",
        "dossier_code": "H44.28.05-261123-0007",
        "check_address": CHECK_ADDRESS,
        "form_basis": f"Mẫu số {form:02}",
        "procedure": {"code": "1.001193", "name": "Đăng ký khai sinh"},
        "applicant": {
            "name": "Khà Thị Dung",
            "address": "Xóm Văn, xã Mai Châu, tỉnh Phú Thọ",
            "phone": "0912 345 678",
        },
        "official": {"title": "Người tiếp nhận hồ sơ", "name": "Lường Văn Hậu"},
        **more,
    }


RECEIPT = _form(
    1,
    number="07/TNHS",
    papers=[
        {"name": "Tờ khai đăng ký khai sinh", "form": "Bản điện tử", "count": 1},
        {"name": "Giấy chứng sinh", "form": "Bản điện tử", "count": 1},
    ],
    copies=1,
    limit="Trong ngày",
    received_at="2026-11-23T08:40:00+07:00",
    due_at="2026-11-23T17:00:00+07:00",
    delivery="Bản điện tử; tại Trung tâm Phục vụ hành chính công xã Mai Châu",
)
SUPPLEMENT = _form(
    2,
    number="03/HDHS",
    items=[{"content": "Ảnh chụp Giấy chứng sinh", "reason": "Ảnh đã gửi bị mờ"}],
    received=True,
    reply_by="2026-12-02T17:00:00+07:00",
    contact={"name": "bà Hà Thị Xuyến", "phone": "0218 386 7000"},
)
REFUSAL = _form(
    3,
    number="01/TCGQ",
    stage="declined",
    reason="Cha, mẹ của trẻ đều cư trú ngoài xã Mai Châu.",
    legal_basis="Điều 13 Luật Hộ tịch năm 2014",
)
APOLOGY = _form(
    4,
    number="01/XL",
    title="Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    received_at="2026-11-23T08:40:00+07:00",
    due_at="2026-11-23T17:00:00+07:00",
    new_due_at="2026-11-25T17:00:00+07:00",
    reason="Chưa nhận được số định danh cá nhân.",
)
STOP = _form(
    5,
    number="01/2026",
    received_at="2026-11-23T08:40:00+07:00",
    reason="Người yêu cầu không bổ sung hồ sơ trong thời hạn đã thông báo.\nĐã nhắc hai lần.",
    legal_basis="Nghị định 118/2025/NĐ-CP",
)
CONTROL = _form(
    6,
    received_at="2026-11-23T08:40:00+07:00",
    due_at="2026-11-23T17:00:00+07:00",
    standing="Đúng hạn",
    steps=[
        {
            "at": "2026-11-23T08:40:00+07:00",
            "done": "Đã tiếp nhận hồ sơ",
            "person": "Lường Văn Hậu, chuyên viên",
            "body": COMMUNE,
        },
        {
            "at": "2026-11-23T09:10:00+07:00",
            "done": "Đã đối chiếu với cơ sở dữ liệu quốc gia",
            "person": "Hệ thống",
            "body": "",
        },
    ],
)
BOOK = {
    "agency": {"superior": COMMUNE, "name": "Trung tâm Phục vụ hành chính công"},
    "place": "Mai Châu",
    "issued_at": "2026-11-23T16:50:00+07:00",
    "check_address": CHECK_ADDRESS,
    "official": {"title": "Giám đốc Trung tâm", "name": "Vi Văn Thành"},
    "first_day": "2026-11-16",
    "last_day": "2026-11-23",
    "rows": [
        {
            "code": "H44.28.05-261123-0007",
            "procedure": "Đăng ký khai sinh",
            "person": "Khà Thị Dung",
            "phone": "0912000001",
            "agency": COMMUNE,
            "received": "2026-11-23T08:40:00+07:00",
            "due": "2026-11-23T17:00:00+07:00",
            "note": "Đang xử lý",
        }
    ]
    * 30,
}
CERTIFICATE: dict[str, Any] = {
    "agency": {"superior": PROVINCE, "name": COMMUNE},
    "place": "Mai Châu",
    "issued_at": "2026-11-23T10:12:00+07:00",
    "dossier_code": "H44.28.05-261123-0007",
    "check_address": CHECK_ADDRESS,
    "register": {
        "number": "112",
        "book": "01/2026",
        "page": "112",
        "registered_on": "2026-11-23",
    },
    "child": {
        "name": "Bùi Khà Minh An",
        "birth": "2026-11-18",
        "sex": "Nữ",
        "ethnicity": "Thái",
        "nationality": "Việt Nam",
        "birthplace": "Trung tâm Y tế khu vực Mai Châu, xã Mai Châu, tỉnh Phú Thọ",
        "origin": "Phường Hòa Bình, tỉnh Phú Thọ",
        "personal_id": "025326000123",
    },
    "mother": {
        "name": "Khà Thị Dung",
        "birth": "1999-05-02",
        "ethnicity": "Thái",
        "nationality": "Việt Nam",
        "residence": "Xóm Văn, xã Mai Châu, tỉnh Phú Thọ",
    },
    "father": {
        "name": "Bùi Văn Tuyển",
        "birth": "1997",
        "ethnicity": "Mường",
        "nationality": "Việt Nam",
        "residence": "Tổ 5, phường Hòa Bình, tỉnh Phú Thọ",
    },
    "declarant": {
        "name": "Khà Thị Dung",
        "relation": "Mẹ",
        "identity": "Thẻ căn cước số 017199001234, cấp ngày 12/07/2024",
    },
    "registered_at": "Ủy ban nhân dân xã Mai Châu, tỉnh Phú Thọ",
    "signer": {"prefix": "KT. CHỦ TỊCH", "title": "Phó Chủ tịch", "name": "Nguyễn Quốc Huy"},
}
DRAFT = {
    **CERTIFICATE,
    "register": None,
    "father": None,
    "child": {**CERTIFICATE["child"], "personal_id": None},
    "check_address": None,
}
_HEAD = {
    key: CERTIFICATE[key]
    for key in ("agency", "place", "issued_at", "dossier_code", "check_address", "signer")
}
EXTRACT: dict[str, Any] = {
    **_HEAD,
    "title": "Trích lục khai sinh",
    "number": "12/2026",
    "rows": [
        ["Họ, chữ đệm, tên", "KHÀ THỊ DUNG"],
        ["Ngày, tháng, năm sinh", "14/03/1999 (ngày mười bốn tháng ba năm …)"],
        ["Đăng ký khai sinh tại", "UBND xã Mai Châu, tỉnh Phú Thọ"],
    ],
}
MARITAL_STATUS: dict[str, Any] = {
    **_HEAD,
    "number": "3/UBND-XNTTHN",
    "applicant": "Bùi Văn Tuyển",
    "subject": {
        "name": "Bùi Văn Tuyển",
        "birth": "1997",
        "sex": "Nam",
        "ethnicity": "Mường",
        "nationality": "Việt Nam",
        "identity": "Số định danh cá nhân 017097005678",
        "residence": "Tổ 5, phường Hòa Bình, tỉnh Phú Thọ",
    },
    "former": [{"place": "Xóm Văn, xã Mai Châu, tỉnh Phú Thọ", "from": "2015", "to": "06/2019"}],
    "status": "Chưa đăng ký kết hôn với ai",
    "purpose": "bổ túc hồ sơ vay vốn",
    "valid_months": 6,
}
COPY: dict[str, Any] = {
    **_HEAD,
    "title": "Bằng tốt nghiệp trung học phổ thông",
    "copies": 2,
    "certification": {"number": 12, "book": "01/2026 - SCT/BS"},
}
PAPERS = {
    "civil-status-extract": EXTRACT,
    "civil-status-extract-draft": {**EXTRACT, "number": None},
    "marital-status-certificate": MARITAL_STATUS,
    "marital-status-certificate-draft": {**MARITAL_STATUS, "number": None, "former": []},
    "form-01": RECEIPT,
    "form-02": SUPPLEMENT,
    "form-03": REFUSAL,
    "form-04": APOLOGY,
    "form-05": STOP,
    "form-06": CONTROL,
    "form-07": BOOK,
    "birth-certificate": CERTIFICATE,
    "birth-certificate-draft": DRAFT,
}
