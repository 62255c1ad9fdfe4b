from __future__ import annotations

import base64
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from motcua.kernel.clock import local_day
from motcua.papers import endorsing, service
from motcua.papers.authority import issue_certificate, make_authority
from motcua.papers.models import Signature
from motcua.papers.tests.cast import AGENCY, HUY, NOW
from motcua.papers.tests.samples import CERTIFICATE
from motcua.papers.tests.second_opinion import poppler
from motcua.papers.tests.timestamps import TimestampsOfTests
from motcua.token_agent.tests.at_keyboard import running
from motcua.token_agent.tests.softhsm import INSTALLED, PIN, a_token

pytestmark = pytest.mark.django_db
SIGNER = service.Signer(HUY.ref, "Nguyễn Quốc Huy", AGENCY, "Phó Chủ tịch", "KT. CHỦ TỊCH")
DAY = local_day(NOW)
DESK = "https://dvc.example.vn"


@pytest.fixture
def keys(settings, tmp_path):
    settings.MOTCUA_HOME = tmp_path
    make_authority(tmp_path / "keys", NOW)
    return tmp_path / "keys"


@pytest.fixture
def stamps(keys):
    made = TimestampsOfTests(NOW)
    (keys / "timestamp").mkdir()
    (keys / "timestamp" / "tests.pem").write_bytes(made.root_pem)
    return made


@pytest.fixture
def key(keys):
    """The key that lies on the signer's token."""
    return issue_certificate(keys, HUY)


def record(certificate_pem: str, day=DAY):
    new = service.NewMeans(
        signer=HUY.ref, agency="H44.28.05", holder="Nguyễn Quốc Huy", style="local", handle="",
        pem=certificate_pem, first_day=day,
    )  # fmt: skip
    return service.register_means(new, uuid4(), NOW)


@pytest.fixture
def means(key):
    return record(key.certificate.read_text())


def a_paper(number=1):
    code = f"H44.28.05-261123-{number:04}"
    paper = service.order_paper(
        "birth-certificate", code, CERTIFICATE, NOW, cause="signing", about="Bùi Khà Minh An"
    )
    assert not service.sign_now(paper.id, SIGNER, NOW).signed
    return paper


def signed_by(key, ready):
    private = load_pem_private_key(key.key.read_bytes(), None)
    return {one.id: private.sign(one.attributes, ec.ECDSA(hashes.SHA256())) for one in ready}


def waiting(on=DAY):
    return service.waiting_at_token([HUY.ref], on)


def note(paper):
    return service.paper(paper.dossier_code, "birth-certificate").note


def test_a_paper_waits_for_its_signers_token_and_says_so(means):
    paper = a_paper()
    assert note(paper) == "Chờ ký bằng USB token của Nguyễn Quốc Huy"
    (one,) = waiting().ready
    assert (one.title, one.dossier_code) == ("Giấy khai sinh", paper.dossier_code)
    service.follow_requests(NOW + timedelta(hours=1))
    assert Signature.objects.get().request is None


def test_what_the_token_signed_is_put_into_the_paper(means, key, stamps):
    paper = a_paper()
    made = signed_by(key, waiting().ready)
    assert service.take_signatures([HUY.ref], made) == service.Taken(kept=1, wrong=0)
    assert service.take_signatures([HUY.ref], made) == service.Taken(kept=0, wrong=0)
    assert (waiting().ready, waiting().stamping) == ([], 1)
    assert service.sign_now(paper.id, SIGNER, NOW, stamps).signed


def test_a_signature_by_another_key_is_not_kept(means, keys):
    a_paper()
    (one,) = waiting().ready
    other = ec.generate_private_key(ec.SECP256R1())
    forged = other.sign(one.attributes, ec.ECDSA(hashes.SHA256()))
    for made in (forged, b"", b"x" * 5000):
        assert service.take_signatures([HUY.ref], {one.id: made}).wrong == 1
    assert len(waiting().ready) == 1


