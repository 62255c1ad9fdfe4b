"""``/``: which systems are simulated, where, and which faults are switched on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from motcua_sandbox import pages
from motcua_sandbox.faults.switchboard import SYSTEMS, Switchboard
from motcua_sandbox.pages import Html, render
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store

WORDS = {
    "oidc": ("Đăng nhập định danh điện tử", "OpenID Connect: mức 1, mức 2, PKCE"),
    "dancu": ("Cơ sở dữ liệu quốc gia về dân cư", "SOAP 1.1, tra cứu và xác thực công dân (037)"),
    "hotich": ("Đăng ký, quản lý hộ tịch điện tử", "Đăng ký khai sinh, cấp số định danh, kết hôn"),
    "doanhnghiep": (
        "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp",
        "Tra cứu doanh nghiệp theo mã số thuế, tình trạng, người đại diện",
    ),
    "thanhtoan": ("Nền tảng thanh toán", "INIT, QUERY, GET_BILL và gọi lại, phiên bản 1.0.6"),
    "tsa": ("Dịch vụ cấp dấu thời gian", "RFC 3161; chứng thư tại /tsa/cert.pem và /tsa/ca.pem"),
    "chungsinh": ("Giấy chứng sinh điện tử", "Tra cứu theo mã giấy chứng sinh hoặc theo mẹ"),
    "sms": ("Tin nhắn thương hiệu", "Gửi tin nhắn, hỏi trạng thái theo mã yêu cầu"),
    "mail": ("Chuyển tiếp thư điện tử", "Gửi thư, hỏi trạng thái theo mã thư"),
    "kyso": ("Dịch vụ ký số từ xa", "Cloud Signature Consortium v2; người ký xác nhận tại /phone"),
    "simca": ("Ký số bằng SIM", "ETSI TS 102 204 viết bằng JSON; người ký xác nhận tại /phone"),
}
LINKS = (
    ("/faults", "Bảng bật lỗi"),
    ("/authenticator", "Mã xác thực của cán bộ trình diễn"),
    ("/phone", "Điện thoại của người ký số"),
    ("/oidc/.well-known/openid-configuration", "Cấu hình OpenID Connect"),
    ("/dancu/nhat-ky", "Nhật ký tra cứu dân cư"),
    ("/thanhtoan/nhat-ky", "Nhật ký thanh toán"),
    ("/sms/nhat-ky", "Tin nhắn đã gửi"),
    ("/mail/nhat-ky", "Thư điện tử đã gửi"),
    ("/tsa/ca.pem", "Chứng thư gốc của dịch vụ dấu thời gian"),
)
COUNTS = (
    ("Người", "SELECT count(*) FROM person"),
    ("Hộ", "SELECT count(DISTINCT household) FROM person"),
    ("Đăng ký kết hôn", "SELECT count(*) FROM marriage"),
    ("Giấy chứng sinh", "SELECT count(*) FROM birth_notice"),
    ("Khai sinh đã tiếp nhận", "SELECT count(*) FROM registration"),
)


def routes(settings: Settings, store: Store, faults: Switchboard) -> list[Route]:
    def show(_: Request) -> Response:
        body = render(
            "index.html",
            systems=_systems(settings, faults),
            links=pages.join(
                render("index_link.html", address=address, words=words)
                for address, words in LINKS
                if settings.demo or address != "/authenticator"
            ),
            counts=_counts(store),
        )
        return pages.page("Các hệ thống mô phỏng", body)

    return [Route("/", show)]


def _systems(settings: Settings, faults: Switchboard) -> Html:
    struck: dict[str, list[str]] = {system: [] for system in SYSTEMS}
    for fault in faults.active():
        struck[fault.system].append(SYSTEMS[fault.system][fault.kind])
    return pages.join(
        render(
            "index_system.html",
            name=name,
            address=f"{settings.public_url}/{system}",
            purpose=purpose,
            state="; ".join(struck[system]) or "hoạt động bình thường",
        )
        for system, (name, purpose) in WORDS.items()
    )


def _counts(store: Store) -> Html:
    with store.reading() as db:
        counted = [(label, db.execute(query).fetchone()[0]) for label, query in COUNTS]
    return pages.join(
        render("row.html", label=label, value=f"{number:,}".replace(",", "."))
        for label, number in counted
    )
