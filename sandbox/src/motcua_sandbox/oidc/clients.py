"""The one registered client and the addresses people may be sent back to."""

from __future__ import annotations

import base64
import binascii
import hmac
from urllib.parse import unquote, urlsplit

from motcua_sandbox.settings import Credentials, Settings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def may_return_to(settings: Settings, address: str) -> bool:
    """Registered addresses match exactly; a demo without any accepts this machine's own."""
    if settings.redirect_uris:
        return address in settings.redirect_uris
    parts = urlsplit(address)
    return settings.demo and parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK


def is_client(client: Credentials, authorization: str, form: dict[str, str]) -> bool:
    """Accept client_secret_basic and client_secret_post."""
    name, secret = form.get("client_id", ""), form.get("client_secret", "")
    if authorization:
        name, secret = _basic(authorization)
    same = hmac.compare_digest(secret.encode(), client.secret.encode())
    return same and name == client.name


def _basic(authorization: str) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    name, _, secret = text.partition(":")
    return (unquote(name), unquote(secret)) if scheme.lower() == "basic" else ("", "")
