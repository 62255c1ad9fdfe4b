from __future__ import annotations

import re

from running import Sandbox


def look_up(sandbox: Sandbox, **asked: str) -> dict[str, object]:
    return sandbox.http.get("/chungsinh", params=asked).json()


def test_the_notice_of_the_demo_mother_tells_of_her_newborn(sandbox: Sandbox) -> None:
    notice = look_up(sandbox, maGCS="17029.GCS.00412.26")["data"]
    assert notice["meHoTen"] == "Khà Thị Dung"
    assert (notice["nksNgaySinh"], notice["nksGioSinh"]) == ("20.11.2026", "05:40")
    assert notice["nksNoiSinh"] == "Trung tâm Y tế khu vực Mai Châu"
    assert notice["nksGioiTinh"] == "2"


def test_a_notice_is_found_by_its_mother(sandbox: Sandbox) -> None:
    notice = look_up(sandbox, meSoDDCN="017196005530")["data"]
    assert notice["meHoTen"] == "Giàng Thị Mỷ"
    assert re.fullmatch(r"\d{5}\.GCS\.\d{5}\.\d\d", notice["maGCS"])


def test_a_notice_may_be_asked_for_by_post(sandbox: Sandbox) -> None:
    answer = sandbox.http.post("/chungsinh/traCuu", json={"maGCS": "17001.GCS.00001.26"}).json()
    assert answer["errorCode"] == "0"


def test_an_unknown_notice_is_answered_with_a_code(sandbox: Sandbox) -> None:
    assert look_up(sandbox, maGCS="00000.GCS.00000.26")["errorCode"] == "404"
    assert look_up(sandbox)["errorCode"] == "400"
