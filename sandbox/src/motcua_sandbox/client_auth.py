"""OAuth 2.0 client authentication, for the sign-in provider and the civil-status register."""

from __future__ import annotations

import base64
import binascii
import hmac
from urllib.parse import unquote

from motcua_sandbox.settings import Credentials


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
