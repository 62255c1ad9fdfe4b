"""Settings from the environment, read with a type and refused when they make no sense."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(Exception):
    """A setting of the environment cannot be used."""


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise BadSetting(f"{name} is not set; see docs/how-to/run-on-postgresql.md")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false"}:
        raise BadSetting(f"{name}={value!r}: expected 0 or 1")
    return value in {"1", "true"}


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.lstrip("-").isdigit():
        raise BadSetting(f"{name}={value!r}: expected a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated setting as a list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(name: str, default: str) -> dict[str, object]:
    """Return Django's DATABASES entry for a ``postgresql://`` address."""
    parts = urlsplit(os.environ.get(name, default))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadSetting(f"{name}: expected postgresql://user:password@host:port/database")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(query.pop("port", "") or parts.port or ""),
    }
