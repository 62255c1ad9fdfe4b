import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.catalogue.conditions import (
    KNOWN,
    All,
    Answered,
    AnyOf,
    BadCondition,
    Is,
    Known,
    Not,
    holds,
    questions_in,
    read,
)

NAMES = st.sampled_from(["relation", "married"])
VALUES = st.sampled_from(["mother", "father", None])
SIMPLE = st.one_of(
    st.builds(Is, NAMES, st.tuples(st.sampled_from(["mother", "father"]))),
    st.builds(Answered, NAMES),
    st.builds(Known, st.sampled_from(["notice", "person"])),
)
CONDITIONS = st.recursive(
    SIMPLE,
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(All, st.lists(part, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {"relation": VALUES, "married": VALUES, KNOWN: st.lists(st.sampled_from(["notice", "person"]))}
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(
    CONDITIONS,
    ANSWERS,
    st.sets(NAMES),
    st.fixed_dictionaries({"relation": VALUES, "married": VALUES}),
)
def test_what_is_decided_stays_so_whatever_the_undecided_answers_become(
    condition, answers, undecided, later
):
    before = holds(condition, answers, undecided)
    after = holds(condition, {**answers, **{name: later[name] for name in undecided}})

    assert before is None or before == after


@given(CONDITIONS, ANSWERS)
def test_a_condition_is_decided_once_all_is_answered(condition, answers):
    assert holds(condition, answers) in (True, False)
    assert holds(Not(condition), answers) is not holds(condition, answers)


def test_no_condition_always_holds():
    assert holds(None, {}) is True


def test_a_nested_condition_is_read_from_data():
    raw = {"any": [{"known": "notice"}, {"not": {"question": "proof", "in": ["witness", "own"]}}]}

    condition = read(raw)

    assert condition == AnyOf((Known("notice"), Not(Is("proof", ("witness", "own")))))
    assert questions_in(condition) == {"proof"}


@pytest.mark.parametrize(
    "raw",
    [
        {"question": "relation"},
        {"question": "relation", "is": "mother", "in": ["father"]},
        {"any": []},
        {"not": "mother"},
        {"all": [{"equals": 1}]},
    ],
)
def test_anything_else_is_no_condition(raw):
    with pytest.raises(BadCondition):
        read(raw)
