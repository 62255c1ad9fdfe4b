"""Keep personal data out of what is published: find it, and propose a text without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.kernel.names import fold

PATTERNS = {
    "mã hồ sơ": re.compile(r"\bH\d\d(?:\.\d+)*-\d{6}-\d+\b"),
    "địa chỉ thư điện tử": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "số định danh, số điện thoại hoặc số tài khoản": re.compile(r"(?<!\d)\+?\d(?:[ .-]?\d){8,}"),
}
NAME = "họ tên người gửi"


def personal_data_in(text: str, name: str) -> Iterator[str]:
    """Yield in words what kinds of personal data a text still holds; ``name`` is the sender's."""
    if name and f" {fold(name)} " in f" {_words(text)} ":
        yield NAME
    for what, pattern in PATTERNS.items():
        if pattern.search(text):
            yield what


def redacted(text: str, name: str) -> str:
    """Propose a text without what ``personal_data_in`` finds; the official reads it once more."""
    for what, pattern in PATTERNS.items():
        text = pattern.sub(f"[{what}]", text)
    if not name:
        return text
    return re.sub(re.escape(name), "[người gửi]", text, flags=re.IGNORECASE)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
