"""The population register is down while somebody declares: done by hand now, checked later."""

from __future__ import annotations

from datetime import timedelta

from by_hand import Known, Parent, fill_in_by_hand
from cast import HUONG, Cast
from people import Child, Citizen
from playwright.sync_api import expect

PHONG = Citizen("Ngần Văn Phong", "017201190271")
KNOWN = Known(
    mother=Parent("mẹ", HUONG, "02/12/2003", "Thái", "Xóm Poom Coọng"),
    father=Parent("cha", PHONG, "06/06/2001", "Thái", "Xóm Poom Coọng"),
    child=Child("Hà Bảo Châu", "17001.GCS.00003.26"),
)


def test_what_was_declared_by_hand_is_verified_when_the_register_is_back(cast: Cast):
    mother, official = cast.citizen(HUONG), cast.justice_official
    with cast.sandbox.broken("dancu"):
        mother.begins()
        mother.reads("Chưa tra cứu được dữ liệu dân cư. Ông/bà tự điền")
        fill_in_by_hand(mother, KNOWN)
        code = mother.submits()
        official.looks_up(code)
        official.waits_to_read("Chưa kết nối được, sẽ tự tra cứu lại")
        expect(official.verified("Mẹ")).to_have_count(0)
    cast.sandbox.moves_time_on(timedelta(minutes=2))
    official.sees_verified("Mẹ", "Cha")
