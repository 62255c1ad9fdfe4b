import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.papers.authority import NoCertificate, revoke_certificate, signer_files
from motcua.papers.checking import check
from motcua.papers.tests.cast import HUY, NOW, an_office
from motcua.papers.tests.second_opinion import poppler
from motcua.papers.tests.timestamps import TimestampsOfTests
from motcua.papers.verdicts import Verdict


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return an_office(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def sealed(office):
    return office.sealed()


def verdict(pdf, office, now=NOW):
    return check(pdf, office.trust(), now).verdict


def test_a_signed_and_sealed_paper_is_genuine_and_names_both_signers(office, sealed):
    report = check(sealed, office.trust(), NOW)

    assert report.verdict is Verdict.GENUINE
    assert report.intact and report.whole_file_covered
    person, agency = report.signatures
    assert (person.signer, person.by_agency) == ("Nguyễn Quốc Huy", False)
    assert (agency.signer, agency.by_agency) == ("UBND xã Mai Châu, tỉnh Phú Thọ", True)
    assert person.time == agency.time == "2026-11-23T10:12:33+07:00"


def test_it_is_still_genuine_ten_years_later(office, sealed):
    assert verdict(sealed, office, NOW + timedelta(days=3649)) is Verdict.GENUINE


def test_a_paper_without_the_seal_is_not_issued_yet(office):
    assert verdict(office.signed(), office) is Verdict.NOT_SEALED


def test_an_unsigned_paper_is_said_to_be_unsigned(office):
    assert verdict(office.paper.pdf, office) is Verdict.UNSIGNED


def test_one_changed_byte_is_seen(office, sealed):
    middle = len(office.paper.pdf) // 2
    changed = sealed[:middle] + bytes([sealed[middle] ^ 1]) + sealed[middle + 1 :]

    assert verdict(changed, office) is Verdict.ALTERED


def test_bytes_appended_after_the_seal_are_seen(office, sealed):
    assert verdict(sealed + b"\n% more", office) is Verdict.APPENDED


def test_an_update_appended_after_the_seal_is_seen(office, sealed):
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(
        writer.prev.get_object(page.raw_get("/Contents").reference)
    )
    page["/Note"] = TextStringObject("đã sửa")
    writer.update_container(page)
    output = BytesIO()
    writer.write(output)

    assert verdict(output.getvalue(), office) is Verdict.APPENDED


def test_a_stranger_who_signs_in_the_agencys_name_is_not_believed(office, tmp_path):
    stranger = an_office(tmp_path)
    forged = replace(stranger, timestamps=office.timestamps).sealed()

    assert verdict(forged, office) is Verdict.UNKNOWN_SIGNER


def test_a_certificate_revoked_before_signing_is_named(tmp_path):
    office = an_office(tmp_path)
    office.signed()
    revoke_certificate(office.keys, HUY.ref, NOW - timedelta(hours=1))

    report = check(office.sealed(), office.trust(), NOW)

    assert report.verdict is Verdict.REVOKED
    assert [s.revoked for s in report.signatures] == [True, False]


def test_a_certificate_revoked_after_signing_leaves_the_paper_genuine(tmp_path):
    office = an_office(tmp_path)
    sealed = office.sealed()
    revoke_certificate(office.keys, HUY.ref, NOW + timedelta(days=30))

    assert verdict(sealed, office, NOW + timedelta(days=60)) is Verdict.GENUINE


def test_a_revoked_signer_may_not_sign_again(tmp_path):
    office = an_office(tmp_path)
    office.signed()
    revoke_certificate(office.keys, HUY.ref, NOW)

    with pytest.raises(NoCertificate, match="revoked"):
        signer_files(office.keys, HUY.ref)


def test_a_timestamp_of_an_unknown_authority_does_not_count(office):
    stamped_elsewhere = replace(office, timestamps=TimestampsOfTests(NOW)).sealed()

    assert verdict(stamped_elsewhere, office) is Verdict.NOT_TIMESTAMPED


def test_the_reason_names_in_whose_stead_the_person_signed(sealed):
    person, _ = PdfFileReader(BytesIO(sealed)).embedded_regular_signatures

    assert person.sig_object["/Reason"] == "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH ký"
    assert person.sig_object["/Name"] == "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH Nguyễn Quốc Huy"


@poppler
def test_another_implementation_finds_both_signatures_valid(sealed, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(sealed)

    found = subprocess.run(
        ["pdfsig", "-nocert", tmp_path / "paper.pdf"], capture_output=True, text=True, check=True
    ).stdout

    assert found.count("Signature Validation: Signature is Valid.") == 2
    assert found.count("ETSI.CAdES.detached") == 2
    assert found.count("Total document signed") == 1


@poppler
def test_another_implementation_sees_the_tampering(sealed, tmp_path):
    changed = sealed.replace(b"/Type/Page/", b"/Type/Pagf/", 1)
    changed = changed if changed != sealed else sealed.replace(b"/MediaBox", b"/MediaBoy", 1)
    assert changed != sealed
    (tmp_path / "paper.pdf").write_bytes(changed)

    found = subprocess.run(
        ["pdfsig", "-nocert", tmp_path / "paper.pdf"], capture_output=True, text=True, check=False
    ).stdout

    assert "Signature is Valid" not in found


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damage_anywhere_in_what_was_signed_is_never_believed(data, office, sealed):
    seal = PdfFileReader(BytesIO(sealed)).embedded_regular_signatures[-1]
    _, before, after, rest = seal.byte_range
    length = data.draw(st.integers(1, 40))
    start = data.draw(st.integers(0, before - length) | st.integers(after, after + rest - length))
    damage = data.draw(st.binary(min_size=length, max_size=length))
    damaged = sealed[:start] + damage + sealed[start + length :]

    assert (verdict(damaged, office) is Verdict.GENUINE) == (damaged == sealed)


@settings(max_examples=25, deadline=None)
@given(start=st.integers(0), damage=st.binary(min_size=1, max_size=40))
def test_no_damage_at_all_makes_the_check_fail(start, damage, office, sealed):
    start %= len(sealed)

    assert verdict(sealed[:start] + damage + sealed[start + len(damage) :], office) in Verdict


@given(st.binary(max_size=400))
def test_no_file_of_a_stranger_makes_the_check_fail(office, content):
    assert verdict(b"%PDF-1.7\n" + content, office) in {Verdict.UNREADABLE, Verdict.UNSIGNED}
