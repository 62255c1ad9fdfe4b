"""Pages that no journey passes: opened by whoever may, and looked at like all the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import Cast
from people import BIRTH

PLAIN_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    b"0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)
OPEN_TO_ALL = ("/", "/search/?q=khai+sinh", "/search/?q=xyz", f"/procedures/{BIRTH}/", "/sign-in/")


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_open_to_all_has_no_fault(cast: Cast, path: str):
    assert cast.passer_by.open(path) == 200


def test_a_life_event_leads_to_its_procedures(cast: Cast):
    cast.passer_by.open("/")
    cast.passer_by.leave_by(cast.passer_by.page.locator("a[href^='/life-events/']").first)


@pytest.mark.parametrize(
    "path",
    [
        "/me/lookups/", "/me/notices/", "/me/notices/choices/", "/help/", "/complain/",
        "/me/complaints/",
    ],
)  # fmt: skip
def test_a_page_of_ones_own_has_no_fault(cast: Cast, path: str):
    assert cast.father.opens(path) == 200


@pytest.mark.parametrize("path", ["/", "/messages/", "/refused/"])
def test_a_page_of_the_hub_has_no_fault(cast: Cast, path: str):
    assert cast.overseer.open(path) == 200


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("head", "centre/"), ("head", "absences/"), ("head", "book/"), ("head", "complaints/"),
        ("administrator", "administration/"), ("administrator", "administration/agencies/"),
        ("administrator", "administration/agencies/merge/"),
        ("administrator", "administration/officials/new/"),
    ],
)  # fmt: skip
def test_a_page_of_the_desk_has_no_fault(cast: Cast, role: str, path: str):
    assert getattr(cast, role).open(f"/desk/{path}") == 200


def test_a_group_of_the_list_is_kept_under_a_name_and_dropped(cast: Cast):
    head = cast.head
    head.open("/desk/?tab=uncollected")
    head.write("Tên bộ lọc", "Cần gọi điện")
    head.press("Lưu bộ lọc")
    head.open("/desk/")
    head.follow("Cần gọi điện")
    assert "tab=uncollected" in head.page.url
    head.press("Xóa bộ lọc Cần gọi điện")
    head.does_not_read("Cần gọi điện")


def test_a_file_without_signatures_is_checked_and_said_to_prove_nothing(cast: Cast, tmp_path: Path):
    file = tmp_path / "giay.pdf"
    file.write_bytes(PLAIN_PDF)
    passer_by = cast.passer_by
    passer_by.open("/check/")
    passer_by.page.get_by_label("Tệp PDF").set_input_files(file)
    passer_by.press("Kiểm tra tệp")
    passer_by.waits_to_read("Kết quả kiểm tra tệp")
