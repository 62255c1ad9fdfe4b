import subprocess

import pytest

from motcua.papers import typeset
from motcua.papers.tests.samples import CERTIFICATE, PAPERS, RECEIPT
from motcua.papers.tests.second_opinion import poppler

MARK = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def poppler_says(command: str, pdf: bytes, *arguments: str) -> str:
    run = subprocess.run(
        [command, *arguments, "-"] if command == "pdffonts" else [command, *arguments, "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return run.stdout.decode()


def text_of(pdf: bytes) -> str:
    return " ".join(poppler_says("pdftotext", pdf, "-layout").split())


@pytest.mark.parametrize("template", PAPERS)
def test_a_paper_is_marked_as_pdf_a_2b(template):
    pdf = typeset.render(template, PAPERS[template], demo=True).pdf

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"/OutputIntents" in pdf


@poppler
@pytest.mark.parametrize("template", PAPERS)
def test_only_embedded_tinos_is_in_a_paper(template):
    pdf = typeset.render(template, PAPERS[template], demo=True).pdf

    rows = [line.split() for line in poppler_says("pdffonts", pdf).splitlines()[2:]]
    assert rows
    for row in rows:
        assert "+Tinos-" in row[0]
        assert row[-5] == "yes", "embedded"


@poppler
def test_every_page_of_a_demo_paper_says_that_it_is_worth_nothing():
    long = {**RECEIPT, "papers": RECEIPT["papers"] * 40}

    pages = poppler_says(
        "pdftotext", typeset.render("form-01", long, demo=True).pdf, "-layout"
    ).split("\f")[:-1]

    assert len(pages) > 2
    assert all(MARK in page for page in pages)


@poppler
def test_a_real_paper_has_no_demo_mark():
    assert MARK not in text_of(typeset.render("form-01", RECEIPT, demo=False).pdf)


@poppler
def test_the_certificate_prints_what_the_law_lists():
    text = text_of(typeset.render("birth-certificate", CERTIFICATE, demo=True).pdf)

    for printed in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN XÃ MAI CHÂU",
        "BÙI KHÀ MINH AN",
        "18/11/2026",
        "Ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "Số định danh cá nhân: 025326000123",
        "Số: 112",
        "Quyển số: 01/2026",
        "Trang số: 112",
        "KHÀ THỊ DUNG",
        "Năm sinh: 1999",
        "BÙI VĂN TUYỂN",
        "Năm sinh: 1997",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Quốc Huy",
    ):
        assert printed in text


@poppler
def test_a_father_who_is_not_recorded_leaves_dots_and_no_name():
    text = text_of(
        typeset.render("birth-certificate", {**CERTIFICATE, "father": None}, demo=True).pdf
    )

    assert "Họ, chữ đệm, tên người cha: . . ." in text


@poppler
def test_a_draft_says_that_it_is_one_and_no_certificate_does():
    draft = PAPERS["birth-certificate-draft"]

    assert "DỰ THẢO" in text_of(typeset.render("birth-certificate-draft", draft, demo=True).pdf)
    assert "DỰ THẢO" not in text_of(typeset.render("birth-certificate", draft, demo=True).pdf)


@poppler
def test_a_time_on_a_paper_is_written_as_the_decree_writes_it():
    text = text_of(
        typeset.render("form-01", {**RECEIPT, "due_at": "2027-02-03T09:05:00+07:00"}, demo=True).pdf
    )

    assert "09 giờ 05 phút, ngày 03 tháng 02 năm 2027" in text


def test_the_same_data_gives_the_same_bytes():
    first = typeset.render("birth-certificate", CERTIFICATE, demo=True)
    again = typeset.render("birth-certificate", dict(reversed(CERTIFICATE.items())), demo=True)

    assert first == again


def test_a_paper_says_where_its_two_signatures_become_visible():
    places = typeset.render("birth-certificate", CERTIFICATE, demo=True).places

    assert set(places) == {"person", "agency"}
    assert places["agency"].x2 <= places["person"].x1
    assert all(0 < p.x1 < p.x2 < 596 and 0 < p.y1 < p.y2 < 842 for p in places.values())


def test_a_missing_value_is_named():
    incomplete = {key: value for key, value in RECEIPT.items() if key != "due_at"}

    with pytest.raises(typeset.CannotTypeset, match="due_at"):
        typeset.render("form-01", incomplete, demo=True)


def test_a_letter_that_the_font_lacks_is_an_error_and_not_a_box():
    strange = {**RECEIPT, "applicant": {"name": "王小明"}}

    with pytest.raises(typeset.CannotTypeset, match="王"):
        typeset.render("form-01", strange, demo=True)


def test_a_time_that_is_not_vietnamese_is_refused():
    with pytest.raises(typeset.CannotTypeset, match="local time"):
        typeset.render("form-01", {**RECEIPT, "due_at": "2026-11-23T10:00:00+00:00"}, demo=True)


def test_data_is_printed_and_never_run():
    hostile = {**RECEIPT, "applicant": {"name": '#panic("x") *đậm* $x$ <a> @b'}}

    assert typeset.render("form-01", hostile, demo=True).pdf
