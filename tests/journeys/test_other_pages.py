"""Pages that no journey passes: opened by whoever may, and looked at like all the others."""

from __future__ import annotations

import pytest
from cast import Cast
from people import BIRTH

OPEN_TO_ALL = ("/", "/search/?q=khai+sinh", "/search/?q=xyz", f"/procedures/{BIRTH}/", "/sign-in/")


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_open_to_all_has_no_fault(cast: Cast, path: str):
    assert cast.passer_by.open(path) == 200


def test_a_life_event_leads_to_its_procedures(cast: Cast):
    cast.passer_by.open("/")
    cast.passer_by.leave_by(cast.passer_by.page.locator("a[href^='/life-events/']").first)


@pytest.mark.parametrize(
    "path",
    [
        "/me/lookups/", "/me/notices/", "/me/notices/choices/", "/help/", "/complain/",
        "/me/complaints/",
    ],
)  # fmt: skip
def test_a_page_of_ones_own_has_no_fault(cast: Cast, path: str):
    assert cast.father.opens(path) == 200


@pytest.mark.parametrize("path", ["/", "/messages/", "/refused/"])
def test_a_page_of_the_hub_has_no_fault(cast: Cast, path: str):
    assert cast.overseer.open(path) == 200
