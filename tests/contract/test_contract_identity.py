"""Our client against the sign-in and the timestamp authority of the sandbox."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from asn1crypto import tsp
from sandboxes import Sandbox

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.identity import IdentityProvider, SignIn
from motcua.exchange.clients.timestamp import TimestampAuthority
from motcua.exchange.errors import ExchangeError, Refused

BACK = "http://127.0.0.1:8000/sign-in/back"
pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(sandbox: Sandbox) -> IdentityProvider:
    return IdentityProvider(Line("oidc", f"{sandbox.url}/oidc"), "motcua", "demo-oidc-secret")


def code_of(sandbox: Sandbox, sign_in: SignIn, account: str = "cong-dan-1") -> str:
    """Sign in at the provider's page as a person would and return the code sent back."""
    page = httpx.get(sign_in.url).text
    name = re.search(r'name="sign_in" value="([^"]+)"', page)[1]
    form = {"sign_in": name, "account": account, "level": "2"}
    answer = httpx.post(f"{sandbox.url}/oidc/sign-in", data=form)
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["state"] == [sign_in.state]
    return query["code"][0]


def test_a_person_signs_in_with_number_name_and_level(sandbox, provider):
    sign_in = provider.begin(BACK, level=2)
    found = provider.finish(code_of(sandbox, sign_in), BACK, sign_in)
    assert (found.personal_id, found.name, found.level) == ("017199004127", "Khà Thị Dung", 2)
    assert found.tech_id


def test_a_code_works_once(sandbox, provider):
    sign_in = provider.begin(BACK)
    code = code_of(sandbox, sign_in)
    provider.finish(code, BACK, sign_in)
    with pytest.raises(ExchangeError):
        provider.finish(code, BACK, sign_in)


def test_a_code_without_its_verifier_is_worth_nothing(sandbox, provider):
    sign_in = provider.begin(BACK)
    with pytest.raises(ExchangeError):
        provider.finish(code_of(sandbox, sign_in), BACK, replace(sign_in, verifier="x" * 43))


def test_a_token_for_another_sign_in_is_refused(sandbox, provider):
    sign_in = provider.begin(BACK)
    with pytest.raises(Refused):
        provider.finish(code_of(sandbox, sign_in), BACK, replace(sign_in, nonce="another"))


def test_a_token_with_a_wrong_signature_is_refused(sandbox, provider):
    sign_in = provider.begin(BACK)
    code = code_of(sandbox, sign_in)
    with sandbox.fault("oidc", "wrong_signature"), pytest.raises(Refused):
        provider.finish(code, BACK, sign_in)


def test_a_timestamp_covers_the_digest_that_was_sent(sandbox):
    digest = hashlib.sha256(b"a paper").digest()
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": digest,
            },
            "nonce": 42,
            "cert_req": True,
        }
    )
    line = Line("timestamp", f"{sandbox.url}/tsa")
    reply = tsp.TimeStampResp.load(TimestampAuthority(line).stamp(request.dump()))
    assert reply["status"]["status"].native == "granted"
    stamped = reply["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert stamped["message_imprint"]["hashed_message"].native == digest
    assert stamped["nonce"].native == 42
