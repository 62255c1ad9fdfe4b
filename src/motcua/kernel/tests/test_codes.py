from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.agency_codes import AgencyCode, BadAgencyCode, stands_within
from motcua.kernel.dossier_codes import BadDossierCode, DossierCode

levels = st.integers(1, 99).map("{:02}".format)
agencies = st.builds(
    lambda letter, root, below: AgencyCode((f"{letter}{root}", *below)),
    st.sampled_from("GH"),
    levels,
    st.lists(levels, max_size=3),
)


@pytest.mark.parametrize(
    ("dotted", "axis"),
    [
        ("H44", "000.00.00.H44"),
        ("H44.28", "000.00.28.H44"),
        ("H44.28.05", "000.05.28.H44"),
        ("H15.50.05.13", "013.05.50.H15"),
    ],
)
def test_an_agency_is_written_in_two_ways(dotted, axis):
    assert AgencyCode.parse(dotted) == AgencyCode.parse(axis)
    assert AgencyCode.parse(axis).dotted == dotted
    assert AgencyCode.parse(dotted).axis == axis


def test_short_axis_codes_and_small_letters_are_read():
    assert AgencyCode.parse("00.00.H57").dotted == "H57"
    assert AgencyCode.parse(" h44.28 ").dotted == "H44.28"


def test_an_agency_stands_within_those_above_it():
    commune = AgencyCode.parse("H44.28.05")

    assert commune.root == "H44"
    assert stands_within(str(commune), "H44")
    assert not stands_within("H441", "H44")
    assert stands_within(str(commune), str(commune))
    assert not stands_within(str(commune), "H44.28.05.04")


@pytest.mark.parametrize(
    "text", ["", "44.28", "H44.00", "H44.5", "H44..05", "H4.28", "H44.1.2.3.4"]
)
def test_what_is_no_agency_code_is_refused(text):
    with pytest.raises(BadAgencyCode):
        AgencyCode.parse(text)


def test_a_dossier_code_names_agency_day_and_number():
    code = DossierCode(AgencyCode.parse("H44.28.05"), date(2026, 11, 23), 7)

    assert str(code) == "H44.28.05-261123-0007"
    assert DossierCode.parse(" h44.28.05-261123-0007 ") == code
    assert DossierCode.parse("000.05.28.H44-261123-0007") == code


def test_the_ten_thousandth_dossier_of_a_day_has_five_digits():
    code = DossierCode(AgencyCode.parse("H44.02"), date(2026, 11, 23), 10_000)

    assert str(code) == "H44.02-261123-10000"


@given(agencies, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 10**7))
def test_a_dossier_code_is_read_back_as_it_was_written(agency, day, number):
    code = DossierCode(agency, day, number)

    assert DossierCode.parse(str(code)) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H44.28.05",
        "H44.28.05-261323-0001",
        "H44.28.05-261123-007",
        "X-261123-0001",
        "H44.28.05-261123-0000",
    ],
)
def test_what_is_no_dossier_code_is_refused_in_a_sentence(text):
    with pytest.raises(BadDossierCode, match="không phải mã"):
        DossierCode.parse(text)
