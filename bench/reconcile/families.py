"""Invented people of another making: families with twins, numbers given out in order.

Parents, children and the aged share a household, siblings often a middle name; namesakes of one
year are common, minorities have names of other shapes. Nothing here is read by the engine.
"""

from __future__ import annotations

import numpy as np

from bench.reconcile.people import (
    EXTRA,
    GIVEN_F,
    GIVEN_M,
    MIDDLES_F,
    MIDDLES_M,
    SURNAMES,
    Ints,
    People,
    Texts,
    personal_numbers,
    zipf,
)

YEAR, MILLENNIUM = 365.25, 36_524
HOUSEHOLD_SIZES = np.array([0.10, 0.17, 0.21, 0.27, 0.15, 0.07, 0.03])
CLANS = ["Niê", "Êban", "Ksor", "Siu", "Rơ Chăm", "Kpă", "Lò", "Quàng", "Giàng", "Sùng", "Vàng", "Thạch"]  # fmt: skip
CLAN_GIVEN = ["Páo", "Dính", "Sính", "Blơi", "Bia", "Thuột", "Pâng", "Mỷ", "Dua", "Chứ", "Sa Mét",
              "Sô Phia", "Hiên", "Nguyên", "Djuên", "Lếnh", "Xúa", "Say", "Khăm", "Ón"]  # fmt: skip


def families(rng: np.random.Generator, size: int, communes: int, first: int, start: int) -> People:
    """Draw ``size`` people; ``first`` and ``start`` keep the numbers of several draws apart."""
    sizes = rng.choice(len(HOUSEHOLD_SIZES), size, p=HOUSEHOLD_SIZES) + 1
    home = np.repeat(np.arange(size), sizes)[:size]
    head = np.searchsorted(home, home)
    place_in_home = np.arange(size) - head
    female = np.where(place_in_home < 2, place_in_home == 1, rng.random(size) < 0.49)
    birth = _births(rng, head, place_in_home)
    twin = (place_in_home >= 3) & (rng.random(size) < 0.02)
    birth[twin] = birth[np.flatnonzero(twin) - 1]
    commune = zipf(rng, size, communes, 0.35)[head]
    surname, middle, given = _names(rng, head, place_in_home, female, birth, commune)
    kin = np.where(place_in_home == 0, np.minimum(np.arange(size) + 1, size - 1), head)
    kin = np.where(twin, np.arange(size) - 1, kin)
    order = np.lexsort((birth, home, commune))  # offices number the people of one commune in a row
    number = personal_numbers(commune % 34, female, birth, order, first, start, step=1)
    old = np.where(
        (birth < MILLENNIUM + 1_000) & (rng.random(size) < 0.8),
        (commune % 34 + 1) * 10_000_000 + (rng.permutation(size) + first * 97) % 9_999_999, 0,
    )  # fmt: skip
    return People(number, old, surname, middle, given, female, birth, commune, home, kin)


def _births(rng: np.random.Generator, head: Ints, place: Ints) -> Ints:
    """Parents within some years of each other, children after them, a grandparent at times."""
    size = len(head)
    parent = (46_300 - (18 + 62 * rng.beta(1.3, 1.9, size)) * YEAR)[head]
    spouse = parent + rng.normal(2.5, 3.5, size) * YEAR
    child = parent + (20 + 19 * rng.beta(1.6, 2.6, size)) * YEAR
    old = parent - (19 + 14 * rng.random(size)) * YEAR
    birth = np.select([place == 0, place == 1, place < 5], [parent, spouse, child], old)
    born = np.where((birth > 46_300) | (birth < 1_500), 46_300 - 9_000 * rng.random(size), birth)
    return born.astype(np.int64)


def _names(
    rng: np.random.Generator,
    head: Ints,
    place: Ints,
    female: np.ndarray,
    birth: Ints,
    commune: Ints,
) -> tuple[Texts, Texts, Texts]:
    size, modern = len(head), birth > 33_000
    surname = np.array(SURNAMES, object)[zipf(rng, size, len(SURNAMES), 1.3)]
    surname = np.where(np.isin(place, (0, 2, 3, 4)), surname[head], surname)
    women, men = np.array(MIDDLES_F + EXTRA, object), np.array(MIDDLES_M + EXTRA, object)
    plain = np.where(female, "Thị", "Văn").astype(object)
    fancy = np.where(female, women[rng.integers(0, len(women), size)], men[rng.integers(0, len(men), size)])  # fmt: skip
    middle = np.where(rng.random(size) < np.where(modern, 0.2, 0.75), plain, fancy)
    both = (rng.random(size) < 0.25) & modern
    middle[both] = middle[both] + " " + women[rng.integers(0, len(women), int(both.sum()))]
    like_sibling = (place > 2) & (rng.random(size) < 0.35)
    middle[like_sibling] = middle[np.flatnonzero(like_sibling) - 1]
    girls, boys = np.array(GIVEN_F, object), np.array(GIVEN_M, object)
    given = np.where(female, girls[zipf(rng, size, len(girls), 0.9)], boys[zipf(rng, size, len(boys), 0.9)])  # fmt: skip
    clan = commune % 11 == 0
    surname[clan] = np.where(female, "H'", "Y").astype(object)[clan]
    few = rng.random(size) < 0.5
    middle[clan] = np.where(few, "", plain)[clan]
    called = np.array(CLAN_GIVEN, object)
    one, two = (called[zipf(rng, size, len(called), 0.4)] for _ in range(2))
    given[clan] = np.where(rng.random(size) < 0.4, one, one + " " + two)[clan]
    given[clan] = given[clan] + " " + np.array(CLANS, object)[rng.integers(0, len(CLANS), size)[head]][clan]  # fmt: skip
    return surname, middle, given
