from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.dossiers.models import DossierRow
from motcua.dossiers.service import Phase
from motcua.dossiers.tests.cast import a_dossier, at
from motcua.kernel import clock
from motcua.portal.dossier_view import asks_rating
from motcua.portal.tests.test_filing import draft, filed  # noqa: F401 - fixtures

QUESTION = "Ông/bà có hài lòng"


def test_nobody_is_asked_for_an_opinion_on_the_day_of_a_death_registration():
    ended = replace(a_dossier(), procedure="1.000656", finished_at=at(23, 15))
    assert not asks_rating(ended, at(23, 16))
    assert asks_rating(ended, at(23, 16) + timedelta(days=1))


def test_a_birth_is_rated_as_soon_as_its_result_is_there():
    assert asks_rating(replace(a_dossier(), finished_at=at(23, 15)), at(23, 16))


@pytest.fixture
def now(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(at(23, 15))
    return clock.now()


@pytest.mark.parametrize(("procedure", "same_day"), [("1.000656", False), ("1.001193", True)])
def test_the_page_of_a_death_asks_nothing_before_the_next_day(
    browser, now, filed, procedure, same_day  # noqa: F811
):  # fmt: skip
    DossierRow.objects.filter(code=filed).update(
        procedure=procedure, phase=Phase.HANDED_OVER, finished_at=now, handed_over_at=now
    )
    page = f"/dossiers/{filed}/"
    assert (QUESTION in browser.get(page).text) == same_day
    clock.set_to(now + timedelta(hours=8, minutes=59))
    assert (QUESTION in browser.get(page).text) == same_day
    clock.set_to(now + timedelta(hours=9, minutes=1))
    assert QUESTION in browser.get(page).text
