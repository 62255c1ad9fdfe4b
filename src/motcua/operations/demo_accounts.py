"""The demo's officials; every person is invented, every password is the demo's."""

from __future__ import annotations

PASSWORD = "trinh-dien-2026"  # noqa: S105 - printed on the screen of every demo

_WELCOME = """
BẢN TRÌNH DIỄN – DỮ LIỆU MÔ PHỎNG – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ

{portals}
  Cán bộ              {node}/desk/       mot-cua-1, ho-tich-1, lanh-dao-xa, van-thu-1, giam-doc-tt
                                         xã khác, hai vị trí công tác: ho-tich-bao-la
                                         đối soát dữ liệu: doi-soat-1, doi-soat-2, lanh-dao-bhxh
                                         mật khẩu: trinh-dien-2026; mã xác thực: {sandbox}/authenticator
  Trục quốc gia       {hub}/             emc-1
  Hệ thống mô phỏng   {sandbox}/
"""
_PEOPLE = (
    "người dân: cong-dan-1 … cong-dan-4; tổ chức: to-chuc-1, người được ủy quyền: uy-quyen-1; "
    "người hỗ trợ: to-cong-nghe-1, buu-dien-1 "
    "(chọn ở trang đăng nhập)"
)


def welcome(node: str, hub: str, sandbox: str, *, national_filing: bool) -> str:
    """Return what a demo prints: where people file first, then everybody else's addresses."""
    portals = f"  Cổng của tỉnh       {node}/            "
    if national_filing:
        national = f"  Cổng quốc gia       {hub}/portal/     {_PEOPLE}"
        portals = f"{national}\n{portals}bổ sung, nộp phí, xem bản dự thảo; cũng nộp được"
    else:
        portals += _PEOPLE
    return _WELCOME.format(portals=portals, node=node, hub=hub, sandbox=sandbox)
