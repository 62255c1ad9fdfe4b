from dataclasses import replace
from datetime import timedelta

from motcua.dossiers.tests.cast import a_dossier, at
from motcua.portal.dossier_view import asks_rating


def test_nobody_is_asked_for_an_opinion_on_the_day_of_a_death_registration():
    ended = replace(a_dossier(), procedure="1.000656", finished_at=at(23, 15))
    assert not asks_rating(ended, at(23, 16))
    assert asks_rating(ended, at(23, 16) + timedelta(days=1))


def test_a_birth_is_rated_as_soon_as_its_result_is_there():
    assert asks_rating(replace(a_dossier(), finished_at=at(23, 15)), at(23, 16))
