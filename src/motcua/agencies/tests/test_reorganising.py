from datetime import date, timedelta
from uuid import UUID

import pytest

from motcua.agencies import service
from motcua.agencies.models import Agency
from motcua.agencies.reorganising import (
    NewAgency,
    Ordered,
    apply_names,
    changes,
    merge,
    rename,
    split,
    undo,
)
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput

pytestmark = pytest.mark.django_db
NEW_DAY = date(2027, 1, 1)
EVE = NEW_DAY - timedelta(days=1)
JOINED = NewAgency(
    code="H44.28.50", name="Ủy ban nhân dân xã Mai Châu Mới", short_name="UBND xã Mai Châu Mới",
    kind="commune", place_code="90001",
)  # fmt: skip


@pytest.fixture(autouse=True)
def tree():
    service.load(
        {"code": code, "name": code, "kind": kind, "place_code": place,
         "valid_from": date(2025, 7, 1)}
        for code, kind, place in (
            ("H44.28.05", "commune", "05200"), ("H44.28.05.04", "one_stop", ""),
            ("H44.28.06", "commune", "05245"),
        )
    )  # fmt: skip


@pytest.fixture
def order():
    return Ordered(
        on=NEW_DAY, decision="Nghị quyết 01/NQ-HĐND (ví dụ)", by=UUID(int=7), by_name="Quản trị",
        at=clock.now(),
    )  # fmt: skip


def test_merged_agencies_work_until_the_eve_and_their_successor_from_the_day(order):
    merge(["H44.28.05", "H44.28.06"], JOINED, order)
    assert service.commune_serving("05200", EVE) == "H44.28.05"
    assert service.commune_serving("05200", NEW_DAY) == "H44.28.50"
    assert service.commune_serving("05245", NEW_DAY) == "H44.28.50"


def test_units_end_with_their_agency(order):
    merge(["H44.28.05"], "H44.28.06", order)
    assert [a.code for a in service.below("H44.28.05", EVE)] == ["H44.28.05", "H44.28.05.04"]
    assert service.below("H44.28.05", NEW_DAY) == []


def test_a_second_merger_is_followed_too(order):
    merge(["H44.28.05"], "H44.28.06", order)
    later = Ordered(
        on=date(2028, 1, 1), decision="khác", by=order.by, by_name="Quản trị", at=order.at
    )
    merge(["H44.28.06"], JOINED, later)
    assert service.heir("H44.28.05", date(2027, 6, 1)) == "H44.28.06"
    assert service.heir("H44.28.05", date(2028, 6, 1)) == "H44.28.50"


def test_of_a_split_agency_the_first_part_goes_on(order):
    parts = [JOINED, NewAgency(code="H44.28.51", name="Xã Hai", short_name="", kind="commune")]
    split("H44.28.05", parts, order)
    assert service.heir("H44.28.05", NEW_DAY) == "H44.28.50"
    assert Agency.objects.get(code="H44.28.51").short_name == "Xã Hai"


def test_a_name_changes_on_its_day(order):
    rename("H44.28.05", "Ủy ban nhân dân phường Mai Châu", "", order)
    assert service.names(["H44.28.05"]) == {"H44.28.05": "H44.28.05"}
    apply_names(NEW_DAY)
    assert service.names(["H44.28.05"])["H44.28.05"] == "Ủy ban nhân dân phường Mai Châu"


def test_what_was_done_can_be_undone(order):
    change = merge(["H44.28.05", "H44.28.06"], JOINED, order)
    undo(change.id, clock.now())
    assert service.commune_serving("05200", NEW_DAY) == "H44.28.05"
    assert service.heir("H44.28.50", NEW_DAY) == "H44.28.05"
    assert changes("H44")[0].undone_at is not None
    assert changes("H45") == []


def test_a_renaming_is_undone_with_its_name(order):
    change = rename("H44.28.05", "Tên mới", "", order)
    apply_names(NEW_DAY)
    undo(change.id, clock.now())
    apply_names(NEW_DAY)
    assert service.names(["H44.28.05"]) == {"H44.28.05": "H44.28.05"}


@pytest.mark.parametrize("codes", [["H44.28.99"], []])
def test_what_is_not_there_cannot_be_merged(codes, order):
    with pytest.raises(BadInput):
        merge(codes, JOINED, order)
    assert not Agency.objects.filter(code=JOINED.code).exists()


def test_a_code_is_never_given_twice(order):
    taken = NewAgency(code="H44.28.06", name="x", short_name="x", kind="commune")
    with pytest.raises(BadInput, match="đã được dùng"):
        split("H44.28.05", [taken, JOINED], order)


def test_a_change_needs_its_decision(order):
    nameless = Ordered(on=order.on, decision=" ", by=order.by, by_name="x", at=order.at)
    with pytest.raises(BadInput, match="văn bản"):
        merge(["H44.28.05"], "H44.28.06", nameless)
