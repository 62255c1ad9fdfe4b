"""Who may open which address of the counter: its receiver, others of the desk, and nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.roles import Role
from motcua.desk.counter import urls
from motcua.desk.counter.tests.people import arrives, begun, taken_in
from motcua.desk.tests.cast import BAO_LA, browser

# address → its arguments, and what the counter's receiver, a specialist of the same commune, the
# receiver of another commune and somebody signed out get
HERE = (200, 403, 200, 302)
MINE = (200, 403, 404, 302)
POSTED = (405, 405, 405, 405)
TABLE = {
    "home": ((), HERE),
    "arrive": ((), HERE),
    "visit": (("visit_id",), MINE),
    "another": (("visit_id",), POSTED),
    "ask_again": (("visit_id",), POSTED),
    "carried": (("visit_id",), POSTED),
    "end": (("visit_id",), POSTED),
    "fill": (("intake_id",), (302, 403, 404, 302)),
    "review": (("intake_id",), MINE),
    "send_code": (("intake_id",), POSTED),
    "agree": (("intake_id",), POSTED),
    "file": (("intake_id",), POSTED),
    "page": (("intake_id", "page_id"), MINE),
    "papers": (("intake_id", "page_id", "question_id"), MINE),
    "numbers": ((), HERE),
    "kiosk": ((), HERE),
    "screen": ((), HERE),
    "appointments": ((), HERE),
    "elsewhere": ((), HERE),
    "papers_waiting": ((), HERE),
    "paper_list": (("list_id",), MINE),
    "taken": (("code",), MINE),
    "print": (("code",), MINE),
}
CHANGES = [name for name, (_, expected) in TABLE.items() if expected == POSTED]


@pytest.fixture
def arguments(receiver):
    address = begun(receiver)
    code = taken_in(receiver)
    made = receiver.post("/desk/counter/papers/", {"dossier": [code], "taker": "Phòng VH-XH"})
    return {
        "list_id": made.url.split("/")[-2],
        "visit_id": arrives(receiver).context["visit"].id,
        "intake_id": address.split("/")[-2],
        "page_id": "who",
        "question_id": "authorisation",
        "code": code,
    }


@pytest.fixture
def others():
    return browser(Role.SPECIALIST), browser(Role.RECEIVER, BAO_LA), Client()


def test_every_address_of_the_counter_is_in_the_table():
    assert {one.name for one in urls.urlpatterns} == TABLE.keys()


def test_each_gets_what_the_table_says(arguments, receiver, others):
    got = {}
    for name, (needed, _) in TABLE.items():
        address = reverse(f"desk:counter:{name}", kwargs={one: arguments[one] for one in needed})
        got[name] = tuple(client.get(address).status_code for client in (receiver, *others))
    assert got == {name: expected for name, (_, expected) in TABLE.items()}


@pytest.mark.parametrize("name", CHANGES)
def test_another_counter_cannot_change_what_is_taken_in_here(name, arguments, others):
    needed, _ = TABLE[name]
    address = reverse(f"desk:counter:{name}", kwargs={one: arguments[one] for one in needed})
    specialist, stranger, _nobody = others
    assert stranger.post(address).status_code in {404, 302}
    assert specialist.post(address).status_code == 403
