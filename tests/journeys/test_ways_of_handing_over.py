"""Results on their way out: in parts, without receipt, by post, uncollected, revoked."""

from __future__ import annotations

from cast import Cast
from playwright.sync_api import expect

ERROR = "Ghi sai họ của cha."
LAW = "Luật Hộ tịch 60/2014/QH13, Điều 69"


def test_results_leave_in_parts_without_receipt_and_by_post(cast: Cast):
    brought, receiver = cast.branches["decided"], cast.receiver
    receiver.finds(brought.code, "Chờ trả")
    receiver.begins("Trả kết quả")
    receiver.page.get_by_label("Bản sao: 2 bản").uncheck()
    receiver.choose("Người nhận", "Người được ủy quyền")
    receiver.choose("Giấy tiếp nhận hồ sơ bản giấy", "Người nhận báo mất; đã xác minh danh tính")
    receiver.press("Trả kết quả")
    receiver.reads("Ghi họ tên, giấy tờ và văn bản ủy quyền của người nhận thay")
    receiver.write("Người nhận và giấy tờ đã xem", "Bùi Văn Tuyển, thẻ căn cước 017097003518")
    receiver.press("Trả kết quả")
    receiver.reads("Đã trả một phần kết quả", "Đã xử lý xong, chờ trả")
    receiver.begins("Trả kết quả")
    expect(receiver.page.get_by_label("Giấy khai sinh")).to_have_count(0)
    receiver.choose("Người nhận", "Bưu điện")
    receiver.choose("Hình thức trả kết quả", "Bản giấy qua bưu chính công ích")
    receiver.press("Trả kết quả")
    receiver.reads("Ghi số hiệu bưu gửi")
    receiver.write("Số hiệu bưu gửi", "EB123456789VN")
    receiver.press("Trả kết quả")
    receiver.reads("Đã trả kết quả")


def test_the_mother_rates_by_one_tap(cast: Cast):
    brought = cast.branches["decided"]
    mother = cast.citizen(brought.mother)
    mother.follows(brought.code)
    mother.reads("Tải kết quả bản điện tử", "EB123456789VN")
    mother.rates(brought.code, "Hài lòng")
    expect(mother.page.get_by_role("button", name="Hài lòng", exact=True)).to_have_count(0)


def test_the_signer_revokes_a_result_knowing_what_follows(cast: Cast):
    brought, signer = cast.branches["decided"], cast.vice_chair
    signer.looks_up(brought.code)
    signer.begins("Thu hồi, hủy bỏ kết quả")
    signer.reads(
        "Đã trả cho người nhận, cần thu lại: Giấy khai sinh", "cần thu lại: Bản sao: 2 bản",
        "Không có hồ sơ nào khác dùng kết quả này", brought.mother.name,
    )  # fmt: skip
    signer.write("Lý do cụ thể", ERROR)
    signer.write("Căn cứ pháp lý", LAW)
    signer.press("Thu hồi, hủy bỏ kết quả")
    signer.reads("Đã thu hồi/hủy bỏ")
    mother = cast.citizen(brought.mother)
    mother.follows(brought.code)
    mother.reads("Lý do thu hồi, hủy bỏ kết quả", ERROR, LAW, "không còn giá trị sử dụng")
    mother.does_not_read("Tải kết quả bản điện tử")


def test_an_uncollected_result_is_reminded_of_and_handed_over_electronically(cast: Cast):
    brought, receiver = cast.branches["uncollected"], cast.receiver
    receiver.finds(brought.code, "Chưa đến nhận")
    receiver.does("Nhắc đến nhận kết quả")
    receiver.reads("Đã nhắc đến nhận")
    receiver.follow("Thông báo đã gửi cho người dân")
    receiver.waits_to_read("đang chờ ông/bà đến nhận")
    receiver.finds(brought.code, "Chưa đến nhận")
    receiver.begins("Trả kết quả")
    receiver.choose("Người nhận", "Người yêu cầu")
    receiver.choose("Hình thức trả kết quả", "Bản điện tử")
    receiver.press("Trả kết quả")
    receiver.reads("Đã trả kết quả")
