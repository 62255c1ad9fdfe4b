from dataclasses import replace

import pytest

from motcua.dossiers.events import Event
from motcua.dossiers.national_rows import moment, progress, snapshot
from motcua.dossiers.phases import WIRE_STATUS, Phase
from motcua.dossiers.tests.cast import MOTHER, SPECIALIST, a_dossier, at, received

NAMES = {
    "procedure": "Thủ tục đăng ký khai sinh", "field_code": "G15-TP07", "field": "Hộ tịch",
    "agency": "Ủy ban nhân dân xã Mai Châu", "subject": "Bùi Khà Minh An",
}  # fmt: skip
FILER = {
    "part": "filer", "full_name": "Khà Thị Dung", "personal_id": "017199004127",
    "phone": "0912345678", "tech_id": "T-1", "level": "2",
}  # fmt: skip
CHILD = {"part": "owner", "full_name": "Bùi Khà Minh An", "personal_id": ""}


def told(dossier, **more):
    more = {"people": [FILER, CHILD], "fees": [], "results": [], **more}
    return snapshot(dossier, names=NAMES, **more)


@pytest.mark.parametrize("phase", list(Phase))
def test_a_status_is_never_told_as_another(phase):
    row = told(replace(received(), phase=phase))
    assert row["TrangThaiHoSo"] == str(WIRE_STATUS[phase])


def test_an_identity_that_is_not_known_is_left_out_and_not_made_up():
    assert told(a_dossier())["DinhDanhCHS"] == []
    assert told(a_dossier(), people=[FILER])["DinhDanhCHS"] == [
        {"LoaiDinhDanh": "1", "SoDinhDanh": "017199004127"}
    ]


def test_a_register_is_named_as_consulted_only_when_it_was():
    assert told(a_dossier())["DSKetNoiCSDL"] == []
    assert told(a_dossier(), consulted=True)["DSKetNoiCSDL"] == [{"MaCSDL": "7"}]


def test_the_account_id_goes_along_only_with_what_was_filed_online():
    assert told(a_dossier())["MaDoiTuong"] == "T-1"
    assert told(a_dossier(channel="counter"))["MaDoiTuong"] == ""


def test_times_are_local_and_of_24_hours():
    assert moment(at(23, 17, 5)) == "20261123170500"
    row = told(received())
    assert (row["NgayTiepNhan"], row["NgayHenTra"]) == ("20261123090000", "20261123170000")
    assert row["NgayTra"] == ""


def test_a_progress_row_names_the_official_and_never_the_applicant():
    event = Event(kind="draft_sent", at=at(23, 10), actor=SPECIALIST)
    assert progress("X", event, Phase.PROCESSING, "UBND")["NguoiXuLy"] == SPECIALIST.name
    declared = Event(kind="submitted", at=at(23, 8), actor=replace(MOTHER, name=""))
    assert progress("X", declared, Phase.SUBMITTED, "")["NguoiXuLy"] == "Người yêu cầu"
