"""Certificates that have ended or end soon, as who signs or seals with them meets it at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from motcua.accounts.models import Account
from motcua.accounts.roles import Role
from motcua.desk.tests.cast import (
    MAI_CHAU,
    TO_SIGNATURE,
    a_birth,
    an_official,
    at,
    browser,
    filled,
    led,
    sign_in,
)
from motcua.dossiers.history import refold
from motcua.dossiers.table import Action
from motcua.papers.means import Certificate, Held
from motcua.papers.models import SigningMeans
from motcua.papers.service import warning


@pytest.fixture
def chair() -> Account:
    return an_official("chu-tich", Role.SIGNER)


def ended_certificate(name: str) -> str:
    """Return a certificate (PEM) that ended on 31/10/2026."""
    key = ec.generate_private_key(ec.SECP256R1())
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(holder)
        .issuer_name(holder)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 10, 31, 3, tzinfo=UTC))
    )
    return built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def ended(signer: str, style: str) -> None:
    """Record a key of that kind whose certificate has ended."""
    SigningMeans.objects.create(
        signer=signer, agency=MAI_CHAU, style=style, handle="SCA-1",
        certificates=ended_certificate("Nguyễn Quốc Huy"), first_day=at(1, 8).date(),
        recorded_by=UUID(int=1), recorded_at=at(1, 8),
    )  # fmt: skip


@pytest.mark.parametrize("style", ["remote", "sim", "token", "local"])
def test_an_ended_certificate_is_found_before_anything_is_signed(chair, style):
    ended(str(chair.id), style)
    code = led(a_birth(), *TO_SIGNATURE)
    client = sign_in(chair)
    said = "đã hết hạn ngày 31/10/2026 nên chưa ký được. Hồ sơ vẫn chờ ký"
    assert said in client.get("/desk/?tab=signature").content.decode()
    answer = client.post(f"/desk/dossiers/{code}/sign/", filled(client, code, "sign"))
    assert (answer.status_code, refold(code).step) == (422, "signature")
    assert said in answer.content.decode()


def held(days: float) -> Held:
    now = at(23, 9)
    certificate = Certificate(
        "Huy", "1A", "CA", now - timedelta(days=1), now + timedelta(days=days)
    )
    return Held("Ký số từ xa", certificate)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (31, ""),
        (30, "hết hạn ngày 23/12/2026 (còn 30 ngày)"),
        (0.1, "hết hạn ngày 23/11/2026 (hôm nay)"),
        (-1, "đã hết hạn ngày 22/11/2026 nên chưa ký được"),
    ],
)
def test_a_signer_is_warned_while_there_is_time(days, said):
    assert said in warning(held(days), at(23, 9), 30)
    assert bool(warning(held(days), at(23, 9), 30)) == bool(said)


def test_who_has_no_certificate_yet_is_not_told_that_it_ended():
    assert not warning(replace(held(1), certificate=None), at(23, 9), 30)


@pytest.mark.parametrize("style", ["remote", "sim", "token", "local"])
def test_an_ended_certificate_of_the_agency_is_found_before_anything_is_sealed(style):
    ended(MAI_CHAU, style)
    code = led(a_birth(), *TO_SIGNATURE, Action.SIGN, Action.RECORD_SIGNATURE)
    client = browser(Role.CLERK)
    answer = client.post(f"/desk/dossiers/{code}/issue/", filled(client, code, "issue"))
    assert (answer.status_code, refold(code).step) == (422, "issuing")
    assert "Chứng thư số của cơ quan đã hết hạn ngày 31/10/2026" in answer.content.decode()
