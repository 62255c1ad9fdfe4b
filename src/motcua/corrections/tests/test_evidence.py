"""Evidence in words, and the kind of fault that it shows."""

import pytest

from motcua.corrections.evidence import AT_THE_SOURCE, FAULT_WORDS, Fault, fault_of, signs
from motcua.reconcile.comparison import FIELDS


@pytest.mark.parametrize(
    ("evidence", "fault"),
    [
        ("name:equal birth:equal place:commune sex:equal id:missing claim:free", Fault.ID_MISSING),
        ("name:marks birth:equal place:commune sex:equal id:missing", Fault.NAME_MARKS),
        ("name:marks birth:digit id:missing", Fault.BIRTH),
        ("name:equal birth:equal id:differs", Fault.ID_WRONG),
        ("name:equal birth:equal id:equal-12", Fault.NONE),
        ("", Fault.NONE),
    ],
)
def test_the_gravest_fault_names_the_proposal(evidence, fault):
    assert fault_of(evidence) == fault


def test_every_level_of_the_engine_has_a_word():
    for field in FIELDS:
        for level in field.levels:
            (sign,) = signs(f"{field.name}:{level}")
            assert sign.words != level
            assert sign.field != field.name


def test_an_extra_key_has_words_and_keeps_its_label():
    (sign,) = signs("x_phone:equal")
    assert (sign.field, sign.words, sign.speaks) == ("phone", "trùng", "for")


def test_what_the_words_do_not_know_is_shown_as_it_came():
    (sign,) = signs("new:level")
    assert (sign.field, sign.words, sign.speaks) == ("new", "level", "neither")


def test_every_fault_has_a_word_and_an_advice():
    assert set(FAULT_WORDS) == set(AT_THE_SOURCE) == set(Fault)
