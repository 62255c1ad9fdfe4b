"""A certified copy from scan to seal by keyboard alone: groups of keys, and an official's seconds."""

from __future__ import annotations

import re

import pytest
from cast import Cast
from hands import Cost, Hands
from monday import a_scan
from playwright.sync_api import expect

MOST_GROUPS = 12
MOST_S = 60


@pytest.fixture(scope="module")
def made(whole_cast: Cast) -> tuple[str, Cost]:
    """Return the address of the sealed copy and what it cost from scan to seal."""
    receiver = whole_cast.receiver
    spent: dict[str, Cost] = {}
    receiver.open("/desk/certify/scan/")
    hands = Hands(receiver, spent)
    hands.finds_itself_at("Bản chụp từ bản chính")
    hands.chooses_files([a_scan(1), a_scan(2), a_scan(3)])
    receiver.reads("5.000 đồng")
    hands.write("Bằng tốt nghiệp trung học phổ thông")
    hands.write("2")
    receiver.reads("10.000 đồng")
    hands.press("Space")
    hands.page.keyboard.press("Tab")
    hands.write("Bùi Văn Tuyển")
    hands.leave_by("Enter")
    receiver.reads("Trình ký", "10.000 đồng")
    address = receiver.page.url
    for who, nothing in ((whole_cast.vice_chair, "ký"), (whole_cast.clerk, "đóng dấu")):
        who.open("/desk/certify/")
        who.waits_for(who.page.get_by_role("checkbox", name="Chọn H44"))
        Hands(who, spent).leave_by("Enter")
        who.reads(f"Đã {nothing} 1 bản chứng thực")
    return address, spent[""]


def test_from_scan_to_seal_takes_few_groups_of_keys(cast: Cast, made: tuple[str, Cost]):
    assert len(made[1].groups) <= MOST_GROUPS, made[1].groups


def test_from_scan_to_seal_keeps_officials_for_less_than_a_minute(made: tuple[str, Cost]):
    assert made[1].person_s <= MOST_S, made[1].groups


def test_the_copy_is_printed_and_handed_over_by_keyboard(cast: Cast, made: tuple[str, Cost]):
    receiver = cast.receiver
    receiver.open(made[0])
    receiver.waits_for(receiver.page.get_by_role("link", name="Mở bản sao để in (2 bản)"))
    expect(receiver.page.get_by_role("button", name="Đã trả bản sao và bản chính")).to_be_focused()
    Hands(receiver, {}).leave_by("Enter")
    receiver.reads("Đã trả 1 bản chứng thực")


def test_an_original_of_a_company_is_looked_up_before_it_is_filed(cast: Cast):
    receiver = cast.receiver
    receiver.open("/desk/certify/scan/")
    with receiver.page.expect_navigation():
        receiver.page.get_by_label("Bản chụp từ bản chính").set_input_files([a_scan(1)])
    receiver.look()
    receiver.write("Tên giấy tờ", "Giấy chứng nhận đăng ký doanh nghiệp")
    receiver.page.get_by_label("Đã đối chiếu, bản sao đúng").check()
    receiver.write("Họ, chữ đệm, tên người yêu cầu", "Khà Thị Lương")
    expect(receiver.page.get_by_label("Mã số thuế")).to_be_hidden()
    receiver.choose("Bản chính của ai?", "Của doanh nghiệp, hợp tác xã, hộ kinh doanh")
    receiver.write("Mã số thuế", "5400999064")
    receiver.press(re.compile("^Đã thu phí, trình ký"))
    receiver.reads("Có sai lệch", "người đại diện: Đinh Công Hải", "Tạm ngừng kinh doanh")
    receiver.press(re.compile("^Đã thu phí, trình ký"))
    receiver.reads("mã số thuế 5400999064", "Khà Thị Lương")
    receiver.follow("Toàn bộ hồ sơ")
    receiver.sees_verified("Tổ chức: tên")
    receiver.reads(
        "tình trạng hoạt động, trong đăng ký: Tạm ngừng kinh doanh", "Mang bản chính đến"
    )
