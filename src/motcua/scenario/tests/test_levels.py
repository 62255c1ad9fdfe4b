from __future__ import annotations

from collections import Counter

from motcua.kernel.parameters import parameters
from motcua.scenario.levels import Level, district_towns, share_out
from motcua.scenario.plan import Plan, arrivals

MAI_CHAU, BAO_LA, HOA_BINH, KY_SON = "05200", "05245", "04795", "04894"


def test_a_district_lives_on_in_the_commune_that_keeps_its_name():
    served = (MAI_CHAU, BAO_LA, HOA_BINH, KY_SON)
    assert district_towns(parameters().places, served) == {MAI_CHAU, HOA_BINH}


def test_people_come_at_three_levels_and_most_online_to_the_province():
    plan = Plan(dossiers=4_000, seed=7, actors=2)
    come = Counter((one.level, one.online) for one in arrivals(plan, parameters().calendar))
    online = {
        level: come[level, True] / (come[level, True] + come[level, False]) for level in Level
    }
    assert online[Level.PROVINCE] > 0.6 > 0.4 > online[Level.DISTRICT]
    assert online[Level.COMMUNE] < 0.3


def test_agencies_are_shared_out_so_that_nobody_has_much_more_to_do():
    came = ["a"] * 60 + ["b"] * 40 + ["c"] * 30
    assert share_out(came, 2) == {"a": 0, "b": 1, "c": 1}
