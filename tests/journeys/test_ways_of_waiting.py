"""What a dossier waits for: a second supplement, money, another commune, a new appointment."""

from __future__ import annotations

from cast import Cast

FORM_02 = "Mẫu số 02, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
FORM_04 = "Mẫu số 04, Thông tư 03/2025/TT-VPCP, ngày 15/09/2025"
NEW = "Nơi sinh ghi khác Giấy chứng sinh."


def test_a_second_supplement_is_warned_of_and_counted_on_its_form(cast: Cast):
    code, official = cast.branches["to ask again"].code, cast.justice_official
    official.looks_up(code)
    official.begins("Yêu cầu bổ sung")
    official.reads("Đã yêu cầu bổ sung 1 lần. Lần này được tính thêm vào chỉ số phục vụ")
    official.write("Nội dung khác cần bổ sung", "Xác nhận nơi sinh")
    official.press("Yêu cầu bổ sung")
    official.reads("Nêu lý do phát sinh")
    official.write("Lý do phát sinh", NEW)
    official.press("Yêu cầu bổ sung")
    official.reads("Đã yêu cầu bổ sung 2 lần")
    asked = official.page.get_by_role("link", name="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    official.waits_for(asked.nth(2))  # two to each form: open, download
    official.looks_up(code)
    official.reads_paper(
        "Phiếu yêu cầu bổ sung", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", FORM_02, NEW,
    )  # fmt: skip


def test_a_supplement_after_its_limit_is_taken_and_said_to_be_late(cast: Cast):
    brought, official = cast.branches["asked in vain"], cast.justice_official
    official.finds(brought.code, "Chờ bổ sung")
    official.reads("Quá thời hạn trả lời", "Chưa nhận được bổ sung, thời hạn đã hết")
    mother = cast.citizen(brought.mother)
    mother.follows(brought.code)
    mother.reads("Ông/bà vẫn gửi được cho đến khi cơ quan dừng giải quyết")
    mother.answers_supplement(brought.code, "Gửi ảnh chụp lại.")
    mother.reads("Đã bổ sung hồ sơ, sau thời hạn đã thông báo")
    official.finds(brought.code, "Đang xử lý")
    official.reads("Đã bổ sung hồ sơ, sau thời hạn đã thông báo", "Gửi ảnh chụp lại.")


def test_a_dossier_waits_for_money_until_the_counter_has_taken_it(cast: Cast):
    code, receiver = cast.branches["to pay"].code, cast.receiver
    receiver.finds(code, "Chờ thanh toán")
    receiver.begins("Ghi nhận đã thanh toán")
    receiver.reads("16.000 đồng", "2 bản × 8.000 đồng")
    receiver.choose("Hình thức thu", "Tiền mặt")
    receiver.press("Ghi nhận đã thanh toán")
    receiver.reads("Chờ tiếp nhận", "Đã thanh toán")


def test_a_late_dossier_is_apologised_for_and_a_second_time_by_the_head(cast: Cast):
    code, official, head = cast.branches["late"].code, cast.justice_official, cast.head
    official.finds(code, "Quá hạn")
    official.acts("Xin lỗi và hẹn lại ngày trả kết quả", text="Mất điện toàn xã.", day="25/11/2026")
    official.reads("Ngày hẹn ban đầu: 20/11/2026", "17:00 ngày 25/11/2026")
    official.waits_for_signed("Văn bản xin lỗi", "Hà Thị Xuyến")
    official.reads_paper(
        "Văn bản xin lỗi", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", FORM_04,
        "17 giờ 00 phút, ngày 20 tháng 11 năm 2026", "Lý do: Mất điện toàn xã.",
        "ngày 25 tháng 11 năm 2026",
    )  # fmt: skip
    official.reads("Lần này do Giám đốc Trung tâm Phục vụ hành chính công xin lỗi và hẹn lại")
    head.looks_up(code)
    head.begins("Xin lỗi và hẹn lại ngày trả kết quả")
    head.reads("Theo nguyên tắc chỉ hẹn lại một lần")
    head.write("Lý do chậm", "Chưa có điện trở lại.")
    head.press("Xin lỗi và hẹn lại ngày trả kết quả")
    head.reads("17:00 ngày 26/11/2026")


def test_another_commune_answers_in_one_of_two_posts_within_its_own_limit(cast: Cast):
    code, official, other = (
        cast.branches["to ask another commune"].code, cast.justice_official, cast.of_bao_la,
    )  # fmt: skip
    official.looks_up(code)
    official.begins("Gửi yêu cầu xác minh")
    official.pick("Cơ quan được hỏi", "Ủy ban nhân dân xã Bao La")
    official.write("Nội dung cần xác minh", "Cha mẹ đăng ký kết hôn tại xã năm nào?")
    official.press("Gửi yêu cầu xác minh")
    official.reads("Ủy ban nhân dân xã Bao La trả lời trước", "17:00 ngày 27/11/2026")
    other.open("/desk/post/")
    other.choose("Chọn vị trí công tác", "công chức tư pháp - hộ tịch")
    other.press("Tiếp tục")
    other.finds(code, "Cơ quan khác hỏi")
    other.reads("Nội dung được hỏi", "Cha mẹ đăng ký kết hôn tại xã năm nào?")
    other.acts("Trả lời yêu cầu xác minh, phối hợp", text="Đăng ký ngày 10/10/2024, số 41.")
    official.finds(code, "Đang xử lý")
    official.reads("Cơ quan được hỏi đã trả lời", "Đăng ký ngày 10/10/2024, số 41.")
    _another_gives_its_opinion(cast, code)
    _the_specialist_asks_for_money(cast, code)
    _two_act_at_once(cast, code)


def _another_gives_its_opinion(cast: Cast, code: str) -> None:
    """Consulting has a limit of its own, while that of the dossier stands still."""
    official, other = cast.justice_official, cast.of_bao_la
    official.begins("Xin ý kiến đơn vị phối hợp")
    official.pick("Cơ quan được hỏi", "Ủy ban nhân dân xã Bao La")
    official.write("Nội dung xin ý kiến", "Có đồng ý ghi nơi sinh theo Giấy chứng sinh?")
    official.press("Xin ý kiến đơn vị phối hợp")
    official.reads("Ủy ban nhân dân xã Bao La trả lời trước", "Tạm dừng tính thời hạn")
    other.finds(code, "Cơ quan khác hỏi")
    other.reads("Có đồng ý ghi nơi sinh theo Giấy chứng sinh?")
    other.acts("Trả lời yêu cầu xác minh, phối hợp", text="Đồng ý.")
    official.finds(code, "Đang xử lý")
    official.reads("Đồng ý.")


def _the_specialist_asks_for_money(cast: Cast, code: str) -> None:
    """What becomes due while a dossier is examined stops it until the counter has the money."""
    official, receiver = cast.justice_official, cast.receiver
    official.begins("Yêu cầu nộp phí, lệ phí")
    official.page.get_by_role("group", name="Khoản phí, lệ phí").get_by_role("radio").first.check()
    official.write("Số lượng", "3")
    official.press("Yêu cầu nộp phí, lệ phí")
    receiver.finds(code, "Chờ thanh toán")
    receiver.begins("Ghi nhận đã thanh toán")
    receiver.reads("24.000 đồng")
    receiver.choose("Hình thức thu", "Tiền mặt")
    receiver.press("Ghi nhận đã thanh toán")
    official.finds(code, "Đang xử lý")


def _two_act_at_once(cast: Cast, code: str) -> None:
    """What somebody types while a colleague acts is kept, and said to be behind."""
    official = cast.justice_official
    official.begins("Yêu cầu bổ sung")
    official.write("Nội dung khác cần bổ sung", "Bản sao sổ hộ khẩu cũ")
    colleague = official.another_tab()
    colleague.looks_up(code)
    colleague.does("Nhận việc")
    official.press("Yêu cầu bổ sung")
    official.reads("Đồng nghiệp vừa cập nhật hồ sơ này", "Đã nhận việc", "Bản sao sổ hộ khẩu cũ")
    official.press("Yêu cầu bổ sung")
    official.reads("Đã yêu cầu bổ sung")
