import zlib
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from motcua.papers.tests.samples import RECEIPT
from motcua.papers.typeset import render
from motcua.papers.uploads import LARGEST_KEPT, Accepted, Kind, Refused, accept

MEGABYTE = 1024 * 1024


def a_page(size=(1200, 1600)):
    """A white page with lines of print-like marks."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    for y in range(60, size[1] - 60, 40):
        for x in range(60, size[0] - 60, 22):
            draw.rectangle((x, y, x + (x * y) % 14 + 3, y + 14), fill="black")
    return page


def as_bytes(picture, kind="JPEG", **options):
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def a_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body = b"%PDF-1.7\n" + b"".join(b"1 0 obj\n%b\nendobj\n" % o for o in objects)
    return body + b"trailer\n<</Root 1 0 R " + trailer + b">>\nstartxref\n9\n%%EOF"


def an_object_stream(inside: bytes) -> bytes:
    packed = zlib.compress(b"11 0 " + inside)
    return b"<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        len(packed),
        packed,
    )


def test_a_photograph_is_turned_upright_and_forgets_where_it_was_taken():
    sideways = a_page().rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # hold it a quarter turn clockwise
    exif[0x010F] = "Máy ảnh của tôi"
    exif.get_ifd(0x8825)[2] = (20.0, 39.0, 40.0)  # where

    kept = accept(as_bytes(sideways, exif=exif), "IMG_0001.JPG")

    assert isinstance(kept, Accepted)
    picture = Image.open(BytesIO(kept.content))
    assert picture.height > picture.width
    assert not picture.getexif()
    assert b"Exif" not in kept.content


def test_a_large_photograph_is_shrunk_and_stays_readable():
    kept = accept(as_bytes(a_page((4800, 6400)), quality=98), "chung-sinh.jpg")

    assert isinstance(kept, Accepted)
    assert kept.kind is Kind.PHOTOGRAPH
    assert max(Image.open(BytesIO(kept.content)).size) == 3000
    assert kept.size < 3 * MEGABYTE


def test_a_transparent_picture_lies_on_white():
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))

    kept = accept(as_bytes(clear, "PNG"), "anh.png")

    assert (kept.mime, kept.name) == ("image/jpeg", "anh.jpg")
    assert Image.open(BytesIO(kept.content)).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_picture_becomes_an_ordinary_one(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    kept = accept(as_bytes(Image.new(mode, (40, 30)), kind), "a")

    assert Image.open(BytesIO(kept.content)).mode == "RGB"


def test_a_sharp_page_gets_no_advice_and_a_blurred_one_does():
    sharp = accept(as_bytes(a_page()), "a.jpg")
    blurred = accept(as_bytes(a_page().filter(ImageFilter.GaussianBlur(9))), "b.jpg")

    assert sharp.advice == ""
    assert "mờ" in blurred.advice


def test_a_picture_of_one_point_is_advised_against():
    assert "mờ" in accept(as_bytes(Image.new("RGB", (1, 1))), "a.jpg").advice


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused():
    bomb = as_bytes(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < MEGABYTE

    assert "đã thử thu nhỏ nhưng chưa được" in accept(bomb, "anh.png").sentence


def test_a_thirty_megabyte_upload_is_told_the_limit():
    big = b"%PDF-1.7\n" + b"0" * 30 * MEGABYTE

    assert accept(big, "ho-so.pdf").sentence.startswith("Tệp quá lớn (tối đa 20 MB)")


def test_a_photograph_above_the_limit_is_shrunk_instead_of_refused():
    noise = Image.effect_noise((5600, 4200), 80).convert("RGB")
    photograph = as_bytes(noise, quality=97)
    assert len(photograph) > LARGEST_KEPT

    kept = accept(photograph, "anh.jpg")

    assert isinstance(kept, Accepted)
    assert kept.size < LARGEST_KEPT


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "giay-chung-sinh.pdf"),
        (b"<html><script>alert(1)</script></html>", "anh.jpg"),
        (b"PK\x03\x04" + b"\0" * 200, "to-khai.jpg"),
        (b"GIF89a" + b"\0" * 200, "anh.png"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "anh.jpeg"),
    ],
)
def test_a_disguised_file_is_known_by_its_content(content, name):
    refused = accept(content, name)

    assert "không phải là ảnh JPG, PNG hoặc tệp PDF" in refused.sentence


def test_a_picture_named_as_a_document_is_kept_as_the_picture_it_is():
    kept = accept(as_bytes(a_page()), "giay-chung-sinh.pdf")

    assert (kept.mime, kept.name) == ("image/jpeg", "giay-chung-sinh.jpg")


def test_a_heic_photograph_is_told_what_to_set_on_the_phone():
    assert "HEIC" in accept(b"\0\0\0\x18ftypheic" + b"\0" * 100, "IMG_1.HEIC").sentence


def test_a_cut_off_photograph_is_refused():
    whole = as_bytes(a_page())

    assert "bị hỏng" in accept(whole[: len(whole) // 2], "a.jpg").sentence


def test_nothing_is_not_a_paper():
    assert "không có nội dung" in accept(b"", "a.pdf").sentence


def test_an_ordinary_pdf_is_kept_byte_for_byte_and_its_pages_counted():
    long = render("form-01", {**RECEIPT, "papers": RECEIPT["papers"] * 40}, demo=True).pdf

    kept = accept(long, "giấy tiếp nhận.PDF")

    assert (kept.kind, kept.mime, kept.content) == (Kind.DOCUMENT, "application/pdf", long)
    assert kept.pages == 3
    assert kept.name == "giấy tiếp nhận.pdf"


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (a_pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "mã lệnh"),
        (a_pdf(b"<</S/Java#53cript/JS(app.alert(1))>>"), "mã lệnh"),
        (a_pdf(an_object_stream(b"<</S/JavaScript/JS(x)>>")), "mã lệnh"),
        (a_pdf(an_object_stream(b"<</S/#4aavaScript/JS(x)>>")), "mã lệnh"),
        (a_pdf(b"<</S/Launch/F(cmd.exe)>>"), "mã lệnh"),
        (a_pdf(b"<</Names<</EmbeddedFiles 2 0 R>>>>"), "đính kèm"),
        (a_pdf(an_object_stream(b"<</Type/Filespec/EF<</F 3 0 R>>/EmbeddedFile>>")), "đính kèm"),
        (a_pdf(b"<</Type/Catalog>>", trailer=b"/Encrypt 2 0 R"), "mật khẩu"),
        (a_pdf(b"<</Type/ObjStm/Filter/LZWDecode>>\nstream\nxyz\nendstream"), "bị hỏng"),
        (a_pdf(b"<</Type/Catalog>>")[:-12], "bị hỏng"),
    ],
)
def test_what_an_honest_scan_never_holds_is_refused_and_named(pdf, said):
    assert said in accept(pdf, "a.pdf").sentence


def test_a_pdf_that_unfolds_without_end_is_refused():
    bomb = a_pdf(an_object_stream(b"0 " * 40 * MEGABYTE))
    assert len(bomb) < MEGABYTE

    assert "bị hỏng" in accept(bomb, "a.pdf").sentence


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\An\\giấy khai sinh.pdf", "giấy khai sinh.pdf"),
        ("anh\u202egpj.exe", "anhgpj.pdf"),
        ("Hồ sơ\r\nX-Header: 1.pdf", "Hồ sơX-Header 1.pdf"),
        ('"><script>.pdf', "script.pdf"),
        ("", "giay-to.pdf"),
        ("....", "giay-to.pdf"),
        ("Giấy chứng sinh".encode().decode() + ".pdf", "Giấy chứng sinh.pdf"),
        ("x" * 400 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_to_keep(declared, kept):
    assert accept(a_pdf(b"<</Type/Catalog>>"), declared).name == kept


@settings(deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]),
    st.binary(max_size=300),
    st.text(),
)
@example(b"\x89PNG\r\n\x1a\n", b"\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x02\0\0\0", "a")
def test_no_upload_makes_the_examination_fail(start, rest, name):
    found = accept(start + rest, name)

    assert isinstance(found, Refused) == (not isinstance(found, Accepted))