def test_a_signature_on_another_paper_is_not_kept(means, key):
    a_paper(1), a_paper(2)
    first, second = waiting().ready
    made = signed_by(key, [first])
    assert service.take_signatures([HUY.ref], {second.id: made[first.id]}).wrong == 1


def test_nobody_brings_signatures_for_somebody_else(means, key):
    a_paper()
    made = signed_by(key, waiting().ready)
    assert service.take_signatures(["another"], made) == service.Taken(kept=0, wrong=0)
    assert not service.waiting_at_token(["another"], DAY).ready


def test_for_a_token_that_was_replaced_the_paper_is_prepared_anew(means, keys):
    paper = a_paper()
    service.end_means(HUY.ref, means.id, DAY - timedelta(days=1))
    (keys / "signers" / f"{HUY.ref}.pem").unlink()
    new = issue_certificate(keys, HUY)
    record(new.certificate.read_text())
    assert (waiting().ready, waiting().coming) == ([], 1)
    endorsing.make_ordered(Signature.objects.get(paper_id=paper.id).pk, NOW)
    made = signed_by(new, waiting().ready)
    assert service.take_signatures([HUY.ref], made).kept == 1


def test_who_signs_with_a_key_file_again_needs_no_token(means, stamps):
    paper = a_paper()
    service.end_means(HUY.ref, means.id, DAY - timedelta(days=1))
    assert waiting().coming == 1
    assert service.sign_now(paper.id, SIGNER, NOW, stamps).signed


def test_a_dropped_paper_waits_for_no_token(means):
    paper = a_paper()
    service.drop(paper.id)
    assert not waiting().ready


@poppler
@pytest.mark.skipif(not INSTALLED, reason="softhsm2 is not installed: no token")
def test_papers_are_signed_with_an_rsa_key_on_a_token_through_the_program(keys, stamps, tmp_path):
    private = rsa.generate_private_key(65537, 2048)
    certificate = _issued(keys, private)
    (tmp_path / "key.pem").write_bytes(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    token = a_token(tmp_path)
    token.put(tmp_path / "key.pem", "huy", "01", certificate.public_bytes(Encoding.DER))
    record(certificate.public_bytes(Encoding.PEM).decode())
    papers = [a_paper(number) for number in range(3)]
    ready = waiting().ready
    with running(token, DESK) as program, ThreadPoolExecutor(1) as browser:
        answer = browser.submit(_ask, program, ready)
        assert "3 × Giấy khai sinh" in program.types(PIN)
        made = [base64.b64decode(one) for one in answer.result().json()["signatures"]]
    ids = [one.id for one in ready]
    assert service.take_signatures([HUY.ref], dict(zip(ids, made, strict=True))).kept == 3
    done = [service.sign_now(paper.id, SIGNER, NOW, stamps) for paper in papers]
    (tmp_path / "signed.pdf").write_bytes(service.open_file(done[-1].file_id))
    told = subprocess.run(["pdfsig", tmp_path / "signed.pdf"], capture_output=True, text=True)
    assert "Signature is Valid." in told.stdout


def _ask(program, ready):
    papers = [
        {"name": one.title, "attributes": base64.b64encode(one.attributes).decode()}
        for one in ready
    ]
    body = {"certificate": base64.b64encode(ready[0].certificate).decode(), "papers": papers}
    return program.asks(body, Origin=DESK)


def _issued(keys, private):
    """Return the certificate of an RSA key by the test authority; tokens of today hold such."""
    issuer = x509.load_pem_x509_certificate((keys / "issuing.pem").read_bytes())
    above = load_pem_private_key((keys / "issuing.key").read_bytes(), None)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name.from_rfc4514_string("CN=Nguyễn Quốc Huy,C=VN"))
        .issuer_name(issuer.subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(usage, critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False
        )
        .sign(above, hashes.SHA256())
    )
