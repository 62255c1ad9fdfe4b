from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.papers import service as papers
from motcua.papers.models import Certification

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
NEW_YEARS_EVE = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)  # 00:30 on the 1st in Hà Nội


def entered(code, agency="H44.28.05", at=MONDAY):
    said = papers.Certified(
        dossier_code=code, applicant="Bùi Văn Tuyển", title="Bằng tốt nghiệp", copies=2,
        certifier="Nguyễn Quốc Huy",
    )  # fmt: skip
    return papers.enter_in_book(agency, at, said)


def test_numbers_of_an_agency_follow_each_other():
    assert [entered(f"A-{n}").number for n in range(3)] == [1, 2, 3]


def test_each_agency_and_year_has_a_book_of_its_own():
    entered("A-1")
    other, next_year = entered("B-1", agency="H44.28.06"), entered("A-2", at=NEW_YEARS_EVE)
    assert (other.number, other.book) == (1, "01/2026 - SCT/BS")
    assert (next_year.number, next_year.book) == (1, "01/2027 - SCT/BS")


def test_a_dossier_entered_again_keeps_its_line():
    first = entered("A-1")
    assert entered("A-1", at=NEW_YEARS_EVE) == first
    assert entered("A-2").number == 2


def test_a_rollback_gives_the_number_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        entered("A-1")
        raise RuntimeError
    assert entered("A-2").number == 1


def test_many_workers_leave_no_gap_and_no_twin():
    def work(n):
        try:
            return entered(f"A-{n % 12}").number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(work, range(24)))
    assert sorted(set(numbers)) == list(range(1, 13))
    assert Certification.objects.count() == 12


def test_a_number_is_given_once():
    line = entered("A-1")
    twin = Certification.objects.get(dossier_code="A-1")
    twin.pk, twin.dossier_code = None, "A-9"
    with pytest.raises(DatabaseError, match="one_line_a_certification_number"):
        twin.save()
    assert papers.lines_of_book("H44.28.05", 2026) == [line]
