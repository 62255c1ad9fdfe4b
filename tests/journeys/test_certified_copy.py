"""A certified copy from scan to seal by keyboard alone, the groups of keys counted.

A group of keys is what hands do without reading on between: a field's text with the Tab that
leaves it, or one Enter, Space or shortcut.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from cast import Cast
from officials import Official
from PIL import Image
from playwright.sync_api import FilePayload, expect

MOST_GROUPS = 12


@dataclass
class Keyboard:
    """Presses keys for one official after the other, and counts their groups."""

    groups: list[str] = field(default_factory=list)

    def presses(self, who: Official, key: str, *, leaves: bool = False) -> None:
        self.groups.append(key)
        if leaves:
            with who.page.expect_navigation():
                who.page.keyboard.press(key)
            who.look()
        else:
            who.page.keyboard.press(key)

    def types(self, who: Official, text: str) -> None:
        """Write over what the field in focus proposes, and leave it by Tab."""
        self.groups.append(text)
        who.page.keyboard.press("Control+A")
        who.page.keyboard.type(text)
        who.page.keyboard.press("Tab")

    def chooses_a_scan(self, who: Official, scans: list[FilePayload]) -> None:
        """Open the chooser and name the file there: two groups; the page sends it by itself."""
        expect(who.page.get_by_label("Bản chụp từ bản chính")).to_be_focused()
        with who.page.expect_file_chooser() as chooser:
            self.presses(who, "Enter")
        self.groups.append("name of the file, Enter")
        with who.page.expect_navigation():
            chooser.value.set_files(scans)
        who.look()


def a_scan(number: int) -> FilePayload:
    drawn = BytesIO()
    Image.effect_noise((1240, 1754), 60).convert("RGB").save(drawn, "JPEG")
    return {"name": f"trang-{number}.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


@pytest.fixture(scope="module")
def made(whole_cast: Cast) -> tuple[str, list[str]]:
    """Return the address of the sealed copy and the groups of keys from scan to seal."""
    keys, receiver = Keyboard(), whole_cast.receiver
    receiver.open("/desk/certify/scan/")
    keys.chooses_a_scan(receiver, [a_scan(1), a_scan(2), a_scan(3)])
    receiver.reads("5.000 đồng")
    keys.types(receiver, "Bằng tốt nghiệp trung học phổ thông")
    keys.types(receiver, "2")
    receiver.reads("10.000 đồng")
    keys.presses(receiver, "Space")
    receiver.page.keyboard.press("Tab")
    keys.types(receiver, "Bùi Văn Tuyển")
    keys.presses(receiver, "Enter", leaves=True)
    receiver.reads("Trình ký", "10.000 đồng")
    address = receiver.page.url
    for who, nothing in ((whole_cast.vice_chair, "ký"), (whole_cast.clerk, "đóng dấu")):
        who.open("/desk/certify/")
        who.waits_for(who.page.get_by_role("checkbox", name="Chọn H44"))
        keys.presses(who, "Enter", leaves=True)
        who.reads(f"Đã {nothing} 1 bản chứng thực")
    return address, keys.groups


def test_from_scan_to_seal_takes_few_groups_of_keys(cast: Cast, made: tuple[str, list[str]]):
    _, groups = made
    assert len(groups) <= MOST_GROUPS, groups


def test_the_copy_is_printed_and_handed_over_by_keyboard(
    cast: Cast, made: tuple[str, list[str]], tmp_path: Path
):
    receiver = cast.receiver
    receiver.open(made[0])
    receiver.waits_for(receiver.page.get_by_role("link", name="Mở bản sao để in (2 bản)"))
    expect(receiver.page.get_by_role("button", name="Đã trả bản sao và bản chính")).to_be_focused()
    Keyboard().presses(receiver, "Enter", leaves=True)
    receiver.reads("Đã trả 1 bản chứng thực")
