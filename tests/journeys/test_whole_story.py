"""The first journey: from a mother's declaration to a certificate that the nation knows of."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cast import DUNG, Cast
from people import Child, plain

GIRL = Child("Bùi Khà Minh An", "17029.GCS.00412.26", after="Theo cha")
MISSING = "Gửi ảnh Giấy chứng nhận kết hôn"
WRONG = "Tên đệm ghi là Minh, đúng là Mính."


@dataclass(frozen=True)
class Story:
    """What has happened: the dossier's code, the child's new number, both papers."""

    code: str
    personal_id: str
    draft: Path
    certificate: Path


@pytest.fixture(scope="module")
def story(whole_cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("papers")
    code = _declare(whole_cast)
    draft = _agree_on_draft(whole_cast, code, folder)
    personal_id = _register_and_issue(whole_cast, code)
    whole_cast.mother.follows(code)
    certificate = whole_cast.mother.download("Tải kết quả bản điện tử", folder)
    return Story(code, personal_id, draft, certificate)


def _declare(cast: Cast) -> str:
    mother = cast.mother
    code = mother.declares(GIRL, copies=2)
    mother.reads("Dự kiến trả kết quả", "sau khi nộp phí, lệ phí")
    mother.pays()
    mother.reads("16.000 đồng")
    mother.waits_to_read("Đã thanh toán")
    return code


def _agree_on_draft(cast: Cast, code: str, folder: Path) -> Path:
    mother, official = cast.mother, cast.justice_official
    cast.receiver.receives(code)
    official.looks_up(code)
    official.sees_verified("Mẹ", "Cha và mẹ: đăng ký kết hôn")
    official.requests_supplement(code, MISSING)
    mother.follows(code)
    mother.reads(MISSING, "Đang tạm dừng tính thời hạn")
    mother.answers_supplement(code, "Số 41, đăng ký ngày 10/10/2024.")
    official.sends_draft(code)
    draft = mother.reads_draft(code, folder)
    mother.asks_for_correction(code, WRONG)
    official.finds(code)
    official.reads(WRONG)
    official.sends_draft(code)
    mother.agrees_to_draft(code)
    return draft


def _register_and_issue(cast: Cast, code: str) -> str:
    personal_id = cast.justice_official.enters_in_register(code)
    cast.justice_official.submits_for_signature(code)
    cast.vice_chair.signs(code)
    cast.clerk.issues(code)
    cast.receiver.hands_over(code)
    return personal_id


def test_most_of_the_form_is_filled_in_for_the_mother(cast: Cast, story: Story):
    official = cast.justice_official
    official.looks_up(story.code)
    by_herself = official.main.get_by_text("Tự khai", exact=True).count()
    from_registers = official.main.locator("td", has_text=re.compile("Lấy từ|Đã xác thực")).count()
    assert from_registers > 2 * by_herself


def test_the_child_has_a_personal_id_of_the_register(cast: Cast, story: Story):
    assert story.personal_id.startswith("025326"), "Phú Thọ, a girl born in 2026"
    assert story.personal_id in _text(story.certificate)


def test_the_certificate_carries_both_signatures_and_the_demo_mark(cast: Cast, story: Story):
    said = subprocess.run(
        ["pdfsig", "-nocert", story.certificate], capture_output=True, text=True, check=True
    ).stdout
    assert said.count("Signature is Valid.") == 2
    assert "Nguyễn Quốc Huy" in said
    for paper in (story.certificate, story.draft):
        assert "BẢN TRÌNH DIỄN" in _text(paper)
    assert DUNG.name.upper() in _text(story.certificate).upper()
    assert GIRL.name.upper() in _text(story.certificate).upper()


def test_anybody_can_check_the_certificate_by_its_code(cast: Cast, story: Story):
    passer_by = cast.passer_by
    passer_by.open("/check/")
    passer_by.write("Mã kiểm tra", _check_code(story.certificate))
    passer_by.press("Kiểm tra mã")
    passer_by.reads("Giấy tờ có thật và đang có hiệu lực", "Ủy ban nhân dân xã Mai Châu")


def test_the_mother_rates_how_she_was_served_once(cast: Cast, story: Story):
    cast.mother.rates(story.code, "Rất hài lòng")
    cast.mother.does_not_read("Ông/bà có hài lòng")


def test_the_father_sees_the_dossier_and_a_stranger_does_not(cast: Cast, story: Story):
    assert cast.father.follows(story.code) == 200
    cast.father.reads("Đã trả kết quả", GIRL.name)
    cast.stranger.opens("/me/")
    assert cast.stranger.follows(story.code) == 404
    cast.stranger.does_not_read(GIRL.name)


def test_a_dossier_is_followed_without_signing_in(cast: Cast, story: Story):
    passer_by = cast.passer_by
    passer_by.open("/track/")
    passer_by.write("Mã hồ sơ", story.code)
    passer_by.write("4 số cuối của số định danh cá nhân", DUNG.personal_id[-4:])
    passer_by.press("Tra cứu")
    passer_by.reads(plain(story.code), "Đã trả kết quả")
    passer_by.does_not_read(GIRL.name)


def test_the_hub_knows_every_step(cast: Cast, story: Story):
    overseer = cast.overseer
    overseer.open(f"/dossiers/{story.code}/")
    overseer.waits_to_read("Đã trả kết quả")
    overseer.reads("Mới đăng ký", "Được tiếp nhận", "Yêu cầu bổ sung giấy tờ", "Đã xử lý xong")


def _text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True)
    return done.stdout


def _check_code(pdf: Path) -> str:
    found = re.search(r"\b[0-9a-z]{26}\b", _text(pdf))
    assert found
    return found[0]
