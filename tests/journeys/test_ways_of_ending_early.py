"""Declined, refused, stopped, withdrawn: each by whose act it is, with the form that says so."""

from __future__ import annotations

from cast import Cast
from playwright.sync_api import expect

WHY = "Trẻ đã được đăng ký khai sinh tại xã Bao La."
LAW = "Luật Hộ tịch 60/2014/QH13, Điều 16"
FORM_01 = "Mẫu số 01, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
FORM_03 = "Mẫu số 03, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
FORM_05 = "Mẫu số 05, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
FORM_06 = "Mẫu số 06, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
FORM_07 = "Mẫu số 07, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"


def test_the_receiver_proposes_to_decline_and_the_head_of_the_centre_declines(cast: Cast):
    brought = cast.branches["to decline"]
    receiver, head = cast.receiver, cast.head
    receiver.finds(brought.code, "Chờ tiếp nhận")
    receiver.acts("Trình từ chối tiếp nhận", text=WHY, legal_basis=LAW)
    receiver.reads("Chờ duyệt từ chối tiếp nhận")
    head.finds(brought.code)
    head.begins("Từ chối tiếp nhận")
    expect(head.page.get_by_label("Lý do cụ thể")).to_have_value(WHY)
    head.press("Từ chối tiếp nhận")
    head.reads("Đã từ chối tiếp nhận")
    mother = cast.citizen(brought.mother)
    mother.follows(brought.code)
    mother.reads("Không được tiếp nhận", WHY, LAW, "Kết thúc giải quyết")
    mother.waits_for(mother.page.get_by_role("link", name="Phiếu từ chối"))
    mother.reads_paper(
        "Phiếu từ chối", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", FORM_03, brought.code, WHY,
        f"Căn cứ pháp lý: {LAW}", "/2026", "Người ký: Vi Văn Thành",
    )  # fmt: skip


def test_what_the_official_proposes_to_refuse_the_signer_refuses(cast: Cast):
    brought = cast.branches["to refuse"]
    signer = cast.vice_chair
    signer.finds(brought.code, "Chờ duyệt từ chối")
    signer.does("Từ chối giải quyết")
    signer.reads("Từ chối giải quyết, chờ trả")
    signer.waits_for_signed("Phiếu từ chối", "Nguyễn Quốc Huy")
    signer.reads_paper(
        "Phiếu từ chối", "PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", FORM_03, "KT. CHỦ TỊCH",
        "Chưa đủ căn cứ xác định cha.", f"Căn cứ pháp lý: {LAW}", "quyền khiếu nại",
    )  # fmt: skip


def test_the_head_stops_a_dossier_for_good(cast: Cast):
    code = cast.branches["to stop"].code
    head = cast.head
    head.looks_up(code)
    head.does("Dừng giải quyết hồ sơ")
    head.reads("Nêu lý do", "Nêu căn cứ pháp lý")
    head.write("Lý do cụ thể", WHY)
    head.write("Căn cứ pháp lý", LAW)
    head.press("Dừng giải quyết hồ sơ")
    head.reads("Dừng xử lý")
    head.waits_for_signed("Thông báo dừng", "Vi Văn Thành")
    head.reads_paper(
        "Thông báo dừng", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", FORM_05, WHY, "Hồ sơ kết thúc"
    )
    head.press("Lập phiếu kiểm soát (mẫu số 06)")
    head.waits_for(head.page.get_by_role("link", name="Phiếu kiểm soát"))
    head.reads_paper(
        "Phiếu kiểm soát", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", FORM_06, code,
        "Đã tiếp nhận hồ sơ", "Lường Văn Hậu",
    )  # fmt: skip
    cast.justice_official.looks_up(code)
    cast.justice_official.reads("Ở bước này, vị trí đang chọn không có việc phải làm")


def test_people_withdraw_by_themselves_or_at_the_counter(cast: Cast):
    at_home, at_counter = cast.branches["to withdraw"], cast.branches["to withdraw at the counter"]
    mother = cast.citizen(at_home.mother)
    mother.follows(at_home.code)
    mother.reads_paper(
        "Giấy tiếp nhận hồ sơ", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", FORM_01, at_home.code,
        "Tờ khai đăng ký khai sinh", "Thời gian trả kết quả: 17 giờ 00 phút",
    )  # fmt: skip
    mother.follow("Rút hồ sơ")
    mother.press("Rút hồ sơ")
    mother.reads("Đã rút hồ sơ", "Kết thúc giải quyết")
    receiver = cast.receiver
    receiver.looks_up(at_counter.code)
    receiver.does("Rút hồ sơ")
    receiver.reads("Ghi nội dung đề nghị rút hồ sơ của người yêu cầu")
    receiver.write("Đề nghị của người yêu cầu", "Đã xem thẻ căn cước; rút để khai lại tên.")
    receiver.press("Rút hồ sơ")
    receiver.reads("Đã rút theo yêu cầu")


def test_the_book_of_dossiers_lists_what_was_received(cast: Cast):
    head = cast.head
    head.open("/desk/book/")
    head.press("Lập sổ PDF (mẫu số 07)")
    head.waits_for(head.page.get_by_role("link", name="Sổ theo dõi hồ sơ"))
    head.reads_paper(
        "Sổ theo dõi hồ sơ", "SỔ THEO DÕI HỒ SƠ", FORM_07, cast.branches["to stop"].code
    )
