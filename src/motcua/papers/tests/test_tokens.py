"""A key on a token signs a paper: a real PKCS#11 library, whose keys never leave it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from motcua.exchange.errors import Unreachable
from motcua.kernel.clock import local_day
from motcua.papers import service
from motcua.papers.authority import NoCertificate, issue_certificate, make_authority
from motcua.papers.models import SigningMeans
from motcua.papers.tests.cast import AGENCY, HUY, NOW
from motcua.papers.tests.samples import CERTIFICATE
from motcua.papers.tests.timestamps import TimestampsOfTests

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
pytestmark = [
    pytest.mark.django_db,
    # The set-up for tests installs softhsm2 where it may; the same door with file keys and with
    # telephones is never left out.
    pytest.mark.skipif(
        not (LIBRARY.exists() and shutil.which("softhsm2-util")),
        reason="softhsm2 is not installed: no token to sign with",
    ),
]
SIGNER = service.Signer(HUY.ref, "Nguyễn Quốc Huy", AGENCY, "Phó Chủ tịch", "KT. CHỦ TỊCH")


@pytest.fixture
def token(settings, tmp_path, monkeypatch):
    """A token named MaiChau that holds the key of Nguyễn Quốc Huy as 'huy'."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    settings.MOTCUA_HOME, settings.PKCS11_MODULE = tmp_path, str(LIBRARY)
    settings.PKCS11_PIN = "1234"
    make_authority(tmp_path / "keys", NOW)
    key = issue_certificate(tmp_path / "keys", HUY)
    _softhsm("--init-token", "--free", "--label", "MaiChau", "--pin", "1234", "--so-pin", "5678")
    _softhsm(
        "--import", str(key.key), "--token", "MaiChau", "--label", "huy", "--id", "01",
        "--pin", "1234",
    )  # fmt: skip
    key.key.unlink()  # it lives on the token alone
    return key


def _softhsm(*words):
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True)


@pytest.fixture
def stamps(token, tmp_path):
    made = TimestampsOfTests(NOW)
    (tmp_path / "keys" / "timestamp").mkdir()
    (tmp_path / "keys" / "timestamp" / "tests.pem").write_bytes(made.root_pem)
    return made


def recorded(token, handle):
    certificates = "".join(
        load_pem_x509_certificate(path.read_bytes()).public_bytes(Encoding.PEM).decode()
        for path in (token.certificate, token.issuer)
    )
    SigningMeans.objects.create(
        signer=HUY.ref, agency="H44.28.05", style="token", handle=handle,
        certificates=certificates, first_day=local_day(NOW), recorded_by="00000000-0000-0000-0000-000000000001",
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip


def sign(stamps):
    paper = service.order_paper(
        "birth-certificate", "H44.28.05-261123-0007", CERTIFICATE, NOW, cause="x", about="An"
    )
    return service.sign_now(paper.id, SIGNER, NOW, stamps)


def test_a_paper_is_signed_by_a_key_that_never_leaves_its_token(token, stamps):
    recorded(token, "MaiChau/huy")
    assert sign(stamps).signed


def test_a_token_that_is_not_plugged_in_is_tried_again_later(token, stamps):
    recorded(token, "PaCo/huy")
    with pytest.raises(Unreachable):
        sign(stamps)


def test_a_key_that_the_token_lacks_needs_an_administrator(token, stamps):
    recorded(token, "MaiChau/lan")
    with pytest.raises(NoCertificate):
        sign(stamps)
