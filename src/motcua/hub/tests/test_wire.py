import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.hub.models import DeadLetter, HubDossier, HubProgress, Message
from motcua.hub.tests.wires import CODE, Province, a_dossier, a_step

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.urls_hub")]


@pytest.fixture
def province() -> Province:
    return Province()


def test_a_dossier_is_stored_as_received_and_folded(province):
    assert province.send(a_dossier())["error_code"] == "0"
    found = HubDossier.objects.get()
    assert (found.code, found.agency, found.status) == (CODE, "H44.28.05", 2)
    assert f"{found.due_at:%Y-%m-%d %H:%M %Z}" == "2026-11-23 10:00 UTC"
    assert '"TrangThaiHoSo": "2"' in Message.objects.get().body


def test_the_session_token_is_not_kept_with_the_message(province):
    province.send(a_dossier())
    assert province.session not in Message.objects.get().body


def test_an_update_changes_the_row_and_keeps_every_message(province):
    province.send(a_dossier())
    province.send(a_dossier(TrangThaiHoSo="9", NgayKetThucXuLy="20261123160000"), updating="True")
    assert HubDossier.objects.get().status == 9
    assert Message.objects.count() == 2


def test_a_dossier_sent_twice_is_answered_as_a_duplicate(province):
    province.send(a_dossier())
    answer = province.send(a_dossier())
    assert (answer["error_code"], answer["message"]) == ("3", f"Hồ sơ {CODE} đã tồn tại")
    assert Message.objects.count() == 1


def test_a_step_sent_twice_is_there_once(province):
    province.send(a_dossier())
    assert province.tell(a_step())["error_code"] == "0"
    assert province.tell(a_step())["error_code"] == "3"
    assert province.tell(a_step(), a_step(TrangThai="5"))["error_code"] == "0"
    assert HubProgress.objects.count() == 2


def test_steps_come_only_after_their_dossier(province):
    assert province.tell(a_step())["error_code"] == "5"
    assert not Message.objects.exists()


def test_a_message_is_taken_whole_or_not_at_all(province):
    good, bad = a_dossier(), a_dossier(MaHoSo="H44.28.05-261123-0008", TrangThaiHoSo="11")
    assert province.send(good, bad)["error_code"] == "4"
    assert not HubDossier.objects.exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"MaHoSo": None}, "MaHoSo"),
        ({"MaHoSo": "abc"}, "MaHoSo"),
        ({"MaHoSo": True}, "MaHoSo"),
        ({"MaTTHC": ""}, "MaTTHC"),
        ({"MaTTHC": {"a": 1}}, "MaTTHC"),
        ({"TrangThaiHoSo": "0"}, "TrangThaiHoSo"),
        ({"TrangThaiHoSo": "²"}, "TrangThaiHoSo"),
        ({"KenhThucHien": "4"}, "KenhThucHien"),
        ({"NgayHenTra": "23/11/2026"}, "NgayHenTra"),
        ({"NgayHenTra": "20261123250000"}, "NgayHenTra"),
        ({"DonViXuLy": "x" * 401}, "DonViXuLy"),
        ({"DonViXuLy": "a\x00b"}, "DonViXuLy"),
        ({"DonViXuLy": "\ud800"}, "DonViXuLy"),
        ({"TrichYeuHoSo": "x" * 1001}, "TrichYeuHoSo"),
    ],
)
def test_a_wrong_field_is_refused_by_name_and_kept_as_a_dead_letter(province, change, named):
    import json

    body = {
        "session": province.session, "madonvi": "H44", "service": "DongBoHoSoMC",
        "isUpdating": "False", "data": [a_dossier(**change)],
    }  # fmt: skip
    answer = province.post("/ndxp/integration", json.dumps(body).encode())
    assert answer["error_code"] == "4"
    assert f"Trường {named}" in answer["message"]
    assert DeadLetter.objects.get().reason == answer["message"]


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b'"x"', b"{" * 100_000, b'{"session": 1}', b'{"data": 1}']
)
def test_what_is_no_message_is_refused_and_kept(province, body):
    assert province.post("/ndxp/integration", body)["error_code"] in {"1", "4"}
    assert DeadLetter.objects.count() == 1


