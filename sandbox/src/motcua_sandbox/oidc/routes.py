"""The national sign-in as an OpenID Connect provider at ``/oidc``.

As the true one: code flow, claims at userinfo, levels by acr_values. Ours besides: PKCE (S256
only) and nonce, which the clients seen do not use.
"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from motcua_sandbox.bodies import read_form
from motcua_sandbox.client_auth import is_client
from motcua_sandbox.faults.switchboard import Switchboard
from motcua_sandbox.oidc import accounts, claims, pages, sign_ins
from motcua_sandbox.oidc.return_addresses import may_leave_to, may_return_to
from motcua_sandbox.oidc.sign_ins import SignIn, Wish
from motcua_sandbox.oidc.tokens import ALGORITHM, LIFETIME, TokenSigner
from motcua_sandbox.settings import Settings
from motcua_sandbox.store import Store

NO_STORE = {"Cache-Control": "no-store"}


class Provider:
    def __init__(self, settings: Settings, store: Store, faults: Switchboard) -> None:
        self.issuer = f"{settings.public_url}/oidc"
        self._settings = settings
        self._store = store
        self._faults = faults
        self._signer = TokenSigner(settings.home, self.issuer, settings.oidc_client.name)

    def routes(self) -> list[Route]:
        return [
            Route("/oidc/.well-known/openid-configuration", self.discovery),
            Route("/oidc/jwks", self.keys),
            Route("/oidc/authorize", self.authorize),
            Route("/oidc/sign-in", self.sign_in, methods=["POST"]),
            Route("/oidc/token", self.token, methods=["POST"]),
            Route("/oidc/userinfo", self.user_info, methods=["GET", "POST"]),
            Route("/oidc/end_session", self.end_session),
        ]

    def discovery(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/jwks",
                "end_session_endpoint": f"{self.issuer}/end_session",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post",
                    "client_secret_basic",
                ],
                "code_challenge_methods_supported": ["S256"],
                "scopes_supported": ["openid", "email"],
                "acr_values_supported": ["LoA1", "LoA2"],
            }
        )

    def keys(self, _: Request) -> Response:
        return JSONResponse(self._signer.public_keys())

    def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        redirect_uri = asked.get("redirect_uri", "")
        known = asked.get("client_id") == self._settings.oidc_client.name
        if not known or not may_return_to(self._settings, redirect_uri):
            text = "Phần mềm gửi ông/bà đến đây chưa đăng ký với hệ thống đăng nhập này"
            return pages.message("Không thể đăng nhập", text, 400)
        wish = Wish(
            redirect_uri,
            asked.get("state"),
            asked.get("nonce"),
            claims.level(asked.get("acr_values", "")),
            asked.get("code_challenge"),
        )
        if error := _refusal(asked):
            return _return(wish, error=error)
        with self._store.writing() as db:
            return pages.sign_in(db, sign_ins.open_sign_in(db, wish), wish)

    async def sign_in(self, request: Request) -> Response:
        form = await read_form(request)
        name = form.get("sign_in", "")
        with self._store.writing() as db:
            wish = sign_ins.wish_of(db, name)
            if wish is None:
                text = "Trang đăng nhập này đã dùng hoặc đã hết hạn. Đề nghị quay lại cổng dịch vụ công và đăng nhập lại"
                return pages.message("Không thể đăng nhập", text, 400)
            if form.get("action") == "cancel":
                return _return(wish, error="access_denied")
            said = (form.get("account") or form.get("number", "")).strip()
            account = accounts.find(db, said)
            if account is None:
                return pages.sign_in(db, name, wish, unknown=said or "?")
            level = 1 if form.get("level") == "1" else 2
            return _return(wish, code=sign_ins.grant(db, name, account.username, level))

    async def token(self, request: Request) -> Response:
        form = await read_form(request)
        authorization = request.headers.get("authorization", "")
        if not is_client(self._settings.oidc_client, authorization, form):
            return JSONResponse({"error": "invalid_client"}, 401, NO_STORE)
        if form.get("grant_type") != "authorization_code":
            return JSONResponse({"error": "unsupported_grant_type"}, 400, NO_STORE)
        with self._store.writing() as db:
            signed_in = sign_ins.redeem(
                db,
                form.get("code", ""),
                form.get("redirect_uri", ""),
                form.get("code_verifier", ""),
            )
        if signed_in is None:
            return JSONResponse({"error": "invalid_grant"}, 400, NO_STORE)
        return JSONResponse(
            {
                "access_token": signed_in.access_token,
                "token_type": "Bearer",
                "expires_in": LIFETIME,
                "scope": "openid",
                "id_token": self._id_token(signed_in),
            },
            headers=NO_STORE,
        )

    def user_info(self, request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        with self._store.reading() as db:
            known = sign_ins.bearer(db, token) if scheme.lower() == "bearer" else None
            account = accounts.find(db, known[0]) if known else None
        if known is None or account is None:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            return JSONResponse({"error": "invalid_token"}, 401, challenge)
        return JSONResponse(claims.user_info(account, known[1], self.issuer), headers=NO_STORE)

    def end_session(self, request: Request) -> Response:
        asked = request.query_params
        if session := self._signer.session_of(asked.get("id_token_hint", "")):
            with self._store.writing() as db:
                sign_ins.end(db, session)
        address = asked.get("post_logout_redirect_uri", "")
        if address and may_leave_to(self._settings, address):
            state = {"state": asked["state"]} if "state" in asked else {}
            return RedirectResponse(_with(address, state), 303)
        return pages.message("Đã đăng xuất", "Ông/bà đã đăng xuất khỏi tài khoản trình diễn", 200)

    def _id_token(self, signed_in: SignIn) -> str:
        with self._store.reading() as db:
            account = accounts.find(db, signed_in.account)
        tech_id = account.tech_id if account else ""
        values: dict[str, object] = {
            "sub": tech_id,
            "TechID": tech_id,
            "sid": signed_in.id,
            "auth_time": signed_in.signed_in_at,
            "acr": claims.acr(signed_in.level),
        }
        if signed_in.wish.nonce:
            values["nonce"] = signed_in.wish.nonce
        forged = self._faults.strikes("oidc", "wrong_signature", "/oidc/token") is not None
        return self._signer.id_token(values, signed_in.access_token, forged=forged)


def _refusal(asked: dict[str, str]) -> str | None:
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if "openid" not in asked.get("scope", "").split():
        return "invalid_scope"
    if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
        return "invalid_request"
    return "login_required" if asked.get("prompt") == "none" else None


def _return(wish: Wish, **values: str) -> Response:
    if wish.state is not None:
        values["state"] = wish.state
    return RedirectResponse(_with(wish.redirect_uri, values), 303, NO_STORE)


def _with(address: str, values: dict[str, str]) -> str:
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}{urlencode(values)}" if values else address
