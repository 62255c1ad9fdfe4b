"""``/authenticator``: the present one-time code of each demo official, only in a demo."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from motcua_sandbox import pages
from motcua_sandbox.authenticator import totp
from motcua_sandbox.pages import render

OFFICIALS = {
    "mot-cua-1": ("Lường Văn Hậu", "chuyên viên Trung tâm PVHCC xã Mai Châu"),
    "mot-cua-tinh": ("Nguyễn Thu Trang", "cán bộ Trung tâm PVHCC tỉnh"),
    "buu-dien-1": ("Đinh Thị Nga", "nhân viên bưu điện làm tại quầy"),
    "ho-tich-1": ("Hà Thị Xuyến", "công chức tư pháp - hộ tịch"),
    "mot-cua-bao-la": ("Hà Văn Khiêm", "chuyên viên Trung tâm PVHCC xã Bao La"),
    "ho-tich-bao-la": ("Khà Văn Thuận", "công chức tư pháp - hộ tịch xã Bao La, kiêm nhiệm"),
    "van-hoa-xa-hoi-1": ("Ngần Văn Sơn", "chuyên viên Phòng Văn hóa - Xã hội"),
    "giam-doc-tt": ("Vi Văn Thành", "Giám đốc Trung tâm PVHCC xã"),
    "lanh-dao-xa": ("Nguyễn Quốc Huy", "Phó Chủ tịch UBND xã"),
    "van-thu-1": ("Bùi Thị Lan", "văn thư"),
    "doi-soat-1": ("Lò Thị Thanh", "chuyên viên BHXH cơ sở tại Mai Châu"),
    "doi-soat-2": ("Đinh Văn Hòa", "chuyên viên BHXH cơ sở tại Mai Châu"),
    "lanh-dao-bhxh": ("Xa Thị Hạnh", "Phó Giám đốc BHXH cơ sở tại Mai Châu"),
    "cong-an-1": ("Trần Đức Long", "Đại úy, Công an xã"),
    "kiem-soat-tthc": ("Phùng Minh Hạnh", "Phòng Kiểm soát TTHC"),
    "lanh-dao-tinh": ("Lãnh đạo UBND tỉnh", "Phó Chủ tịch UBND tỉnh"),
    "emc-1": ("Chuyên viên EMC", "Cục Chuyển đổi số quốc gia"),
    "to-cong-nghe": ("Tổ công nghệ số cộng đồng", "xóm Văn"),
    "quan-tri-1": ("Quản trị hệ thống", "Sở Khoa học và Công nghệ"),
    "chu-tich-xa": ("Bùi Quang Thắng", "Chủ tịch UBND xã"),
}


def routes() -> list[Route]:
    return [Route("/authenticator", show), Route("/authenticator/{username}", code_alone)]


def show(_: Request) -> Response:
    # One-time codes count the machine's own seconds, also while a scenario lives on another day.
    now = time.time()
    officials = (
        render(
            "authenticator/official.html",
            username=username,
            name=name,
            post=post,
            code=totp.code(totp.demo_secret(username), now),
        )
        for username, (name, post) in OFFICIALS.items()
    )
    left = totp.STEP_SECONDS - int(now) % totp.STEP_SECONDS
    body = render("authenticator/page.html", left=left, officials=pages.join(officials))
    return pages.page("Mã xác thực của cán bộ trình diễn", body)


def code_alone(request: Request) -> Response:
    """Answer the six digits as text, for any username: the demo secret is no secret."""
    secret = totp.demo_secret(request.path_params["username"])
    return PlainTextResponse(totp.code(secret, time.time()), headers={"Cache-Control": "no-store"})