def test_a_message_of_megabytes_is_refused(province):
    assert province.post("/ndxp/integration", b" " * 3_000_000)["message"] == "Bản tin quá lớn"


def test_a_forged_session_is_refused(province):
    province.session = "forged"
    assert province.send(a_dossier())["error_code"] == "1"


def test_a_session_that_has_ended_is_refused(province):
    from motcua.hub.models import HubSession

    HubSession.objects.update(expires_at="2020-01-01T00:00:00Z")
    assert province.send(a_dossier())["error_code"] == "1"


def test_another_province_s_dossiers_are_refused_and_not_shown(province):
    province.send(a_dossier())
    other = Province("H17")
    assert other.send(a_dossier())["error_code"] == "2"
    assert other.call("/ndxp/share", service="TraCuuHoSo", mahoso=CODE)["result"] == []
    other.agency = "H44"
    assert other.send(a_dossier())["error_code"] == "2"


def test_a_wrong_secret_opens_no_session(province):
    answer = province.post("/ndxp/login", {"username": "H44", "password": "wrong"})
    assert answer["error_code"] == 1
    assert "session" not in answer


def test_a_new_secret_replaces_the_old_one(province):
    from motcua.hub import sessions

    sessions.keep_account("H44", "H44", "Tỉnh", "another long secret")
    answer = province.post("/ndxp/login", {"username": "H44", "password": "a long secret"})
    assert answer["error_code"] == 1


def test_a_producer_can_ask_whether_its_dossier_is_known(province):
    assert province.call("/ndxp/share", service="TraCuuHoSo", mahoso=CODE)["result"] == []
    province.send(a_dossier())
    (row,) = province.call("/ndxp/share", service="TraCuuHoSo", mahoso=CODE)["result"]
    assert row["TrangThaiHoSo"] == "2"


def test_procedures_are_listed_and_described(province):
    listed = province.call("/ndxp/share", service="LayDanhSachTTHC")["result"]
    assert {"MATTHC": "1.001193", "TENTTHC": "Thủ tục đăng ký khai sinh"} in listed
    for code in ("1.001193", "1.001193.000.00.00.H44"):
        (found,) = province.call("/ndxp/share", service="LayThuTuc", maTTHC=code)["result"]
        assert found["THANHPHANHOSO"][0]["GIAYTO"]
    assert province.call("/ndxp/share", service="LayThuTuc", maTTHC="9.9")["result"] == []
    assert province.call("/ndxp/share", service="LayThuTuc", maTTHC=1)["error_code"] == "4"


def test_an_unknown_service_is_said_to_be_unknown(province):
    assert province.call("/ndxp/share", service="Khac")["error_code"] == "6"
    assert province.call("/ndxp/integration", service="Khac")["error_code"] == "6"


@pytest.mark.parametrize("verb", ["UPDATE hub_message SET body = ''", "DELETE FROM hub_message"])
def test_what_was_received_can_be_neither_changed_nor_deleted(province, verb):
    province.send(a_dossier())
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)


MESSAGES = st.lists(st.tuples(st.sampled_from(["update", "step"]), st.integers(1, 10)), max_size=8)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(MESSAGES)
def test_steps_fold_to_the_same_rows_however_often_and_in_whatever_order(province, history):
    with transaction.atomic():
        province.send(a_dossier())
        for kind, status in history:
            if kind == "step":
                province.tell(a_step(TrangThai=str(status)))
            else:
                province.send(a_dossier(TrangThaiHoSo=str(status)), updating="True")
        for _, status in sorted(one for one in history if one[0] == "step"):
            province.tell(a_step(TrangThai=str(status)))
        steps = {status for kind, status in history if kind == "step"}
        states = [status for kind, status in history if kind == "update"]
        assert sorted(HubProgress.objects.values_list("status", flat=True)) == sorted(steps)
        assert HubDossier.objects.get().status == [2, *states][-1]
        transaction.set_rollback(True)
