"""A share of a commune's Monday, each kind of work in it, worked through by keyboard only."""

from __future__ import annotations

import pytest
from cast import Cast
from hands import Cost
from monday import Mix, Monday

SHARE = Mix(copies=5, extracts=2, marital_status=1, births=1)
# other fields of a commune have no package yet
WHOLE = Mix(copies=46, extracts=8, marital_status=3, births=6)


@pytest.fixture(scope="module")
def spent(whole_cast: Cast) -> dict[str, Cost]:
    monday = Monday(whole_cast, SHARE)
    monday.goes_by()
    return monday.spent


def test_every_dossier_is_worked_through_without_a_mouse(cast: Cast, spent: dict[str, Cost]):
    cast.receiver.open("/desk/?tab=done")
    cast.receiver.reads("Đã trả kết quả")
    assert cast.receiver.page.locator("main tbody tr").count() >= SHARE.filed


@pytest.mark.parametrize(("act", "most"), [("receive", 5), ("hand over", 5)])
def test_an_act_takes_few_groups_of_keys_a_dossier(spent: dict[str, Cost], act: str, most: int):
    assert len(spent[act].groups) <= most * SHARE.filed, spent[act].groups


@pytest.mark.monday_long
def test_a_whole_monday_is_worked_through_without_a_mouse(cast: Cast, spent: dict[str, Cost]):
    Monday(cast, WHOLE).goes_by()
