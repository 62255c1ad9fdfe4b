"""Every field of the messages up, with every fault: refused by name, kept, and nothing stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.hub import fields
from motcua.hub.fields import Choice, Flag, Kind, Moment, Rows, Text
from motcua.hub.models import DeadLetter, HubDossier, HubProgress, Message
from motcua.hub.tests.wires import CODE, Province, a_dossier, a_step, codes
from motcua.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.urls_hub")]
GOOD = "H44.28.05-261123-0008"
SERVICES = {
    "DongBoHoSoMC": (a_dossier, fields.DOSSIER),
    "CapNhatTienDoHoSoMC": (a_step, fields.PROGRESS),
}
WRONG_TYPES = [True, 1.5, {"a": 1}, ["a"]]


@pytest.fixture
def province() -> Province:
    one = Province()
    one.snapshots((a_dossier(), 1), (a_dossier(MaHoSo=GOOD), 1))
    return one


def faults(kind: Kind) -> Iterator[tuple[str, Any]]:
    """Yield the faults of a field by name."""
    if isinstance(kind, Rows):
        yield from (("type", "x"), ("type", {"a": 1}), ("type", True), ("rows", ["x"]))
        yield "too many", [{}] * 1001
        return
    yield from (
        ("type", one) for one in WRONG_TYPES if not (isinstance(kind, Flag) and one is True)
    )
    yield "encoding", "a\x00b"
    yield "encoding", "\ud800"
    if not isinstance(kind, Text) or kind.longest < 4000:
        yield "digits", int("9" * 4001)
    if isinstance(kind, Text):
        yield "too long", "x" * (kind.longest + 1)
    if isinstance(kind, Choice | Flag):
        yield from (("choice", "99"), ("choice", "²"), ("too long", "1" * 100))
    if isinstance(kind, Moment):
        yield from (("form", "23/11/2026"), ("form", "20261123250000"), ("form", "2026112308300"))
        yield "digits", "²0261123083000"
        yield "old", "19991231235959"
        yield "far", "99991231235959"
        if kind.past:
            yield "future", f"{clock.now() + timedelta(days=2):%Y%m%d%H%M%S}"
    if getattr(kind, "needed", False):
        yield from (("missing", None), ("missing", ""), ("missing", "  "))


def walk() -> Iterator[Any]:
    """Yield service, field, fault and a changed item for each field of each message."""
    for service, (make, known) in SERVICES.items():
        for name, kind in known.items():
            for fault, value in faults(kind):
                yield service, name, fault, make(**{name: value})
            if not isinstance(kind, Rows):
                continue
            for inner, inner_kind in kind.fields.items():
                for fault, value in faults(inner_kind):
                    yield service, f"{name}.{inner}", fault, make(**{name: [{inner: value}]})


def raw(province: Province, service: str, data: list[Any], **more: Any) -> dict[str, Any]:
    """Post as JSON with escapes, which can carry what UTF-8 cannot."""
    body = {
        "session": province.session, "madonvi": "H44", "service": service,
        "isUpdating": "True", "data": data, **more,
    }  # fmt: skip
    return province.post("/ndxp/integration", json.dumps(body).encode())


def test_every_fault_of_every_field_is_refused_by_name_and_kept(province):
    tried = 0
    for service, (make, _) in SERVICES.items():
        wrong = [one for one in walk() if one[0] == service]
        for first in range(0, len(wrong), 100):
            part = wrong[first : first + 100]
            data = [{**item, "MC_TrinhTu": 5} for _, _, _, item in part]
            data.append({**make(MaHoSo=GOOD), "MC_TrinhTu": 100 + first})
            answer = raw(province, service, data, MC_MoRong="motcua-1")
            *refused, good = answer["result"]
            assert good["MC_MaLoi"] == "0"
            for (_, name, fault, _), row in zip(part, refused, strict=True):
                wanted = "9" if fault == "future" else "4"
                assert row["MC_MaLoi"] == wanted, (service, name, fault)
                assert f"Trường {name}" in row["MC_ThongBao"], (service, name, fault)
        tried += len(wrong)
    assert tried > 500
    early = sum(fault == "future" for _, _, fault, _ in walk())
    assert DeadLetter.objects.exclude(code="9").count() == tried - early
    assert HubDossier.objects.filter(sequence__gt=1).get().code == GOOD


def test_on_the_plain_wire_a_fault_refuses_its_message_and_no_other(province):
    stored = Message.objects.count()
    for service, name, fault, item in list(walk())[::7]:
        answer = raw(province, service, [item])
        assert answer["error_code"] == ("9" if fault == "future" else "4"), (service, name, fault)
        assert f"Trường {name}" in answer["message"]
    assert Message.objects.count() == stored
    assert province.send(a_dossier(TrangThaiHoSo="4"), updating="True")["error_code"] == "0"


def test_what_need_not_be_told_may_be_missing_empty_or_null(province):
    for make, known, send in [
        (a_dossier, fields.DOSSIER, province.snapshots),
        (a_step, fields.PROGRESS, province.steps),
    ]:
        full = {"MaHoSo", "MaTTHC", "TrangThaiHoSo", "ThoiDiemXuLy", "TrangThai"}
        for number, empty in enumerate([None, ""], 10):
            item = make(**{name: empty for name in known if name not in full})
            assert codes(send((item, number))) == ["0"]


def test_fields_that_nobody_knows_are_kept_and_not_refused(province):
    assert codes(province.snapshots((a_dossier(TruongMoi={"a": [1, None]}), 2))) == ["0"]
    assert "TruongMoi" in Message.objects.order_by("id").last().body


@pytest.mark.parametrize("code", ["h44-261123-1", "H44.28.05-261123-0000"])
def test_a_code_that_is_none_is_refused(province, code):
    assert codes(province.snapshots((a_dossier(MaHoSo=code), 1))) == ["4"]


def test_what_this_clock_has_not_reached_comes_again_is_kept_once_and_taken_in_time(province):
    later = clock.now() + timedelta(days=2)
    item = a_dossier(MaHoSo=f"H44.28.05-{later:%y%m%d}-0001", NgayNopHoSo="", NgayTiepNhan="")
    before = DeadLetter.objects.count()
    assert [codes(province.snapshots((item, 1))) for _ in range(3)] == [["9"]] * 3
    assert [province.send(item)["error_code"] for _ in range(3)] == ["9"] * 3
    assert DeadLetter.objects.count() == before + 2  # of the item, and of the plain message
    clock.set_to(later)
    assert codes(Province().snapshots((item, 1))) == ["0"]


def test_another_node_s_dossier_is_refused(province):
    foreign = "H17.28.05-261123-0001"
    assert codes(province.snapshots((a_dossier(MaHoSo=foreign), 1))) == ["2"]
    assert codes(province.steps((a_step(MaHoSo=foreign), 1))) == ["2"]


def test_a_message_replayed_from_a_year_ago_changes_nothing(province):
    year_ago = a_dossier(
        NgayNopHoSo="20251122203100", NgayTiepNhan="20251123070500", NgayHenTra="20251123170000"
    )
    answer = province.send(year_ago, updating="True")
    assert (answer["error_code"], DeadLetter.objects.get().code) == ("7", "7")
    province.snapshots((a_dossier(TrangThaiHoSo="9"), 7))
    assert codes(province.snapshots((year_ago, 1))) == ["0"]
    assert HubDossier.objects.get(code=CODE).status == 9


@pytest.mark.parametrize(
    "envelope",
    [
        {"session": "forged"}, {"session": None}, {"session": ["x"]}, {"session": "\ud800"},
        {"madonvi": "H17"}, {"madonvi": ""}, {"madonvi": 44}, {"madonvi": "\x00"},
        {"service": ["DongBoHoSoMC"]}, {"service": None}, {"service": "\ud800\x00"},
        {"data": None}, {"data": []}, {"data": {}}, {"data": "x"}, {"data": [{}] * 501},
    ],
)  # fmt: skip
@pytest.mark.parametrize("extended", [{}, {"MC_MoRong": "motcua-1"}])
def test_a_wrong_envelope_is_refused_with_a_sentence_and_kept(province, envelope, extended):
    held = Message.objects.count()
    told = {"service": "DongBoHoSoMC", "data": [a_dossier()], **extended, **envelope}
    answer = raw(province, **told)
    assert answer["error_code"] in {"1", "2", "4", "6"}
    assert answer["message"]
    assert DeadLetter.objects.get().reason == answer["message"].replace("\x00", "")
    assert Message.objects.count() == held


@pytest.mark.parametrize("item", [None, 1, "x", [], [[]], {"MaHoSo": {}}, {"MaHoSo": "\ud800"}])
def test_an_item_that_is_no_object_is_refused_alone(province, item):
    data = [item, {**a_dossier(MaHoSo=GOOD, TrangThaiHoSo="4"), "MC_TrinhTu": 2}]
    answer = raw(province, "DongBoHoSoMC", data, MC_MoRong="motcua-1")
    assert codes(answer["result"]) == ["4", "0"]
    assert DeadLetter.objects.count() == 1


def test_nesting_without_end_is_refused(province):
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    item = {**a_dossier(Khac=deep), "MC_TrinhTu": 2}
    answer = raw(province, "DongBoHoSoMC", [item], MC_MoRong="motcua-1")
    assert answer["error_code"] in {"0", "4"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
NAMES = st.sampled_from([*fields.DOSSIER, *fields.PROGRESS, "MC_TrinhTu"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(NAMES, JSON, max_size=3), st.sampled_from(sorted(SERVICES)))
def test_no_item_whatsoever_breaks_the_hub_or_its_neighbour(province, changes, service):
    make, _ = SERVICES[service]
    data = [
        {**make(), "MC_TrinhTu": 3, **changes},
        {**make(MaHoSo=GOOD), "MC_TrinhTu": 4},
    ]
    answer = raw(province, service, data, MC_MoRong="motcua-1")
    assert answer["error_code"] == "0"
    assert answer["result"][1]["MC_MaLoi"] == "0"
    assert HubProgress.objects.filter(dossier=GOOD).count() <= 1


@pytest.mark.parametrize("told", [None, 5, [], {}, "", "\x00", "\ud800", "x" * 1000])
def test_no_login_or_question_breaks_the_hub(province, told):
    for name, other in (("username", "password"), ("password", "username")):
        answer = province.post("/ndxp/login", json.dumps({name: told, other: "H44"}).encode())
        assert answer["error_code"] in {1, 4}
        assert answer["message"]
    for service, name in [
        ("TraCuuHoSo", "mahoso"), ("LayThuTuc", "maTTHC"), ("MC_DoiSoat", "cap"),
        ("LayNoiDungTraLoiTheoCauHoi", "cauhoiid"),
    ]:  # fmt: skip
        asked = {
            "session": province.session, "madonvi": "H44", "MC_MoRong": "motcua-1",
            "service": service, name: told,
        }  # fmt: skip
        answer = province.post("/ndxp/share", json.dumps(asked).encode())
        assert answer["error_code"] in {"0", "4"}
        assert answer["result"] == []
