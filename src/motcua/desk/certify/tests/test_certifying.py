"""Certified copies from scan to seal, at the desk's own addresses."""

import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.roles import Role
from motcua.desk.certify.tests.counter import LIST, NEW, SCAN, a_pdf, a_photograph
from motcua.desk.tests.cast import BAO_LA, PA_CO, browser
from motcua.dossiers import history
from motcua.dossiers.models import DossierRow
from motcua.papers import service as papers
from motcua.payments import service as payments


def text(answer):
    return answer.content.decode()


def test_pages_are_read_from_the_scan_and_priced_before_anything_is_typed(counter):
    address = counter.scanned(a_photograph(), a_photograph(), a_photograph())
    page = counter.receiver.get(address)
    assert page.context["pages"] == 3
    assert page.context["a_copy"] == 5000
    assert "5.000\u00a0đồng" in text(page)


def test_one_visit_opens_charges_receives_and_puts_before_the_signer(counter):
    code = counter.certified(a_photograph(), a_photograph(), a_photograph())
    kinds = [event.kind for event in history.events_of(code)]
    assert kinds == [
        "submitted", "payment_requested", "paid", "received", "forwarded", "copy_compared",
    ]  # fmt: skip
    (charge,) = payments.charges(code)
    assert (charge.amount, charge.state, charge.method) == (15000, "paid", "cash")
    dossier = history.refold(code)
    assert (dossier.channel, dossier.step) == ("counter", "signature")


def test_pressed_twice_there_is_one_dossier(counter):
    sent = counter.asked(counter.scanned())
    first, second = (counter.receiver.post(NEW, sent) for _ in range(2))
    assert first.url == second.url
    assert DossierRow.objects.count() == 1


def test_the_copy_is_signed_sealed_numbered_and_handed_over(counter):
    code = counter.issued()
    line = papers.line_of(code)
    assert (line.number, line.book, line.said.copies) == (1, "01/2026 - SCT/BS", 3)
    page = counter.receiver.get(f"/desk/certify/{code}/")
    assert "Mở bản sao để in (3 bản)" in text(page)
    counter.does(counter.receiver, code)
    assert history.refold(code).phase == "handed_over"


def test_the_copy_verifies_and_says_what_it_certifies(counter, tmp_path):
    code = counter.issued()
    pdf = tmp_path / "copy.pdf"
    pdf.write_bytes(papers.open_file(papers.issued(code).file_id))
    said = subprocess.run(["pdfsig", "-nocert", pdf], capture_output=True, text=True, check=True)
    assert said.stdout.count("Signature is Valid.") == 2
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True)
    assert "Chứng thực bản sao đúng với bản chính" in told.stdout
    assert "Cán bộ lanh-dao" in told.stdout
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True)
    assert all(row.split()[-5] == "yes" for row in fonts.stdout.splitlines()[2:])


def test_several_copies_are_signed_at_once_in_the_order_of_the_book(counter):
    codes = [counter.certified(applicant_name=name) for name in ("Hà Thị Mai", "Vi Văn Thành")]
    answer = counter.does(counter.signer, *codes)
    assert "Đã ký 2 bản chứng thực" in text(answer)
    assert [papers.line_of(code).number for code in codes] == [1, 2]


def test_a_copy_returned_and_compared_again_takes_no_number_of_its_own(counter):
    code = counter.certified()
    typed = {"text": "Thiếu trang 2", "seen": history.refold(code).seq}
    counter.signer.post(f"/desk/dossiers/{code}/return-for-correction/", typed)
    assert papers.line_of(code) is None
    other = counter.certified()
    counter.does(counter.signer, other)
    assert papers.line_of(other).number == 1


def test_each_of_the_lists_shows_what_waits_there(counter):
    code = counter.certified()
    own = counter.signer.get(LIST).context["own"]
    assert [(one.dossier.code, one.title, one.copies) for one in own] == [
        (code, "Bằng tốt nghiệp trung học phổ thông", 3)
    ]
    assert counter.clerk.get(LIST).context["own"] == []
    counter.does(counter.signer, code)
    assert [one.dossier.code for one in counter.clerk.get(LIST).context["own"]] == [code]


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ({"compared": ""}, "compared"),
        ({"copies": "0"}, "copies"),
        ({"copies": "hai"}, "copies"),
        ({"paper_title": ""}, "paper_title"),
        ({"applicant_name": ""}, "applicant_name"),
        ({"applicant_id": "123"}, "applicant_id"),
        ({"method": "gold"}, "method"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(counter, typed, missing):
    sent = counter.asked(counter.scanned(), **typed)
    answer = counter.receiver.post(NEW, sent)
    assert answer.status_code == 422
    assert missing in answer.context["faults"]
    assert missing == "applicant_name" or "Bùi Văn Tuyển" in text(answer)
    assert DossierRow.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bang.docx", b"PK\x03\x04", "không phải là ảnh JPG"),
        ("bang.pdf", b"%PDF-1.7 \xff", "bị hỏng"),
        ("bang.pdf", b"", "không có nội dung"),
    ],
)
def test_a_scan_that_cannot_be_used_is_refused_in_plain_words(counter, name, content, told):
    good = a_photograph()
    files = [good, SimpleUploadedFile(name, content)]
    answer = counter.receiver.post(SCAN, {"originals": files})
    assert answer.status_code == 422
    assert told in text(answer)


def test_a_scan_of_somebody_else_is_not_certified(counter):
    address = counter.scanned()
    sent = counter.asked(address)
    stranger = browser(Role.RECEIVER, BAO_LA)
    assert stranger.get(address).url == SCAN
    assert stranger.post(NEW, sent).url == SCAN
    assert DossierRow.objects.count() == 0


def test_nobody_signs_what_is_not_theirs(counter):
    code = counter.certified()
    for who in (counter.receiver, counter.clerk, browser(Role.SIGNER, BAO_LA)):
        counter.does(who, code)
    assert history.refold(code).step == "signature"


def test_only_receivers_take_an_original_in(counter):
    for address in (SCAN, NEW):
        assert counter.signer.get(address).status_code == 403


ADDRESSES = {
    "/desk/certify/": (200, 200, 200, 302),
    "/desk/certify/do/": (405, 405, 405, 405),
    "/desk/certify/scan/": (200, 403, 200, 302),
    "/desk/certify/new/": (302, 403, 302, 302),
    "/desk/certify/{code}/": (200, 200, 404, 302),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_of_the_four_gets_what_the_table_says(counter, address):
    code = counter.certified()
    four = (counter.receiver, counter.signer, browser(Role.RECEIVER, PA_CO), Client())
    found = tuple(one.get(address.format(code=code)).status_code for one in four)
    assert found == ADDRESSES[address]


def test_a_list_of_many_costs_no_more_statements_than_a_list_of_one(
    counter, django_assert_max_num_queries
):
    for number in range(6):
        counter.certified(a_pdf(1), copies=str(number + 1))
    counter.signer.get(LIST)
    with django_assert_max_num_queries(8):
        counter.signer.get(LIST)
