"""Who may open which address of the desk: three officials and nobody, at every address."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from motcua.accounts.roles import Role
from motcua.agencies import reorganising
from motcua.agencies.reorganising import Ordered
from motcua.desk import urls
from motcua.desk.tests.cast import (
    BAO_LA,
    MAI_CHAU,
    PA_CO,
    PROVINCE,
    TO_EXAMINATION,
    a_birth,
    a_file,
    browser,
    led,
)
from motcua.kernel import clock

# address → its arguments, and what the competent agency's justice official, the receiver of the
# agency that took it in, an official of a third agency and somebody signed out get
TABLE = {
    "sign_in": ((), (200, 200, 200, 200)),
    "sign_out": ((), (405, 405, 405, 405)),
    "queue": ((), (200, 200, 200, 302)),
    "post": ((), (200, 200, 200, 302)),
    "join": (("invitation",), (404, 404, 404, 404)),
    "dossier": (("code",), (200, 200, 404, 302)),
    "file": (("code", "file_id"), (200, 200, 404, 302)),
    "deliveries": (("code",), (200, 200, 404, 302)),
    "notices": (("code",), (200, 200, 404, 302)),
    "refused_deliveries": ((), (200, 200, 200, 302)),
    "act": (("code", "name"), (200, 403, 404, 302)),
    "token": ((), (200, 200, 200, 302)),
    "token_prepared": ((), (200, 200, 200, 302)),
    "token_signed": ((), (405, 405, 405, 405)),
    "centre": ((), (403, 403, 403, 302)),
    "absences": ((), (403, 403, 403, 302)),
    "delegations": ((), (403, 403, 403, 302)),
    "book": ((), (200, 200, 200, 302)),
    "book_file": (("file_id",), (404, 404, 404, 302)),
    "start_batch": ((), (405, 405, 405, 405)),
    "batch": (("batch",), (404, 404, 404, 302)),
    "filters": ((), (405, 405, 405, 405)),
    "note": (("code",), (405, 405, 405, 405)),
    "control_sheet": (("code",), (405, 405, 405, 405)),
    "ask_again": (("code", "paper_id"), (405, 405, 405, 405)),
    "preview": (("code",), (405, 405, 405, 405)),
}


@pytest.fixture
def arguments():
    code = led(a_birth(receiving_agency=BAO_LA), *TO_EXAMINATION)
    return {
        "code": code,
        "file_id": a_file(code),
        "name": "take",
        "invitation": "none",
        "batch": UUID(int=1),
        "paper_id": UUID(int=1),
    }


@pytest.fixture
def four():
    return (
        browser(Role.SPECIALIST),
        browser(Role.RECEIVER, BAO_LA),
        browser(Role.SPECIALIST, PA_CO),
        Client(),
    )


def test_every_address_of_the_desk_is_in_the_table():
    """Rooms of the desk that are included have tables of their own."""
    own = {one.name for one in urls.urlpatterns if isinstance(one, URLPattern)}
    assert own == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_each_of_the_four_gets_what_the_table_says(name, arguments, four):
    needed, expected = TABLE[name]
    address = reverse(f"desk:{name}", kwargs={key: arguments[key] for key in needed})
    assert tuple(client.get(address).status_code for client in four) == expected


@pytest.mark.parametrize("name", ["dossier", "file", "act", "deliveries"])
def test_a_stranger_cannot_tell_a_foreign_dossier_from_none(name, arguments, four):
    needed, _ = TABLE[name]
    stranger = four[2]
    kwargs = {key: arguments[key] for key in needed}
    foreign = stranger.get(reverse(f"desk:{name}", kwargs=kwargs))
    unknown = stranger.get(
        reverse(f"desk:{name}", kwargs={**kwargs, "code": "H44.28.05-261123-9999"})
    )
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.context["sentence"] == unknown.context["sentence"]


def test_a_stranger_cannot_act_by_post_either(arguments, four):
    address = reverse("desk:act", kwargs={"code": arguments["code"], "name": "take"})
    assert four[2].post(address, {"seen": 4}).status_code == 404


def test_a_stranger_can_have_nobodys_telephone_ring(arguments, four):
    kwargs = {"code": arguments["code"], "paper_id": UUID(int=1)}
    address = reverse("desk:ask_again", kwargs=kwargs)
    assert four[2].post(address).status_code == 404
    assert "không chờ ông/bà xác nhận" in four[0].post(address, follow=True).content.decode()


def test_a_file_of_another_dossier_is_not_found_through_ones_own(arguments, four):
    other = a_file(a_birth(child="Hà Thị Mai", parties=[], subject=("notice", "2")))
    address = reverse("desk:file", kwargs={"code": arguments["code"], "file_id": other})
    assert four[0].get(address).status_code == 404


def test_an_administrator_of_accounts_sees_no_dossiers():
    client = browser(Role.ADMINISTRATOR)
    assert client.get("/desk/").url == "/desk/administration/"
    answer = client.get(f"/desk/dossiers/{a_birth()}/")
    assert answer.status_code == 403
    assert "chỉ cán bộ của cơ quan giải quyết" in answer.context["sentence"]


def test_oversight_reads_and_does_nothing():
    code = led(a_birth(), *TO_EXAMINATION)
    client = browser(Role.OVERSIGHT, PROVINCE)
    assert client.get(f"/desk/dossiers/{code}/").status_code == 200
    assert client.get(f"/desk/dossiers/{code}/take/").status_code == 403


def test_an_official_of_the_right_role_at_the_other_agency_is_told_so(arguments):
    page = browser(Role.SPECIALIST, BAO_LA).get(f"/desk/dossiers/{arguments['code']}/take/")
    assert page.context["obstacle"] == "Việc này thuộc cơ quan khác"


def test_an_action_that_does_not_exist_is_not_found(arguments, four):
    assert four[0].get(f"/desk/dossiers/{arguments['code']}/erase/").status_code == 404


def test_an_official_of_a_commune_that_merged_yesterday_is_told_where_its_work_went():
    client, decided = browser(Role.RECEIVER, BAO_LA), "Nghị quyết 12/NQ-HĐND"
    today = clock.today()
    order = Ordered(on=today, decision=decided, by=UUID(int=1), by_name="Quản trị", at=clock.now())
    reorganising.merge([BAO_LA, MAI_CHAU], MAI_CHAU, order)
    for address in ("/desk/", "/desk/counter/"):
        answer = client.get(address)
        assert answer.status_code == 403
        said = answer.content.decode()
        assert "Ủy ban nhân dân xã Bao La đã kết thúc hoạt động" in said
        assert "về Ủy ban nhân dân xã Mai Châu" in said
