"""HTML of the sandbox: one shell, escaped values, no script, a strict content policy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def render(template: str, **values: object) -> Html:
    """Fill ``folder/name.html``; every value that is not Html is escaped."""
    safe = {name: v if isinstance(v, Html) else escape(str(v)) for name, v in values.items()}
    return Html(_template(template).substitute(safe))


def join(parts: Iterable[Html]) -> Html:
    return Html("\n".join(parts))


def page(
    title: str, body: Html, *, status: int = 200, posts_to: Iterable[str] = ()
) -> HTMLResponse:
    """Answer with ``body`` in the shell; ``posts_to`` are addresses a form may lead to.

    A browser applies form-action to the redirect that follows a POST as well, so a sign-in or
    payment page has to name where it returns the person.
    """
    targets = " ".join(["'self'", *sorted({origin(url) for url in posts_to if url})])
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(
        render("shell.html", title=title, body=body), status_code=status, headers=headers
    )


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _template(path: str) -> Template:
    return Template(files(__package__).joinpath(*path.split("/")).read_text(encoding="utf-8"))
