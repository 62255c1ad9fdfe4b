"""Two sides that hold the same agree; whatever differs is found and named."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.parity import (
    Cause,
    Entry,
    canonical,
    compare,
    differing,
    set_digest,
    set_digest_of,
    stored_digest,
    tally,
    weight,
)

ENTRY = Entry(code="H44.28.05-261123-0007", status="4", sequence=3, progress=2, stored="ab" * 32)

entries = st.builds(
    Entry,
    code=st.integers(1, 30).map(lambda number: f"H44.28.05-261123-{number:04}"),
    status=st.integers(1, 10).map(str),
    sequence=st.integers(1, 40),
    progress=st.integers(0, 40),
)
listings = st.lists(entries, unique_by=lambda entry: entry.code, max_size=12)


def test_the_canonical_item_is_sorted_and_knows_no_key_of_the_extension() -> None:
    item = {"TenTTHC": "Khai sinh", "MaHoSo": "x", "MC_TrinhTu": 7, "DSKetNoiCSDL": [{"b": 1}]}

    assert canonical(item) == '{"DSKetNoiCSDL":[{"b":1}],"MaHoSo":"x","TenTTHC":"Khai sinh"}'


def test_the_stored_digest_is_that_of_the_canonical_text_in_utf_8() -> None:
    expected = hashlib.sha256('{"TenTTHC":"Đăng ký khai sinh"}'.encode()).hexdigest()

    assert stored_digest({"MC_TrinhTu": 1, "TenTTHC": "Đăng ký khai sinh"}) == expected


def test_a_weight_is_the_first_eight_bytes_of_the_md5() -> None:
    # printf 'H44.28.05-261123-0007|4|3|2' | md5sum
    assert f"{weight(ENTRY):016x}" == "4b4c4eb1d214a07c"


def test_an_empty_set_has_a_digest_of_zeros() -> None:
    assert set_digest([]) == "0" * 16


@given(listings, st.randoms(use_true_random=False))
def test_the_order_of_a_set_does_not_matter(listed: list[Entry], chance) -> None:
    shuffled = list(listed)
    chance.shuffle(shuffled)

    assert set_digest(shuffled) == set_digest(listed)


@given(listings)
def test_signed_sums_fold_to_the_same_digest(listed: list[Entry]) -> None:
    signed = sum(w - 2**64 if w >= 2**63 else w for w in map(weight, listed))

    assert set_digest_of(signed) == set_digest(listed)


@given(listings)
def test_equal_listings_do_not_differ(listed: list[Entry]) -> None:
    assert compare(listed, list(reversed(listed))) == {}


@given(listings, listings)
def test_listings_that_differ_have_different_digests_and_named_causes(
    ours: list[Entry], theirs: list[Entry]
) -> None:
    same = set(ours) == set(theirs)

    assert (compare(ours, theirs) == {}) == same
    assert (differing({"day": tally(ours)}, {"day": tally(theirs)}) == []) == same


def test_a_day_that_only_one_side_has_differs() -> None:
    ours = {"20261122": tally([ENTRY]), "20261123": tally([ENTRY])}

    assert differing(ours, {"20261122": tally([ENTRY])}) == ["20261123"]


@pytest.mark.parametrize(
    ("there", "cause"),
    [
        (None, Cause.MISSING),
        (replace(ENTRY, sequence=2, status="2"), Cause.OLDER),
        (replace(ENTRY, sequence=4), Cause.NEWER),
        (replace(ENTRY, status="9"), Cause.STATUS),
        (replace(ENTRY, progress=1), Cause.PROGRESS),
        (replace(ENTRY, stored="cd" * 32), Cause.CONTENT),
    ],
)
def test_each_difference_has_its_cause(there: Entry | None, cause: Cause) -> None:
    assert compare([ENTRY], [there] if there else []) == {ENTRY.code: cause}


def test_a_dossier_that_only_the_hub_has_is_unknown_here() -> None:
    assert compare([], [ENTRY]) == {ENTRY.code: Cause.UNKNOWN_HERE}


def test_a_content_that_nobody_digested_is_not_compared() -> None:
    assert compare([ENTRY], [replace(ENTRY, stored="")]) == {}
