from datetime import date, time

import pytest

from motcua.catalogue import service
from motcua.catalogue.package import Channel, Duty
from motcua.catalogue.tests.family import MONDAY, birth
from motcua.kernel.dated import NoValueOn


def test_a_dossier_gets_back_the_revision_it_was_received_under():
    procedure = birth()

    assert service.revision("1.001193", 1, procedure.checksum) is procedure


def test_a_revision_that_changed_under_a_dossier_is_refused():
    with pytest.raises(service.RevisionChanged):
        service.revision("1.001193", 1, "0" * 64)


def test_an_unknown_procedure_and_a_day_before_the_first_revision_are_errors():
    with pytest.raises(service.UnknownProcedure):
        service.revision("1.001193", 99)
    with pytest.raises(service.UnknownProcedure):
        service.current("9.999999", MONDAY)
    with pytest.raises(service.UnknownProcedure):
        service.current("1.001193", date(2015, 1, 1))


def test_published_lists_what_is_in_force():
    assert "1.001193" in [procedure.code for procedure in service.published(MONDAY)]
    assert service.published(date(2015, 1, 1)) == ()


@pytest.mark.parametrize(
    "query", ["làm giấy khai sinh", "lam giay khai sinh cho con", "sinh con", "1.001193", "khai si"]
)
def test_people_find_birth_registration_by_their_own_words(query):
    assert service.search(query, MONDAY)[0].code == "1.001193"


def test_nothing_is_found_for_words_about_something_else():
    assert "1.001193" not in [hit.code for hit in service.search("đổi bằng lái xe", MONDAY)]


def test_the_limit_names_its_source_and_its_cut_off():
    limit = birth().limit(Channel.ONLINE, MONDAY)

    assert limit.value.unit == "same_day"
    assert limit.value.cut_off == time(15)
    assert limit.source.startswith("Thủ tục 1.001193")
    assert limit.status == "verified"


def test_a_case_without_a_limit_is_an_error():
    with pytest.raises(LookupError, match="abandoned"):
        birth().limit(Channel.ONLINE, MONDAY, "abandoned")


def test_the_law_before_its_first_value_is_an_error_that_names_the_day():
    with pytest.raises(NoValueOn, match="2015-12-31"):
        birth().limit(Channel.ONLINE, date(2015, 12, 31))


def test_only_an_online_applicant_confirms_the_draft():
    online = [step.duty for step in birth().steps_by(Channel.ONLINE)]
    counter = [step.duty for step in birth().steps_by(Channel.COUNTER)]

    assert Duty.CONFIRM_DRAFT in online
    assert Duty.CONFIRM_DRAFT not in counter
    assert birth().draft.hours.on(MONDAY) == 24


def test_the_desk_has_reasons_for_each_of_its_refusals():
    for action in ("supplement", "decline", "refuse"):
        reasons = birth().reasons_for(action)
        assert reasons
        assert all(reason.basis for reason in reasons)
