"""The hub's own pages for what went wrong; each says what to do.

People who file here get the portal's.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SENTENCES = {
    400: ("Yêu cầu không hợp lệ", "Quay lại danh sách hồ sơ và thử lại."),
    403: (
        "Tài khoản không có quyền xem trang này",
        "Trang này dành cho cán bộ theo dõi. Đề nghị quản trị viên cấp vai trò nếu cần.",
    ),
    404: ("Không có trang này", "Kiểm tra lại địa chỉ hoặc tìm hồ sơ theo cơ quan."),
    500: (
        "Hệ thống đang gặp sự cố",
        "Bản tin của các địa phương vẫn được giữ ở nơi gửi. Thử lại sau ít phút.",
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    if settings.NATIONAL_FILING and request.path.startswith("/portal/"):
        return render(request, f"{status}.html", status=status)
    heading, advice = SENTENCES[status]
    context = {"heading": heading, "advice": advice}
    return render(request, "hub/error.html", context, status=status)
