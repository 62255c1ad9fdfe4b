from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography import x509

from motcua.papers.authority import (
    NoCertificate,
    issue_certificate,
    make_authority,
    revoke_certificate,
    signer_files,
    trust_list,
)
from motcua.papers.certificates import Holder
from motcua.papers.tests.cast import COMMUNE, HUY, NOW


def files_in(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_making_the_authority_twice_changes_nothing(tmp_path):
    make_authority(tmp_path, NOW)
    issue_certificate(tmp_path, HUY)
    before = files_in(tmp_path)

    make_authority(tmp_path, NOW)
    issue_certificate(tmp_path, HUY)

    assert files_in(tmp_path) == before


def test_many_at_once_make_one_authority_and_one_certificate(tmp_path):
    def set_up(_):
        make_authority(tmp_path, NOW)
        return issue_certificate(tmp_path, HUY).certificate.read_bytes()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(set_up, range(8)))) == 1


def test_nobody_else_on_the_machine_may_read_a_key(tmp_path):
    folder = tmp_path / "keys"
    make_authority(folder, NOW)
    issue_certificate(folder, HUY)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o077 for p in folder.rglob("*.key")} == {0}


def test_the_chain_verifies_from_the_signer_to_the_root(tmp_path):
    make_authority(tmp_path, NOW)
    files = issue_certificate(tmp_path, COMMUNE)

    leaf = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    issuing = x509.load_pem_x509_certificate(files.issuer.read_bytes())
    (root,) = trust_list(tmp_path).roots
    leaf.verify_directly_issued_by(issuing)
    issuing.verify_directly_issued_by(x509.load_der_x509_certificate(root))


def test_a_signer_without_a_certificate_is_named(tmp_path):
    make_authority(tmp_path, NOW)

    with pytest.raises(NoCertificate, match="ho-tich-1"):
        signer_files(tmp_path, "ho-tich-1")


def test_revoking_twice_lists_the_certificate_once(tmp_path):
    make_authority(tmp_path, NOW)
    issue_certificate(tmp_path, HUY)

    revoke_certificate(tmp_path, HUY.ref, NOW)
    revoke_certificate(tmp_path, HUY.ref, NOW)

    assert len(x509.load_der_x509_crl((tmp_path / "issuing.crl").read_bytes())) == 1


@pytest.mark.parametrize("ref", ["../root", "", "a/b", ".hidden", "x" * 90])
def test_a_reference_that_could_leave_the_folder_is_refused(tmp_path, ref):
    make_authority(tmp_path, NOW)

    with pytest.raises(ValueError, match="reference"):
        issue_certificate(tmp_path, Holder(ref, "Ai đó", "Cơ quan"))
