"""The day when everything goes wrong: power, printer, a merged commune, a lost phone."""

from __future__ import annotations

import base64
import re

from cast import Cast
from django_otp.oath import totp
from officials import Official
from playwright.sync_api import expect

PASSPHRASE = "ruộng bậc thang mùa nước đổ"
CARD = "017191879738||Đinh Thùy Hương|21121991|Nữ|Tiểu khu 3, Mai Châu, Phú Thọ|10082021"


def test_an_intake_goes_on_where_the_power_failed(cast: Cast):
    receiver = cast.receiver
    receiver.open("/desk/counter/")
    receiver.press("Tiếp nhận hồ sơ trực tiếp")
    receiver.page.get_by_label("Cấp bản sao Trích lục hộ tịch").check()
    receiver.write("Số điện thoại (để nhận mã xác nhận)", "0912345698")
    receiver.write("Quét mã QR trên thẻ", CARD)
    with receiver.page.expect_navigation():
        receiver.page.keyboard.press("Enter")
    receiver.press(re.compile("^Kê khai: "))
    receiver.choose("Ông/bà yêu cầu bản sao của ai?", "Của tôi")
    receiver.press("Tiếp tục")
    cast.stack.await_revived("node", cast.stack.kill("node"))
    receiver.open("/desk/counter/")
    receiver.follow(re.compile("^Tiếp tục kê khai.*Đinh Thùy Hương$"))
    receiver.choose("Loại bản sao", "Bản sao Giấy khai sinh")
    receiver.follow("Quay lại")
    expect(receiver.page.get_by_label("Của tôi", exact=True)).to_be_checked()


def test_a_receipt_is_printed_later_when_the_printer_was_off(cast: Cast):
    code, receiver = cast.branches["to ask again"].code, cast.receiver
    receiver.looks_up(code)
    receiver.press("In lại phiếu hẹn chữ lớn")
    receiver.reads("Phiếu hẹn trả kết quả", "Máy in hỏng thì mở lại trang này để in sau")


def test_what_was_filed_with_a_merged_commune_goes_on_at_its_heir(cast: Cast):
    brought, other = cast.branches["of a merged commune"], cast.of_bao_la
    other.open("/desk/post/")
    other.choose("Chọn vị trí công tác", "kiêm nhiệm Trung tâm Phục vụ hành chính công xã")
    other.press("Tiếp tục")
    other.page.goto(f"{other.home}/desk/?tab=receive")
    other.waits_for(other.page.locator(f"main table a[href*='{brought.code}']"))
    other.finds(brought.code)
    other.reads("Chuyển sang cơ quan khác do sắp xếp đơn vị hành chính")
    other.does("Tiếp nhận")
    other.reads("Đã tiếp nhận hồ sơ")
    mother = cast.citizen(brought.mother)
    mother.follows(brought.code)
    mother.reads("Ủy ban nhân dân xã Bao La", "Đang giải quyết")


def test_a_lost_phone_ends_the_sessions_and_is_replaced_by_a_new_one(cast: Cast):
    administrator = cast.administrator
    official = cast.at_desk(Official, "mot-cua-bao-la")
    administrator.open("/desk/administration/")
    administrator.follow("Hà Văn Khiêm")
    administrator.press("Kết thúc mọi phiên")
    official.open("/desk/")
    expect(official.page.get_by_label("Mã xác thực")).to_be_visible()
    administrator.press("Cấp phiếu kích hoạt")
    slip = re.search(r"\S+/desk/join/\S+/", administrator.main.inner_text())
    assert slip
    official.open(slip[0])
    key = official.page.locator(".desk-address").inner_text()
    for box in ("#password", "#again"):
        official.page.locator(box).fill(PASSPHRASE)
    official.write("Mã 6 chữ số", f"{totp(base64.b32decode(key.replace(' ', ''))):06}")
    official.press("Kích hoạt")
    spare = official.page.locator(".desk-codes li").first.inner_text()
    official.press("Đăng nhập")
    official.write("Tên đăng nhập", official.username)
    official.write("Mật khẩu", PASSPHRASE)
    official.write("Mã xác thực", spare)
    official.press("Đăng nhập")
    official.reads("Hồ sơ chờ tôi xử lý")
