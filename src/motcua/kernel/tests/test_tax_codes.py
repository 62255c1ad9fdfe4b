from datetime import date

import pytest

from motcua.kernel.tax_codes import BadTaxCode, TaxCode

TODAY = date(2026, 11, 23)


def test_a_tax_code_ends_with_a_check_digit():
    assert TaxCode.parse("0100109106", TODAY) == TaxCode("0100109106", "organisation")


def test_a_dependent_unit_is_written_with_a_hyphen():
    unit = TaxCode("0100109106-001", "dependent_unit")

    assert TaxCode.parse("0100109106001", TODAY) == unit
    assert TaxCode.parse("0100109106-001", TODAY) == unit


def test_a_personal_id_is_a_tax_code_since_july_2025():
    assert TaxCode.parse("025 192 000 123", TODAY).kind == "personal_id"
    assert TaxCode.parse("025192000123", date(2025, 7, 1)).text == "025192000123"
    with pytest.raises(BadTaxCode, match="từ ngày 01/07/2025"):
        TaxCode.parse("025192000123", date(2025, 6, 30))


@pytest.mark.parametrize("digit", "012345789")
def test_any_other_check_digit_is_refused(digit):
    with pytest.raises(BadTaxCode, match="không đúng"):
        TaxCode.parse(f"010010910{digit}", TODAY)


@pytest.mark.parametrize(
    "typed", ["", "123", "0100109106-000", "0100109106-1", "003192000123", "x"]
)
def test_what_is_no_tax_code_is_refused_in_a_sentence(typed):
    with pytest.raises(BadTaxCode) as raised:
        TaxCode.parse(typed, TODAY)
    assert str(raised.value).startswith(("Mã số thuế", "Đề nghị", "Ba chữ số"))
