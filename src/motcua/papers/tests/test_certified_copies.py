import subprocess
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from motcua.papers import certified_copies, typeset
from motcua.papers import service as papers
from motcua.papers.keeping import keep_upload
from motcua.papers.tests.samples import CERTIFICATE, COPY, RECEIPT
from motcua.papers.tests.second_opinion import poppler

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def kept(content, name="goc.pdf"):
    found = keep_upload(uuid4(), content, name, NOW)
    assert isinstance(found, papers.KeptFile)
    return str(found.id)


def a_photograph(width=1200, height=1700):
    drawn = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(drawn, "JPEG")
    return kept(drawn.getvalue(), "goc.jpg")


def a_scan(data=CERTIFICATE, kind="birth-certificate"):
    return kept(typeset.render(kind, data, demo=False).pdf)


def copied(*originals):
    return certified_copies.render({**COPY, "originals": list(originals)}, demo=True)


def said(command, pdf, *arguments):
    run = subprocess.run([command, *arguments, "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def text_of(pdf):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    return [" ".join(page.split()) for page in run.stdout.decode().split("\f")[:-1]]


@poppler
def test_a_pdf_is_copied_with_its_words_and_the_certification_on_the_last_page():
    long = a_scan({**RECEIPT, "papers": RECEIPT["papers"] * 30}, "form-01")
    pages = text_of(copied(long).pdf)
    assert len(pages) > 1
    assert "KHÀ THỊ DUNG" in pages[0]
    assert all("BẢN SAO" in page and "Số chứng thực 12" in page for page in pages)
    certified = ["Chứng thực bản sao đúng với bản chính" in page for page in pages]
    assert certified == [False] * (len(pages) - 1) + [True]


@poppler
def test_photographs_and_a_pdf_follow_each_other_in_the_order_given():
    pages = text_of(copied(a_photograph(), a_scan(), a_photograph(1700, 1200)).pdf)
    assert len(pages) == 3
    assert "BÙI KHÀ MINH AN" in pages[1]
    assert "BÙI KHÀ MINH AN" not in pages[0] + pages[2]


@poppler
def test_only_embedded_fonts_are_in_a_copy():
    rows = [
        line.split() for line in said("pdffonts", copied(a_photograph(), a_scan()).pdf).splitlines()
    ][2:]
    assert rows
    assert all(row[-5] == "yes" for row in rows)


@poppler
def test_every_page_of_a_demo_copy_says_that_it_is_worth_nothing():
    pages = text_of(copied(a_photograph(), a_photograph()).pdf)
    assert all("KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in page for page in pages)


def test_pictures_alone_make_an_archival_copy_and_a_scanned_pdf_claims_nothing():
    assert b"<pdfaid:part>2</pdfaid:part>" in copied(a_photograph()).pdf
    assert b"pdfaid" not in copied(a_scan()).pdf


def test_the_signatures_have_their_place_on_the_last_page():
    places = copied(a_photograph(), a_scan()).places
    assert {place.page for place in places.values()} == {1}
    assert places.keys() == {"person", "agency"}


def test_a_scan_that_is_gone_is_told():
    with pytest.raises(typeset.CannotTypeset, match="is gone"):
        copied(str(uuid4()))


@pytest.mark.parametrize(("turn", "wide"), [(0, True), (90, False), (180, True), (270, False)])
def test_a_turned_page_lies_inside_its_frame(turn, wide):
    left, top, width, height = (
        edge * certified_copies.POINTS_A_MM for edge in certified_copies.FRAME
    )
    a, b, c, d, e, f = certified_copies._placing((0, 0, 800, 500), turn)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (0, 800) for y in (0, 500)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    assert left - 0.01 <= min(across) and max(across) <= left + width + 0.01
    floor = typeset.A4_HEIGHT - top - height
    assert floor - 0.01 <= min(up) and max(up) <= floor + height + 0.01
    assert (max(across) - min(across) > max(up) - min(up)) is wide
