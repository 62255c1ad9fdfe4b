"""The page in the payer's browser: the tester chooses how the payment ends."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse, Response

from motcua_sandbox import pages
from motcua_sandbox.pages import Html, render
from motcua_sandbox.thanhtoan import receipt, wire
from motcua_sandbox.thanhtoan.ledger import Payment

WORDS = {
    "paid": "Khoản này đã được thanh toán",
    "failed": "Thanh toán không thành công. Đề nghị quay lại cổng dịch vụ công để thanh toán lại",
    "waiting": "Chưa thanh toán. Trang này vẫn dùng được để thanh toán sau",
}


def unknown() -> Response:
    text = "Không có khoản thanh toán này. Đề nghị mở lại từ cổng dịch vụ công"
    return pages.page("Thanh toán", render("message.html", text=text), status=404)


def show(payment: Payment) -> Response:
    if payment.state != "waiting":
        return settled(payment)
    body = render("thanhtoan/page.html", rows=_rows(payment), page=payment.page)
    return pages.page("Thanh toán", body, posts_to=[payment.return_url])


def settled(payment: Payment) -> Response:
    address = payment.return_url
    back = render("thanhtoan/back.html", address=_back(payment)) if address else Html("")
    body = render(
        "thanhtoan/settled.html", words=WORDS[payment.state], rows=_rows(payment), back=back
    )
    return pages.page("Thanh toán", body)


def leave(payment: Payment) -> Response:
    """Send the browser back; what it carries proves nothing, the merchant asks or is told."""
    return RedirectResponse(_back(payment), 303) if payment.return_url else settled(payment)


def _back(payment: Payment) -> str:
    code = wire.OK if payment.state == "paid" else wire.FAULT
    query = urlencode({"MaThamChieu": payment.reference, "MaLoi": code})
    joint = "&" if urlsplit(payment.return_url).query else "?"
    return f"{payment.return_url}{joint}{query}"


def _rows(payment: Payment) -> Html:
    return pages.join(
        render("row.html", label=label, value=value) for label, value in receipt.rows(payment)
    )
