"""Order of the queue: more to spare and less to spoil comes first."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.corrections.weighing import GAIN, chance_word, weigh

chances = st.floats(0, 1)
fields = st.sets(st.sampled_from(sorted(GAIN)))


@given(chances, chances, fields)
def test_a_surer_proposal_never_comes_later(one, other, changed):
    low, high = sorted((one, other))
    assert weigh(low, changed).priority <= weigh(high, changed).priority


@given(chances, chances, fields)
def test_a_surer_proposal_is_never_riskier(one, other, changed):
    low, high = sorted((one, other))
    assert weigh(low, changed).risk >= weigh(high, changed).risk


@given(fields, st.sampled_from(sorted(GAIN)))
def test_a_certain_correction_of_one_more_field_spares_more(changed, more):
    assert weigh(1, changed | {more}).gain >= weigh(1, changed).gain
    assert weigh(1, changed | {more}).risk == 0


@given(fields, st.sampled_from(sorted(GAIN)))
def test_an_uncertain_correction_of_one_more_field_is_riskier(changed, more):
    if more not in changed:
        assert weigh(0.5, changed | {more}).risk > weigh(0.5, changed).risk


def test_a_likely_missing_number_comes_before_an_unlikely_one():
    likely, unlikely = (weigh(p, {"personal_id"}) for p in (0.98, 0.55))
    assert likely.priority > 0 > unlikely.priority
    assert (likely.risk_word, unlikely.risk_word) == ("thấp", "cao")


def test_chances_have_words():
    assert [chance_word(p) for p in (0.995, 0.96, 0.85, 0.5)] == [
        "gần như chắc chắn", "rất có thể", "có thể", "chưa rõ",
    ]  # fmt: skip
