"""Today's topology: a mother files on the national portal, and her commune works on it."""

from __future__ import annotations

import re

from cast import Cast
from people import CODE, Applicant, Child, Citizen, plain
from playwright.sync_api import expect

HA_DUNG = Citizen("Hà Thị Dung", "017188370511")
GIRL = Child("Hà Khánh Ly", "17001.GCS.00055.26")
PORTAL_CODE = re.compile(r"G22\.99-\d{6}-\d{4}")


def test_what_is_filed_on_the_national_portal_is_received_by_the_commune(cast: Cast):
    home = f"{cast.stack.hub}/portal"
    mother = Applicant(cast.profile(), home, cast.probe, HA_DUNG)
    mother.begins()
    mother.fills_in(GIRL)
    mother.press("Nộp hồ sơ")
    mother.heads("Đã nộp hồ sơ")
    filed = PORTAL_CODE.search(mother.page.url)
    assert filed

    mother.open(f"/dossiers/{filed[0]}/")
    mother.waits_to_read("Mã hồ sơ tại nơi giải quyết")
    link = mother.page.get_by_role("link", name="Xem hồ sơ trên cổng của nơi giải quyết")
    found = CODE.search(link.get_attribute("href") or "")
    assert found
    code = found[0]

    cast.receiver.receives(code)
    mother.waits_to_read("Đã tiếp nhận hồ sơ")
    mother.open("/me/")
    mother.reads(plain(filed[0]), "Đang giải quyết", "17:00 ngày 23/11/2026")

    mother.open(f"/dossiers/{filed[0]}/")
    mother.follow("Xem hồ sơ trên cổng của nơi giải quyết")
    mother.signs_in()
    expect(mother.page).to_have_url(f"{cast.stack.node}/dossiers/{code}/")
    mother.reads("Hà Khánh Ly", plain(code))
