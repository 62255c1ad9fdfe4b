from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet
from running import Sandbox

RETURN = "http://127.0.0.1:8000/dang-nhap/tro-ve"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-long"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().strip("=")
WISH = {
    "response_type": "code",
    "client_id": "motcua",
    "redirect_uri": RETURN,
    "scope": "openid",
    "state": "s-1",
    "nonce": "n-1",
    "acr_values": "LoA2",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def open_page(sandbox: Sandbox, **changes: str) -> httpx.Response:
    return sandbox.http.get("/oidc/authorize", params={**WISH, **changes})


def choose(sandbox: Sandbox, page: httpx.Response, **form: str) -> httpx.Response:
    name = re.search(r'name="sign_in" value="([^"]+)"', page.text).group(1)
    return sandbox.http.post("/oidc/sign-in", data={"sign_in": name, "level": "2", **form})


def returned(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith(RETURN)
    return {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def redeem(sandbox: Sandbox, code: str, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": RETURN,
        "client_id": "motcua",
        "client_secret": "demo-oidc-secret",
        "code_verifier": VERIFIER,
    }
    return sandbox.http.post("/oidc/token", data={**form, **changes})


def sign_in(sandbox: Sandbox, account: str, level: str = "2") -> dict[str, str]:
    answer = choose(sandbox, open_page(sandbox), account=account, level=level)
    return redeem(sandbox, returned(answer)["code"]).json()


def user_info(sandbox: Sandbox, token: str) -> httpx.Response:
    return sandbox.http.get("/oidc/userinfo", headers={"Authorization": f"Bearer {token}"})


def verified(sandbox: Sandbox, id_token: str) -> dict[str, object]:
    keys = KeySet.import_key_set(sandbox.http.get("/oidc/jwks").json())
    return jwt.decode(id_token, keys, algorithms=["RS256"]).claims


def test_discovery_names_every_address_under_the_issuer(sandbox: Sandbox) -> None:
    found = sandbox.http.get("/oidc/.well-known/openid-configuration").json()
    assert found["issuer"] == f"{sandbox.url}/oidc"
    assert all(v.startswith(found["issuer"]) for k, v in found.items() if k.endswith("_endpoint"))


def test_one_click_signs_a_demo_account_in(sandbox: Sandbox) -> None:
    back = returned(choose(sandbox, open_page(sandbox), account="cong-dan-1"))
    assert back["state"] == "s-1"
    claims = user_info(sandbox, redeem(sandbox, back["code"]).json()["access_token"]).json()
    assert claims["HoVaTen"] == "Khà Thị Dung"
    assert claims["SoDinhDanh"] == "017199004127"
    assert claims["NgayThangNamSinh"] == "14/03/1999"
    assert (claims["LoaiTaiKhoan"], claims["loAs"]) == ("1", "LoA2")


def test_the_id_token_is_signed_for_this_client_and_carries_nonce_and_level(
    sandbox: Sandbox,
) -> None:
    claims = verified(sandbox, sign_in(sandbox, "cong-dan-2", level="1")["id_token"])
    assert (claims["aud"], claims["nonce"], claims["acr"]) == ("motcua", "n-1", "LoA1")
    assert claims["sub"] == claims["TechID"]


def test_the_same_person_has_the_same_techid_each_time(sandbox: Sandbox) -> None:
    ids = {
        user_info(sandbox, sign_in(sandbox, account)["access_token"]).json()["TechID"]
        for account in ("cong-dan-1", "017199004127", "cong-dan-1")
    }
    assert len(ids) == 1


def test_a_year_of_birth_alone_stays_a_year(sandbox: Sandbox) -> None:
    claims = user_info(sandbox, sign_in(sandbox, "cong-dan-3")["access_token"]).json()
    assert claims["NgayThangNamSinh"] == "1955"


def test_an_organisation_signs_in_through_its_delegate(sandbox: Sandbox) -> None:
    claims = user_info(sandbox, sign_in(sandbox, "doanh-nghiep-1")["access_token"]).json()
    assert (claims["LoaiTaiKhoan"], claims["HoVaTen"]) == ("2", "Vì Thị Hoa")
    assert claims["MaSoThue"] == "5400999018"


def test_a_code_is_good_once_and_its_second_use_ends_the_token(sandbox: Sandbox) -> None:
    code = returned(choose(sandbox, open_page(sandbox), account="cong-dan-1"))["code"]
    token = redeem(sandbox, code).json()["access_token"]
    assert redeem(sandbox, code).json() == {"error": "invalid_grant"}
    assert user_info(sandbox, token).status_code == 401


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"code_verifier": "wrong"}, 400, "invalid_grant"),
        ({"redirect_uri": RETURN + "/x"}, 400, "invalid_grant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_a_code_in_wrong_hands_is_worth_nothing(
    sandbox: Sandbox, change: dict[str, str], status: int, error: str
) -> None:
    code = returned(choose(sandbox, open_page(sandbox), account="cong-dan-1"))["code"]
    answer = redeem(sandbox, code, **change)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "email"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_a_wish_that_cannot_be_met_goes_back_to_the_client(
    sandbox: Sandbox, change: dict[str, str], error: str
) -> None:
    assert returned(open_page(sandbox, **change)) == {"error": error, "state": "s-1"}


@pytest.mark.parametrize(
    "change",
    [{"redirect_uri": "https://example.com/steal"}, {"client_id": "another"}],
)
def test_nobody_is_sent_to_an_unknown_address(sandbox: Sandbox, change: dict[str, str]) -> None:
    answer = open_page(sandbox, **change)
    assert answer.status_code == 400
    assert "chưa đăng ký" in answer.text


def test_a_used_page_cannot_sign_in_again(sandbox: Sandbox) -> None:
    page = open_page(sandbox)
    choose(sandbox, page, account="cong-dan-1")
    again = choose(sandbox, page, account="cong-dan-2")
    assert again.status_code == 400
    assert "đăng nhập lại" in again.text


def test_who_declines_goes_back_without_a_code(sandbox: Sandbox) -> None:
    assert (
        returned(choose(sandbox, open_page(sandbox), action="cancel"))["error"] == "access_denied"
    )


def test_the_level_is_asked_once_for_accounts_and_typed_numbers_alike(sandbox: Sandbox) -> None:
    page = open_page(sandbox)
    assert page.text.count("Mức độ xác thực") == page.text.count("<form") == 1
    code = returned(choose(sandbox, page, number="017199004127", level="1"))["code"]
    assert verified(sandbox, redeem(sandbox, code).json()["id_token"])["acr"] == "LoA1"


def test_an_unknown_number_is_answered_on_the_page(sandbox: Sandbox) -> None:
    answer = choose(sandbox, open_page(sandbox), account="017199009999")
    assert answer.status_code == 400
    assert "Đề nghị kiểm tra lại" in answer.text


def test_signing_out_ends_the_token_and_returns_to_the_client(sandbox: Sandbox) -> None:
    tokens = sign_in(sandbox, "cong-dan-1")
    answer = sandbox.http.get(
        "/oidc/end_session",
        params={
            "id_token_hint": tokens["id_token"],
            "post_logout_redirect_uri": RETURN,
            "state": "bye",
        },
    )
    assert returned(answer) == {"state": "bye"}
    assert user_info(sandbox, tokens["access_token"]).status_code == 401


def test_registered_addresses_are_exact_and_sign_out_stays_on_their_site(
    tmp_path: Path,
) -> None:
    settings = {"SANDBOX_OIDC_REDIRECT_URIS": RETURN, "SANDBOX_PEOPLE": "100"}
    sandbox = Sandbox(tmp_path, settings).start()

    def leave(address: str) -> int:
        asked = {"post_logout_redirect_uri": address}
        return sandbox.http.get("/oidc/end_session", params=asked).status_code

    assert open_page(sandbox).status_code == 200
    assert open_page(sandbox, redirect_uri=RETURN + "/khac").status_code == 400
    assert leave("http://127.0.0.1:8000/") == 303
    assert leave("http://127.0.0.1:9999/") == 200
    sandbox.stop()


def test_a_forged_id_token_does_not_verify(sandbox: Sandbox) -> None:
    sandbox.fault("oidc", "wrong_signature", count=1)
    with pytest.raises(BadSignatureError):
        verified(sandbox, sign_in(sandbox, "cong-dan-1")["id_token"])
    verified(sandbox, sign_in(sandbox, "cong-dan-1")["id_token"])


def test_the_page_needs_no_script_and_may_lead_back_to_the_client_only(sandbox: Sandbox) -> None:
    page = open_page(sandbox)
    policy = page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "form-action 'self' http://127.0.0.1:8000;" in policy
    assert "unsafe" not in policy
    assert "BẢN TRÌNH DIỄN" in page.text


def test_the_authenticator_shows_the_codes_that_rfc_6238_gives(sandbox: Sandbox) -> None:
    from motcua_sandbox.authenticator import totp

    assert totp.code(b"12345678901234567890", 59) == "287082"
    assert totp.code(b"12345678901234567890", 1234567890) == "005924"
    assert totp.demo_secret("ho-tich-1") == hashlib.sha1(b"motcua-demo-totp:ho-tich-1").digest()
    assert re.fullmatch(r"\d{6}", sandbox.http.get("/authenticator/ho-tich-1").text)
    assert "Hà Thị Xuyến" in sandbox.http.get("/authenticator").text
