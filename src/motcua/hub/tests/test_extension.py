import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.hub.models import DeadLetter, HubDossier, HubProgress, Message, MessageItem
from motcua.hub.tests.wires import CODE, Province, a_dossier, a_step, codes
from motcua.kernel.parity import stored_digest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.urls_hub")]
OTHER = "H44.28.05-261123-0008"


@pytest.fixture
def province() -> Province:
    return Province()


def test_each_item_is_answered_with_the_digest_of_what_is_stored(province):
    first, second = a_dossier(), a_dossier(MaHoSo=OTHER)
    answers = province.snapshots((first, 3), (second, 1))
    assert answers == [
        {
            "MaHoSo": item["MaHoSo"], "MC_TrinhTu": sequence, "MC_MaLoi": "0", "MC_ThongBao": "",
            "MC_DaLuu": stored_digest(item),
        }
        for item, sequence in [(first, 3), (second, 1)]
    ]  # fmt: skip
    held = HubDossier.objects.values_list("code", "sequence", "digest")
    assert set(held) == {(CODE, 3, stored_digest(first)), (OTHER, 1, stored_digest(second))}


def test_a_bad_item_is_kept_aside_and_holds_up_no_other(province):
    bad = a_dossier(TrangThaiHoSo="11")
    foreign = a_dossier(MaHoSo="H17.28.05-261123-0001")
    answers = province.snapshots((bad, 1), (a_dossier(MaHoSo=OTHER), 1), (foreign, 1), ({}, 2))
    assert codes(answers) == ["4", "0", "2", "4"]
    assert [bool(one["MC_ThongBao"]) for one in answers] == [True, False, True, True]
    assert [one["MC_DaLuu"] != "" for one in answers] == [False, True, False, False]
    assert HubDossier.objects.get().code == OTHER
    letters = DeadLetter.objects.order_by("id").values_list("dossier", "code")
    assert list(letters) == [(CODE, "4"), ("H17.28.05-261123-0001", "2"), ("", "4")]
    assert MessageItem.objects.get().position == 1


@pytest.mark.parametrize("sequence", [None, 0, -1, True, "1", 1.5, 2**31, 10**30, [1], "Một"])
def test_an_item_needs_a_sequence_that_is_a_positive_number(province, sequence):
    (answer,) = province.snapshots((a_dossier(), sequence))
    assert answer["MC_MaLoi"] == "4"
    assert "MC_TrinhTu" in answer["MC_ThongBao"]


def test_an_older_snapshot_is_stored_and_not_folded(province):
    newer, older = a_dossier(TrangThaiHoSo="9"), a_dossier()
    province.snapshots((newer, 5))
    (answer,) = province.snapshots((older, 4))
    assert (answer["MC_MaLoi"], answer["MC_DaLuu"]) == ("0", stored_digest(older))
    held = HubDossier.objects.get()
    assert (held.status, held.sequence, held.digest) == (9, 5, stored_digest(newer))
    assert Message.objects.count() == 2


def test_an_item_sent_twice_changes_nothing_and_is_answered_alike(province):
    first = province.snapshots((a_dossier(), 1))
    before = HubDossier.objects.values().get()
    assert province.snapshots((a_dossier(), 1)) == first
    assert HubDossier.objects.values().get() == before
    told = province.steps((a_step(), 2))
    assert province.steps((a_step(), 2)) == told
    assert HubProgress.objects.count() == 1
    assert Message.objects.count() == 2


def test_a_corrected_item_of_the_same_event_takes_the_place_of_the_first(province):
    province.snapshots((a_dossier(), 1))
    province.snapshots((a_dossier(DonViXuLy="UBND xã"), 1))
    province.steps((a_step(), 2))
    province.steps((a_step(NoiDungXuLy="Sửa"), 2))
    assert HubDossier.objects.get().unit == "UBND xã"
    assert HubProgress.objects.get().content == "Sửa"
    assert HubDossier.objects.get().steps == 1


def test_steps_alike_of_two_events_are_two_steps(province):
    province.snapshots((a_dossier(), 1))
    assert codes(province.steps((a_step(), 2), (a_step(), 3))) == ["0", "0"]
    assert HubDossier.objects.get().steps == 2


