"""The sign-in page: one click for each demo account, the level chosen beside it."""

from __future__ import annotations

import sqlite3

from starlette.responses import Response

from motcua_sandbox import pages
from motcua_sandbox.oidc import accounts
from motcua_sandbox.oidc.sign_ins import Wish
from motcua_sandbox.pages import Html, render


def sign_in(db: sqlite3.Connection, name: str, wish: Wish, *, unknown: str = "") -> Response:
    """Show the page; ``unknown`` is a personal id that nobody may sign in with."""
    listed = (
        render(
            "oidc/account.html",
            username=demo.username,
            name=account.named,
            born=account.citizen.birth.vi(),
            number=account.citizen.personal_id,
            words=demo.words,
        )
        for demo in accounts.DEMO
        if (account := accounts.find(db, demo.username))
    )
    sentence = "Không có người từ 14 tuổi mang số này trong dân số mô phỏng. Đề nghị kiểm tra lại"
    body = render(
        "oidc/sign_in.html",
        sign_in=name,
        wanted=wish.level,
        checked_2="checked" if wish.level == 2 else "",
        checked_1="checked" if wish.level == 1 else "",
        accounts=pages.join(listed),
        typed=unknown,
        fault=render("message.html", text=sentence) if unknown else Html(""),
    )
    return pages.page(
        "Đăng nhập",
        body,
        status=400 if unknown else 200,
        posts_to=[wish.redirect_uri],
    )


def message(title: str, text: str, status: int) -> Response:
    return pages.page(title, render("message.html", text=text), status=status)
