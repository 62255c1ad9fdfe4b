"""A delegate files for an organisation, its representative follows and ends the mandate."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cast import CENTRE, VI_HOA, Cast
from people import Applicant, plain
from PIL import Image

EXTRACT = "/procedures/2.000635/start/"
ORGANISATION = f"Tổ chức: {CENTRE.name}"


def _acts_for_it(delegate: Applicant) -> None:
    delegate.open(EXTRACT)
    delegate.signs_in()
    delegate.heads("Nộp với tư cách")
    delegate.choose("Nộp với tư cách", ORGANISATION)
    delegate.press("Tiếp tục")


def _asks(delegate: Applicant, letter: Path) -> str:
    delegate.reads(f"Ông/bà nộp thay {CENTRE.name}")
    delegate.press("Bắt đầu khai")
    delegate.heads("Người yêu cầu")
    delegate.reads(CENTRE.name, VI_HOA.name)
    delegate.choose("Ông/bà yêu cầu bản sao của ai?", "Của người mà tổ chức có thẩm quyền yêu cầu")
    delegate.press(re.compile("^Chụp ảnh hoặc chọn tệp"))
    delegate.page.get_by_label("Hoặc chọn tệp").set_input_files(letter)
    delegate.press("Tải lên")
    delegate.press("Xong, quay lại tờ khai")
    delegate.goes_on()
    delegate.heads("Việc hộ tịch đã đăng ký")
    delegate.choose("Loại bản sao", "Trích lục khai sinh")
    delegate.write("Họ, chữ đệm, tên người có tên trong sổ", "Khà Văn Minh")
    delegate.write_date("Ngày, tháng, năm sinh", "01/06/2015")
    delegate.write_place("Nơi đã đăng ký", "Mai Châu")
    delegate.goes_on()
    delegate.heads("Cơ quan giải quyết")
    delegate.choose("Chọn cơ quan giải quyết", "Nơi đã đăng ký")
    delegate.goes_on()
    delegate.heads("Số bản và nhận kết quả")
    delegate.choose("Hình thức nhận kết quả", "Chỉ nhận bản điện tử")
    delegate.goes_on()
    delegate.declares_it_true()
    return delegate.submits()


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    picture = tmp_path_factory.mktemp("letter") / "cong-van.jpg"
    Image.effect_noise((1000, 1400), 90).save(picture)
    return picture


def _leaves(delegate: Applicant, representative: Applicant, code: str) -> None:
    representative.opens("/me/")
    representative.heads("Hồ sơ của tổ chức")
    representative.reads(plain(code))
    representative.follow("Người được ủy quyền của tổ chức")
    representative.waits_to_read("Theo Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp")
    representative.reads("Không có trong cơ sở dữ liệu đăng ký", "vẫn nộp được hồ sơ")
    representative.press(f"Chấm dứt ngay {VI_HOA.name}")
    representative.reads("Đã chấm dứt ủy quyền của Vì Thị Hoa")
    assert delegate.open(f"/dossiers/{code}/") == 404
    delegate.open("/me/")
    delegate.heads("Hồ sơ của tôi")
    delegate.does_not_read(plain(code))


def _is_named_again(delegate: Applicant, representative: Applicant, code: str) -> None:
    representative.write("Số định danh cá nhân", "0171900")
    representative.press("Ủy quyền")
    representative.reads("Đề nghị chọn thủ tục được nộp thay")
    representative.write("Số định danh cá nhân", VI_HOA.personal_id)
    representative.write("Họ, chữ đệm, tên", VI_HOA.name)
    representative.page.get_by_label("Cấp bản sao Trích lục hộ tịch").check()
    representative.write("Đến hết ngày", "31/12/2026")
    representative.press("Ủy quyền")
    representative.reads(f"Đã ủy quyền cho {VI_HOA.name}")
    delegate.follow("Nộp với tư cách tổ chức")
    delegate.choose("Nộp với tư cách", ORGANISATION)
    delegate.press("Tiếp tục")
    assert delegate.open(f"/dossiers/{code}/") == 200


def test_the_national_portal_was_told_of_the_mandate(cast: Cast):
    delegate = Applicant(cast.profile(), f"{cast.stack.hub}/portal", cast.probe, VI_HOA)
    delegate.opens("/acting/")
    delegate.waits_for(delegate.page.get_by_label(ORGANISATION))
    delegate.choose("Nộp với tư cách", ORGANISATION)
    delegate.press("Tiếp tục")
    delegate.open("/me/")
    delegate.heads("Hồ sơ của tổ chức")


def test_a_delegate_files_for_an_organisation_as_long_as_it_lets_them(cast: Cast, letter: Path):
    delegate, representative = cast.citizen(VI_HOA), cast.citizen(CENTRE)
    _acts_for_it(delegate)
    code = _asks(delegate, letter)
    delegate.pays()
    delegate.follows(code)
    delegate.reads("Vì Thị Hoa, được ủy quyền của Trung tâm Công tác xã hội Mai Châu")
    cast.receiver.receives(code)
    cast.receiver.reads("Người được tổ chức ủy quyền", VI_HOA.name, CENTRE.name)
    cast.receiver.waits_to_read("đơn vị sự nghiệp công lập không đăng ký doanh nghiệp")
    _leaves(delegate, representative, code)
    _is_named_again(delegate, representative, code)


def test_what_an_organisation_may_not_file_is_said(cast: Cast):
    representative = cast.citizen(CENTRE)
    representative.opens("/procedures/1.001193/start/")
    representative.reads("không nộp được thủ tục này")
