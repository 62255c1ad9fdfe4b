from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.exchange.clients import civil_status, population
from motcua.exchange.clients.population import PersonRecord, Place, Relative
from motcua.exchange.errors import Unreachable
from motcua.kernel import clock
from motcua.kernel.partial_dates import PartialDate
from motcua.registries import service as registries
from motcua.registries.service import Asker, Facts, Party
from motcua.registries.showing import STRANGERS_AN_HOUR

CODE = "H44.28.05-261123-0007"
ME = Facts(personal_id="017090000001", name="Hà Văn Nam", birth=PartialDate(1990))
WIFE = Facts(personal_id="017192000002", name="Bùi Thị Lan", birth=PartialDate(1992, 2, 29))
STRANGER = Facts(personal_id="017180000003", name="Đinh Văn Tư", birth=PartialDate(1980))
MAI_CHAU = Place(province="17", commune="05128", detail="xóm Văn")
pytestmark = pytest.mark.django_db


def record(facts: Facts, spouse: Facts | None = None) -> PersonRecord:
    return PersonRecord(
        personal_id=facts.personal_id,
        name=facts.name.upper(),
        birth=facts.birth,
        gender="2",
        ethnicity="02",
        religion="00",
        marital="2",
        nationality="VN",
        birth_registered=None,
        origin=None,
        permanent=MAI_CHAU,
        current=None,
        father=None,
        mother=None,
        spouse=spouse and Relative(name=spouse.name, personal_id=spouse.personal_id),
        head=None,
    )


class Register:
    """Knows a few people; ``down`` when told so."""

    def __init__(self) -> None:
        self.down = False
        self.asked = 0
        people = [record(ME, WIFE), record(WIFE, ME), record(STRANGER)]
        self.people = {one.personal_id: one for one in people}

    def look_up(self, personal_id, name, birth, asking):
        self.asked += 1
        if self.down:
            raise Unreachable("population", "timeout")
        return self.people.get(personal_id)

    def marriage(self, one, other):
        if self.down:
            raise Unreachable("civil_status", "timeout")
        return


@pytest.fixture
def register(monkeypatch) -> Register:
    known = Register()
    monkeypatch.setattr(population, "register", lambda: known)
    monkeypatch.setattr(civil_status, "register", lambda: known)
    return known


def asker(**changes) -> Asker:
    values = {
        "account": uuid4(),
        "name": "Hà Văn Nam",
        "purpose": "Khai sinh",
        "service": "1.001193",
    }
    return Asker(**{**values, **changes})


def test_people_see_their_own_record_and_the_one_that_names_them(register):
    assert registries.own_record(ME, asker()).record.personal_id == ME.personal_id
    assert registries.record_of_another(ME, WIFE, asker()).record.name == "BÙI THỊ LAN"


def test_of_a_stranger_only_whether_the_facts_agree_is_told(register):
    shown = registries.record_of_another(ME, STRANGER, asker())
    assert (shown.agrees, shown.record) == (True, None)
    nobody = replace(STRANGER, personal_id="017180000009")
    assert registries.record_of_another(ME, nobody, asker()).agrees is False


def test_asking_about_strangers_ends_after_so_many_an_hour(register):
    me = asker()
    for _ in range(STRANGERS_AN_HOUR):
        registries.record_of_another(ME, STRANGER, me)
    with pytest.raises(registries.TooManyStrangers):
        registries.record_of_another(ME, STRANGER, me)
    assert registries.record_of_another(ME, STRANGER, asker()).agrees


def test_asking_about_the_family_costs_no_allowance(register):
    me = asker()
    for _ in range(STRANGERS_AN_HOUR + 1):
        registries.record_of_another(ME, WIFE, me)


def test_a_silent_register_says_neither_yes_nor_no(register):
    register.down = True
    assert registries.own_record(ME, asker()).agrees is None


def test_people_see_who_asked_about_them_and_why(register):
    official = asker(name="Hà Thị Xuyến, công chức tư pháp - hộ tịch", agency="H44.28.05")
    registries.look_up_person(WIFE, official)
    (seen,) = registries.my_lookups(WIFE.personal_id)
    assert (seen.asked_by, seen.purpose, seen.outcome) == (official.name, "Khai sinh", "found")
    assert registries.my_lookups(STRANGER.personal_id) == []


def test_the_log_of_look_ups_holds_no_personal_number_or_name(register):
    from motcua.registries.models import LookUp

    registries.look_up_person(WIFE, asker())
    (row,) = LookUp.objects.values_list()
    assert not any(secret in str(row) for secret in (WIFE.personal_id, WIFE.name))


def test_declared_fields_are_compared_with_the_register(register):
    declared = {"ethnicity": "02", "permanent_detail": "Xóm  Văn"}
    mother = Party(role="mother", facts=WIFE, declared=declared)
    found = registries.Round(CODE, asker(dossier=CODE)).people([mother])
    assert {one.field: one.outcome for one in found} == {
        "identity": "agrees",
        "ethnicity": "agrees",
        "permanent_detail": "agrees",
    }


def test_a_difference_shows_the_register_s_value(register):
    mother = Party(role="mother", facts=WIFE, declared={"ethnicity": "01"})
    found = {one.field: one for one in registries.Round(CODE, asker()).people([mother])}
    assert (found["ethnicity"].outcome, found["ethnicity"].register_value) == ("differs", "02")


def test_who_is_not_found_stays_not_found(register):
    nobody = Party(role="father", facts=replace(ME, personal_id="017090000009"))
    (row,) = registries.Round(CODE, asker()).people([nobody])
    assert row.outcome == "not_found"
    assert registries.unanswered(clock.now() + timedelta(days=1)) == []


def test_a_register_that_was_down_is_asked_again_until_it_answers(register):
    parties = [Party(role="mother", facts=WIFE), Party(role="father", facts=ME)]
    register.down = True
    assert {one.outcome for one in registries.Round(CODE, asker()).people(parties)} == {"pending"}
    assert registries.unanswered(clock.now()) == []
    assert registries.unanswered(clock.now() + timedelta(minutes=2)) == [CODE]
    register.down = False
    assert {one.outcome for one in registries.Round(CODE, asker()).people(parties)} == {"agrees"}
    assert registries.unanswered(clock.now() + timedelta(days=1)) == []


def test_parties_that_were_answered_are_not_asked_again(register):
    mother = Party(role="mother", facts=WIFE)
    registries.Round(CODE, asker()).people([mother])
    registries.Round(CODE, asker()).people([mother])
    assert register.asked == 1


def test_a_round_reads_once_and_writes_thrice_for_each_question(
    register, django_assert_num_queries
):
    parties = [Party(role="mother", facts=WIFE), Party(role="father", facts=ME)]
    with django_assert_num_queries(1 + 3 * len(parties)):
        registries.Round(CODE, asker()).people(parties)


def test_a_corrected_declaration_is_asked_about_anew(register):
    nobody = replace(WIFE, personal_id="017192000009")
    assert registries.Round(CODE, asker()).people([Party(role="mother", facts=nobody)])[
        0
    ].outcome == ("not_found")
    (row,) = registries.Round(CODE, asker()).people([Party(role="mother", facts=WIFE)])
    assert row.outcome == "agrees"


def test_a_marriage_that_is_not_registered_is_kept_as_not_found(register):
    row = registries.Round(CODE, asker()).marriage(ME.personal_id, WIFE.personal_id)
    assert row.outcome == "not_found"
    assert row in registries.verifications(CODE)
