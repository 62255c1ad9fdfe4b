"""Sign-in by electronic identity (VNeID, SSO of the national portal): OpenID Connect.

Code flow with PKCE and nonce; the ID token's signature, issuer, audience and nonce are checked
before a claim is believed.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from motcua.exchange.circuits import Circuit
from motcua.exchange.clients.base import Line, text
from motcua.exchange.errors import Malformed, Refused

SYSTEM = "oidc"
ALGORITHMS = ["RS256", "ES256", "PS256"]
LEEWAY_S = 60
PERSON, ENTERPRISE, ORGANISATION = "1", "2", "3"  # LoaiTaiKhoan


@dataclass(frozen=True)
class SignIn:
    """What the browser takes along and the session keeps until the code comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who signed in, as the identity provider says; ``level`` 1 or 2, 0 when not said."""

    subject: str
    tech_id: str
    kind: str
    personal_id: str
    name: str
    birth: str
    level: int
    tax_code: str
    organisation: str
    email: str
    phone: str
    id_token: str
    representative: str = ""  # NguoiDaiDien: who stands for an organisation; its meaning is a guess


@dataclass(frozen=True)
class IdentityProvider:
    """Thread-safe client of one issuer."""

    line: Line
    client_id: str
    secret: str

    def begin(self, redirect_uri: str, *, level: int = 1) -> SignIn:
        """Return where to send the browser to sign in at ``level`` or above."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid",
            "acr_values": f"LoA{level}",
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        address = text(self._metadata(), "authorization_endpoint", SYSTEM)
        return SignIn(f"{address}?{urlencode(query)}", state, nonce, verifier)

    def finish(self, code: str, redirect_uri: str, sign_in: SignIn) -> Identity:
        """Exchange a code for the identity; raises ``Refused`` for a token that does not hold."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": self.client_id,
            "client_secret": self.secret,
            "code_verifier": sign_in.verifier,
        }
        metadata = self._metadata()
        address = text(metadata, "token_endpoint", SYSTEM)
        tokens = self.line.object_of(self.line.ask("POST", address, data=form))
        id_token = text(tokens, "id_token", SYSTEM)
        checked = self._checked(id_token, sign_in.nonce, metadata)
        bearer = {"Authorization": f"Bearer {text(tokens, 'access_token', SYSTEM)}"}
        userinfo = text(metadata, "userinfo_endpoint", SYSTEM)
        claims = self.line.object_of(self.line.ask("GET", userinfo, headers=bearer))
        if claims.get("sub") != checked["sub"]:
            raise Refused(SYSTEM, "sub", "userinfo is of another subject")
        return identity_of({**checked, **claims}, id_token)

    def sign_out_url(self, id_token: str, back_to: str) -> str:
        """Return where to send the browser to end the session at the issuer too."""
        address = self._metadata().get("end_session_endpoint", "")
        query = urlencode({"id_token_hint": id_token, "post_logout_redirect_uri": back_to})
        return f"{address}?{query}" if address else back_to

    def _checked(self, id_token: str, nonce: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
        keys = self.line.object_of(self.line.ask("GET", text(metadata, "jwks_uri", SYSTEM)))
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": str(metadata.get("issuer"))},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            key_set = KeySet.import_key_set(cast(Any, keys))
            token = jwt.decode(id_token, key_set, algorithms=ALGORITHMS)
            rules.validate(token.claims)
        except (JoseError, ValueError) as fault:
            raise Refused(SYSTEM, "id_token", type(fault).__name__) from fault
        return dict(token.claims)

    def _metadata(self) -> dict[str, Any]:
        found = self.line.object_of(self.line.ask("GET", "/.well-known/openid-configuration"))
        if str(found.get("issuer", "")).rstrip("/") != self.line.url:
            raise Malformed(SYSTEM, "the issuer is another")
        return found


@cache
def provider() -> IdentityProvider:
    """Return this process's client, as settings describe the system."""
    entry = settings.SYSTEMS[SYSTEM]
    line = Line(SYSTEM, entry["url"], circuit=Circuit())
    return IdentityProvider(line, entry["client_id"], entry["secret"])


def identity_of(claims: Mapping[str, Any], id_token: str = "") -> Identity:
    """Read the claims of a provider that was believed before."""

    def said(*names: str) -> str:
        return next((str(claims[name]) for name in names if claims.get(name)), "")

    digits = "".join(sign for sign in said("loAs", "acr", "IAL") if sign.isdecimal())
    return Identity(
        subject=said("sub"),
        tech_id=said("TechID"),
        kind=said("LoaiTaiKhoan") or PERSON,
        personal_id=said("SoDinhDanh"),
        name=said("HoVaTen"),
        birth=said("NgayThangNamSinh"),
        level=int(digits[-1]) if digits else 0,
        tax_code=said("MaSoThue", "MaSoDoanhNghiep"),
        organisation=said("TenDoanhNghiep"),
        email=said("ThuDienTu"),
        phone=said("SoDienThoai"),
        id_token=id_token,
        representative=said("NguoiDaiDien"),
    )
