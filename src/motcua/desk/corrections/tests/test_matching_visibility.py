"""Who may open which address of register matching: four officials and nobody, at every address."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.roles import Role
from motcua.corrections.models import StepTaken
from motcua.corrections.tests.cast import AGENCY, one
from motcua.desk.corrections import urls
from motcua.desk.tests.cast import browser

# address → what the agency's specialist, its lead, its receiver, a specialist of another agency
# and somebody signed out get
TABLE = {
    "list": (200, 200, 403, 200, 302),
    "next": (302, 302, 403, 302, 302),
    "report": (200, 200, 403, 200, 302),
    "figures": (200, 200, 403, 200, 302),
    "objection": (200, 200, 200, 200, 302),
    "undo": (405, 405, 405, 405, 405),
    "proposal": (200, 200, 403, 404, 302),
}


@pytest.fixture
def five():
    return (
        browser(Role.SPECIALIST, AGENCY),
        browser(Role.SIGNER, AGENCY),
        browser(Role.RECEIVER, AGENCY),
        browser(Role.SPECIALIST),
        Client(),
    )


def address(name):
    return reverse(f"desk:corrections:{name}", args=[one()] if name == "proposal" else [])


def test_every_address_is_in_the_table():
    assert {found.name for found in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_each_of_the_five_gets_what_the_table_says(name, five):
    assert tuple(client.get(address(name)).status_code for client in five) == TABLE[name]


def test_a_stranger_cannot_tell_a_foreign_proposal_from_none(five):
    foreign = five[3].get(address("proposal"))
    none = five[3].get("/desk/corrections/999999999/")
    assert foreign.status_code == none.status_code == 404
    assert foreign.context["sentence"] == none.context["sentence"]


def test_a_stranger_sees_an_empty_list_and_decides_nothing(five):
    assert five[3].get(address("list")).context["rows"] == []
    assert five[3].post(address("proposal"), {"said": "accepted"}).status_code == 404
    assert five[2].post(address("proposal"), {"said": "accepted"}).status_code == 403
    assert not StepTaken.objects.exists()


def test_the_way_there_is_shown_to_those_who_may_go(five):
    shown = [b"/desk/corrections/" in client.get("/desk/").content for client in five[:3]]
    assert shown == [True, True, False]
