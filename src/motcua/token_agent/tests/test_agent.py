"""The program over real HTTP, with a real token and somebody at its terminal."""

from __future__ import annotations

import base64
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from motcua.papers.signing import person, prepare
from motcua.papers.tests.cast import AGENCY, NOW, an_office
from motcua.token_agent import asking
from motcua.token_agent.tests.at_keyboard import AtKeyboard, running
from motcua.token_agent.tests.softhsm import INSTALLED, PIN, Token, a_token

DESK = "https://dvc.example.vn"
pytestmark = pytest.mark.skipif(not INSTALLED, reason="softhsm2 is not installed: no token")


def certificate_of(key) -> bytes:
    name = x509.Name.from_rfc4514_string("CN=Nguyễn Quốc Huy")
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(7)
    made = made.not_valid_before(NOW).not_valid_after(NOW.replace(year=2036))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


KEYS = {"01": ec.generate_private_key(ec.SECP256R1()), "02": rsa.generate_private_key(65537, 2048)}
CERTIFICATES = {number: certificate_of(key) for number, key in KEYS.items()}


@pytest.fixture(scope="module")
def token(tmp_path_factory) -> Token:
    """A token with an EC key as 01 and an RSA key as 02."""
    folder = tmp_path_factory.mktemp("token")
    made = a_token(folder)
    for number, key in KEYS.items():
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "key.pem").write_bytes(pem)
        made.put(folder / "key.pem", "huy", number, CERTIFICATES[number])
    return made


@pytest.fixture(scope="module")
def agent(token):
    with running(token, DESK) as at:
        yield at


@pytest.fixture(scope="module")
def attributes(tmp_path_factory) -> dict[str, bytes]:
    """What signatures on a paper sign, by the number of the key."""
    pdf = an_office(tmp_path_factory.mktemp("keys")).paper.pdf
    shown = person(
        name="Nguyễn Quốc Huy", title="Phó Chủ tịch", prefix="", agency=AGENCY, place=None,
        now=NOW, demo=True,
    )  # fmt: skip
    return {n: prepare(pdf, shown, (der,)).attributes for n, der in CERTIFICATES.items()}


def asked(attributes: bytes, *, key: str = "01", count: int = 1, name="Giấy khai sinh"):
    one = {"name": name, "attributes": base64.b64encode(attributes).decode()}
    certificate = base64.b64encode(CERTIFICATES[key]).decode()
    return {"certificate": certificate, "papers": [one] * count}


def post(agent: AtKeyboard, body, **headers) -> httpx.Response:
    return agent.asks(body, **{"Origin": DESK} | headers)


def answered(agent: AtKeyboard, body, *typed: str) -> tuple[httpx.Response, str]:
    """Return the answer to a request that somebody answers at the terminal, and what it showed."""
    with ThreadPoolExecutor(1) as browser:
        answer = browser.submit(post, agent, body)
        shown = "".join(agent.types(one) for one in typed)
        return answer.result(), shown


@pytest.mark.parametrize("key", CERTIFICATES)
def test_a_batch_is_signed_after_one_pin_by_the_key_of_its_certificate(agent, attributes, key):
    answer, _ = answered(agent, asked(attributes[key], key=key, count=50), PIN)
    made = [base64.b64decode(one) for one in answer.json()["signatures"]]
    public = x509.load_der_x509_certificate(CERTIFICATES[key]).public_key()
    how = (ec.ECDSA(hashes.SHA256()),) if key == "01" else (padding.PKCS1v15(), hashes.SHA256())
    assert len(made) == 50
    public.verify(made[-1], attributes[key], *how)


def test_the_terminal_shows_how_many_papers_of_which_kind_and_a_number_to_compare(
    agent, attributes
):
    body = asked(attributes["01"], count=3)
    _, shown = answered(agent, body, PIN)
    assert f"Yêu cầu ký từ {DESK}" in shown
    assert "3 giấy tờ" in shown
    assert "3 × Giấy khai sinh" in shown
    assert f"Mã đối chiếu {asking.check_number([attributes['01']] * 3)}" in shown


def test_who_presses_enter_alone_signs_nothing(agent, attributes):
    answer, _ = answered(agent, asked(attributes["01"]), "")
    assert (answer.status_code, answer.json()) == (403, {"error": "refused"})


def test_a_wrong_pin_is_asked_for_again(agent, attributes):
    answer, _ = answered(agent, asked(attributes["01"]), "9999", PIN)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{DESK}.evil.example"},
        {"Origin": ""},
        {"Host": "rebound.evil.example"},
    ],
)
def test_another_site_is_not_heard_and_nobody_is_asked_for_a_pin(agent, attributes, headers):
    answer = post(agent, asked(attributes["01"]), **headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert "PIN" not in agent.reads("Đã chặn một yêu cầu")


def test_a_browser_that_asks_first_is_told_which_pages_may_ask(agent):
    asks = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
        "Access-Control-Request-Private-Network": "true",
    }
    ours = httpx.options(f"{agent.url}/sign", headers={"Origin": DESK} | asks)
    assert ours.headers["access-control-allow-origin"] == DESK
    assert ours.headers["access-control-allow-private-network"] == "true"
    theirs = httpx.options(f"{agent.url}/sign", headers={"Origin": "https://evil.example"} | asks)
    assert theirs.status_code == 403


def test_a_form_of_a_page_is_no_request(agent, attributes):
    answer = post(agent, asked(attributes["01"]), **{"Content-Type": "text/plain"})
    assert answer.json() == {"error": "bad_request"}


def test_a_certificate_that_is_not_plugged_in_asks_for_no_pin(agent, tmp_path):
    office = an_office(tmp_path)
    stranger = certificate_of(ec.generate_private_key(ec.SECP256R1()))
    shown = person(name="A", title="", prefix="", agency=AGENCY, place=None, now=NOW, demo=True)
    body = asked(prepare(office.paper.pdf, shown, (stranger,)).attributes)
    body["certificate"] = base64.b64encode(stranger).decode()
    assert post(agent, body).json() == {"error": "no_device"}


def test_a_second_request_waits_for_nobody(agent, attributes):
    body = asked(attributes["01"])
    with ThreadPoolExecutor(1) as browser:
        first = browser.submit(post, agent, body)
        agent.reads("1 × Giấy khai sinh")
        assert post(agent, body).json() == {"error": "busy"}
        agent.types(PIN)
        assert first.result().status_code == 200


def test_a_pin_typed_for_a_page_that_was_closed_signs_nothing(agent, attributes):
    left = threading.Event()

    def leaves():
        with (
            httpx.Client(timeout=httpx.Timeout(5, read=0.1)) as browser,
            pytest.raises(httpx.ReadTimeout),
        ):
            browser.post(
                f"{agent.url}/sign", json=asked(attributes["01"]), headers={"Origin": DESK}
            )
        left.set()

    with ThreadPoolExecutor(1) as browser:
        browser.submit(leaves)
        agent.reads("1 × Giấy khai sinh")
        assert left.wait(30)
        agent.types(PIN)
        agent.reads("Trang web đã bỏ yêu cầu này. Không ký gì.")
