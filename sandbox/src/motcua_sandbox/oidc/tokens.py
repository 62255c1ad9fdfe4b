"""Signs and reads ID tokens with an RSA key that is kept in the sandbox's home."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from functools import cached_property
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from motcua.kernel import clock

ALGORITHM = "RS256"
LIFETIME = 3600


class TokenSigner:
    def __init__(self, home: Path, issuer: str, audience: str) -> None:
        self._issuer = issuer
        self._audience = audience
        self._key = _kept_key(home / "oidc-key.json")

    @cached_property
    def _foreign_key(self) -> RSAKey:
        return _new_key(str(self._key.kid))

    def public_keys(self) -> dict[str, Any]:
        return {"keys": [self._key.as_dict(private=False, use="sig", alg=ALGORITHM)]}

    def id_token(self, claims: dict[str, Any], access_token: str, *, forged: bool = False) -> str:
        """Sign ``claims``; ``forged`` uses another key under the same key id."""
        # A client may hold the token against the machine's time or a scenario's: both accept it.
        now, story = int(time.time()), int(clock.now().timestamp())
        payload = {
            "iss": self._issuer,
            "aud": self._audience,
            "iat": min(now, story),
            "exp": max(now, story) + LIFETIME,
            "at_hash": _half_hash(access_token),
            **claims,
        }
        key = self._foreign_key if forged else self._key
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, payload, key)

    def session_of(self, id_token: str) -> str | None:
        """Return the session id of a token that this key signed, however old it is."""
        try:
            claims = jwt.decode(id_token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError):
            return None
        return str(claims.get("sid", "")) or None


def _kept_key(file: Path) -> RSAKey:
    if not file.exists():
        draft = file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(_new_key(secrets.token_hex(8)).as_dict(private=True)))
        draft.replace(file)
    return RSAKey.import_key(json.loads(file.read_text()))


def _new_key(key_id: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": key_id})


def _half_hash(text: str) -> str:
    half = hashlib.sha256(text.encode()).digest()[:16]
    return base64.urlsafe_b64encode(half).decode().rstrip("=")
