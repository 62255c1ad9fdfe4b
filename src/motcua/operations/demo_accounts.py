"""The demo's officials; every person is invented, every password is the demo's."""

from __future__ import annotations

PASSWORD = "trinh-dien-2026"  # noqa: S105 - printed on the screen of every demo

WELCOME = """
BẢN TRÌNH DIỄN – DỮ LIỆU MÔ PHỎNG – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ

  Cổng dịch vụ công   {node}/            người dân: cong-dan-1 … cong-dan-4 (chọn ở trang đăng nhập)
  Cán bộ              {node}/desk/       mot-cua-1, ho-tich-1, lanh-dao-xa, van-thu-1, giam-doc-tt
                                         đối soát dữ liệu: doi-soat-1, doi-soat-2, lanh-dao-bhxh
                                         mật khẩu: trinh-dien-2026; mã xác thực: {sandbox}/authenticator
  Trục quốc gia       {hub}/             emc-1
  Hệ thống mô phỏng   {sandbox}/
"""