def test_a_step_before_its_dossier_is_refused_and_accepted_after_it(province):
    (early,) = province.steps((a_step(), 2))
    assert (early["MC_MaLoi"], early["MC_DaLuu"]) == ("5", "")
    province.snapshots((a_dossier(), 1))
    assert codes(province.steps((a_step(), 2))) == ["0"]
    assert HubProgress.objects.get().sequence == 2


def test_steps_of_the_plain_wire_are_not_doubled_by_the_extension(province):
    province.send(a_dossier())
    province.tell(a_step())
    assert codes(province.steps((a_step(), 2))) == ["0"]
    assert HubProgress.objects.get().sequence == 2
    assert province.tell(a_step())["error_code"] == "3"
    assert HubDossier.objects.get().steps == 1


def test_a_snapshot_of_the_plain_wire_never_lowers_the_sequence(province):
    province.snapshots((a_dossier(), 5))
    province.send(a_dossier(TrangThaiHoSo="4"), updating="True")
    province.snapshots((a_dossier(TrangThaiHoSo="1"), 4))
    held = HubDossier.objects.get()
    assert (held.status, held.sequence) == (4, 5)


def test_a_hub_without_the_extension_answers_as_the_plain_portal(province, settings):
    settings.HUB_EXTENSION = False
    assert province.snapshots((a_dossier(), 1)) == []
    assert HubDossier.objects.get().sequence == 0
    row = province.call("/ndxp/share", service="TraCuuHoSo", mahoso=CODE, MC_MoRong="motcua-1")
    assert "MC_TrinhTu" not in row["result"][0]


def test_the_inquiry_tells_sequence_and_digest(province):
    province.snapshots((a_dossier(), 3))
    asked = {"service": "TraCuuHoSo", "mahoso": CODE, "MC_MoRong": "motcua-1"}
    (row,) = province.call("/ndxp/share", **asked)["result"]
    assert (row["MC_TrinhTu"], row["MC_DaLuu"]) == (3, stored_digest(a_dossier()))
    assert row["TrangThaiHoSo"] == "2"


def test_a_hundred_dossiers_cost_a_handful_of_statements(province):
    numbers = range(1, 101)
    of = [f"H44.28.05-261123-{number:04}" for number in numbers]
    with CaptureQueriesContext(connection) as dossiers:
        province.snapshots(*((a_dossier(MaHoSo=code), 1) for code in of))
    with CaptureQueriesContext(connection) as steps:
        province.steps(*((a_step(MaHoSo=code), 2) for code in of))
    assert HubProgress.objects.count() == 100
    assert len(dossiers) <= 6, [one["sql"][:80] for one in dossiers]
    assert len(steps) <= 8, [one["sql"][:80] for one in steps]


SNAPSHOTS = [(a_dossier(TrangThaiHoSo=str(number)), number) for number in range(1, 6)]
STEPS = [(a_step(TrangThai=str(number)), 10 + number) for number in range(1, 4)]
WAYS = st.lists(st.sampled_from([*SNAPSHOTS, *STEPS]), max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WAYS)
def test_whatever_the_order_and_however_often_the_same_rows_result(province, way):
    with transaction.atomic():
        province.snapshots(SNAPSHOTS[0])
        for item, sequence in [*way, *SNAPSHOTS, *STEPS]:
            send = province.snapshots if "TrangThaiHoSo" in item else province.steps
            assert codes(send((item, sequence))) == ["0"]
        held = HubDossier.objects.get()
        assert (held.status, held.sequence, held.steps) == (5, 5, 3)
        assert HubProgress.objects.count() == 3
        transaction.set_rollback(True)


def test_the_message_is_stored_as_received_but_for_the_session(province):
    province.snapshots((a_dossier(), 1), ({}, 1))
    stored = json.loads(Message.objects.get().body)
    assert stored["session"] == "***"
    assert stored["data"] == [{**a_dossier(), "MC_TrinhTu": 1}, {"MC_TrinhTu": 1}]
