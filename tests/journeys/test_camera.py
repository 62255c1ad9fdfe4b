"""The card's QR code read by the counter's camera: what it shows is taken, and what goes wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import segno
from cast import Cast
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_counter import CARD

from conftest import launched

HEALTH_CARD = "GD4170123456789|Khà Thị Hoa|11/07/1993|2|"
SIZE = (640, 480)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("camera") / "film.y4m"


@pytest.fixture(scope="module")
def with_camera(browser: Browser, film: Path) -> Iterator[Browser]:
    """Return a browser whose camera shows the film."""
    show(film, CARD)
    running = launched(
        browser.browser_type,
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    yield running
    running.close()


def show(film: Path, text: str) -> None:
    """Make the film one still picture of a QR code, as raw video."""
    code = BytesIO()
    segno.make(text, error="m").save(code, kind="png", scale=6, border=4)
    still = Image.new("L", SIZE, 200)
    drawn = Image.open(code).convert("L")
    still.paste(drawn, ((SIZE[0] - drawn.width) // 2, (SIZE[1] - drawn.height) // 2))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    header = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F10:1 Ip A1:1 C420jpeg\nFRAME\n"
    film.write_bytes(header.encode() + still.tobytes() + grey)


def at_intake(cast: Cast, browser: Browser, *allowed: str, scripts: bool = True) -> Page:
    """Return the intake page at a browser where the receiver is signed in."""
    signed_in = cast.receiver.profile.storage_state()
    profile: BrowserContext = browser.new_context(
        locale="vi-VN", storage_state=signed_in, permissions=[*allowed], java_script_enabled=scripts
    )
    page = profile.new_page()
    cast.probe.watch(page)
    page.goto(f"{cast.stack.node}/desk/counter/intake/")
    return page


def looks(page: Page) -> None:
    page.get_by_role("button", name="Quét bằng camera").click()


def test_a_card_before_the_camera_is_taken_in_without_typing(cast: Cast, with_camera: Browser):
    page = at_intake(cast, with_camera, "camera")
    page.get_by_label("Cấp bản sao Trích lục hộ tịch").check()
    with page.expect_navigation():
        looks(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Khà Thị Hoa")


def test_a_card_of_another_type_is_named(cast: Cast, with_camera: Browser, film: Path):
    show(film, HEALTH_CARD)
    page = at_intake(cast, with_camera, "camera")
    with page.expect_navigation():
        looks(page)
    expect(page.locator("main")).to_contain_text("Đây là mã QR của thẻ bảo hiểm y tế")


def test_a_camera_that_may_not_be_used_is_said_with_what_to_do(cast: Cast, with_camera: Browser):
    page = at_intake(cast, with_camera)
    looks(page)
    expect(page.get_by_role("status")).to_contain_text("chọn Cho phép, rồi bấm lại nút này")


def test_a_machine_without_camera_leads_to_typing(cast: Cast, browser: Browser):
    page = at_intake(cast, browser, "camera")
    looks(page)
    expect(page.get_by_role("status")).to_contain_text("Máy này không có camera")


def test_without_javascript_no_camera_is_offered(cast: Cast, browser: Browser):
    page = at_intake(cast, browser, scripts=False)
    expect(page.get_by_text("Quét bằng camera")).to_be_hidden()
