"""The addresses people may be sent back to after signing in or out."""

from __future__ import annotations

from urllib.parse import urlsplit

from motcua_sandbox.pages import origin
from motcua_sandbox.settings import Settings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def may_return_to(settings: Settings, address: str) -> bool:
    """Registered addresses match exactly; a demo without any accepts this machine's own."""
    if settings.redirect_uris:
        return address in settings.redirect_uris
    parts = urlsplit(address)
    return settings.demo and parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK


def may_leave_to(settings: Settings, address: str) -> bool:
    """After signing out, any page of a registered address's own site will do."""
    sites = {origin(registered) for registered in settings.redirect_uris}
    return origin(address) in sites if sites else may_return_to(settings, address)
