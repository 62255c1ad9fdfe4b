from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from motcua.agencies.reorganising import Ordered, merge, undo
from motcua.dossiers.commands import Command
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.history import check, events_of
from motcua.dossiers.models import DossierRow
from motcua.dossiers.officials import dossier_for_official
from motcua.dossiers.perform import perform
from motcua.dossiers.rehoming import rehome
from motcua.dossiers.table import Action
from motcua.dossiers.tests.births import declared, load_agencies
from motcua.dossiers.tests.cast import MOTHER, RECEIVER, at

pytestmark = pytest.mark.django_db
FROM, TO = "H44.28.05", "H44.28.06"
BEFORE, AFTER = at(24, 9), at(25, 9)


@pytest.fixture
def change():
    load_agencies()
    order = Ordered(
        on=date(2026, 11, 25), decision="Nghị quyết (ví dụ)", by=UUID(int=1), by_name="x",
        at=at(23, 8),
    )  # fmt: skip
    return merge([FROM], TO, order)


@pytest.fixture
def code(change):
    return declared()


def home(code):
    row = DossierRow.objects.get(code=code)
    return row.receiving_agency, row.competent_agency


def test_until_the_day_a_dossier_stays_where_it_is(code):
    assert rehome(BEFORE) == 0
    assert home(code) == (FROM, FROM)


def test_on_the_day_it_moves_once_with_its_history_and_its_due_time(code):
    perform(code, Command(action=Action.RECEIVE), RECEIVER, command_id=uuid4(), now=at(23, 9))
    due = DossierRow.objects.get(code=code).due_at
    assert rehome(AFTER) == 1
    assert rehome(AFTER) == 0
    assert home(code) == (TO, TO)
    assert DossierRow.objects.get(code=code).due_at == due
    assert [event.kind for event in events_of(code)][-1] == "rehomed"
    assert check(code).row_agrees


def test_officials_of_the_successor_see_it_and_those_of_the_former_no_longer(code):
    rehome(AFTER)
    assert dossier_for_official(replace(RECEIVER, agency=TO), code).dossier.code == code
    with pytest.raises(DossierNotFound):
        dossier_for_official(RECEIVER, code)


def test_an_undone_change_brings_it_back_once(code, change):
    rehome(AFTER)
    undo(change.id, at(26, 8))
    assert rehome(at(26, 9)) == 1
    assert rehome(at(26, 9)) == 0
    assert home(code) == (FROM, FROM)


def test_what_was_filed_with_the_successor_itself_stays_there(code, change):
    other = declared(child="Hà e", receiving_agency=TO, competent_agency=TO)
    rehome(AFTER)
    undo(change.id, at(26, 8))
    rehome(at(26, 9))
    assert home(other) == (TO, TO)


def test_what_has_ended_is_left_in_peace(code):
    perform(code, Command(action=Action.WITHDRAW), MOTHER, command_id=uuid4(), now=at(23, 10))
    assert rehome(AFTER) == 0
    assert home(code) == (FROM, FROM)
