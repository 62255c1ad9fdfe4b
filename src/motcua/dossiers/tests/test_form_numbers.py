"""Numbers of statutory forms: per agency, form and year, without gaps, one for each event."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from motcua.dossiers.form_numbers import number_of
from motcua.dossiers.models import FormNumber
from motcua.dossiers.tests.cast import BAO_LA, MAI_CHAU, at
from motcua.kernel.clock import HANOI

pytestmark = pytest.mark.django_db


def test_numbers_count_up_for_each_agency_and_form():
    given = [number_of(uuid4(), "form-03", MAI_CHAU, at(23, 9)) for _ in range(3)]
    assert given == ["01/2026", "02/2026", "03/2026"]
    assert number_of(uuid4(), "form-05", MAI_CHAU, at(23, 9)) == "01/2026"
    assert number_of(uuid4(), "form-03", BAO_LA, at(23, 9)) == "01/2026"


def test_the_same_event_asked_again_keeps_its_number_and_takes_no_other():
    event = uuid4()
    assert {number_of(event, "form-03", MAI_CHAU, at(23, 9)) for _ in range(3)} == {"01/2026"}
    assert number_of(uuid4(), "form-03", MAI_CHAU, at(23, 9)) == "02/2026"


def test_a_new_year_begins_at_one_by_the_local_day():
    eve = datetime(2026, 12, 31, 23, 59, tzinfo=HANOI)
    midnight = datetime(2027, 1, 1, 0, 30, tzinfo=HANOI)
    assert number_of(uuid4(), "form-03", MAI_CHAU, eve) == "01/2026"
    assert number_of(uuid4(), "form-03", MAI_CHAU, midnight) == "01/2027"


def test_a_rolled_back_number_is_given_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        number_of(uuid4(), "form-03", MAI_CHAU, at(23, 9))
        raise ZeroDivisionError
    assert number_of(uuid4(), "form-03", MAI_CHAU, at(23, 9)) == "01/2026"


def test_the_application_can_neither_change_nor_delete_a_number():
    number_of(uuid4(), "form-03", MAI_CHAU, at(23, 9))
    with pytest.raises(ProgrammingError), transaction.atomic():
        FormNumber.objects.update(number=9)
    with pytest.raises(ProgrammingError), transaction.atomic():
        FormNumber.objects.all().delete()
