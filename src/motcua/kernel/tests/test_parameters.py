import shutil
from datetime import date, time

import pytest

from motcua.kernel.agency_codes import AgencyCode
from motcua.kernel.documents import BadData
from motcua.kernel.parameters import load, parameters
from motcua.paths import PARAMETERS

TODAY = date(2026, 11, 23)


DEMO_PLACES = ("code,", "25,", "05200,", "05212,", "05251,", "05221,", "17,")


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the parameters with only the places that the demo names."""
    copy = shutil.copytree(PARAMETERS, tmp_path / "parameters")
    for table in (copy / "places").glob("*.csv"):
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text("".join(filter(lambda line: line.startswith(DEMO_PLACES), lines)))
    return copy


def faults_of(folder):
    with pytest.raises(BadData) as raised:
        load(folder)
    return str(raised.value).splitlines()


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_amounts_are_those_of_the_day():
    law = parameters()

    assert law.amount("birth-certificate-copy", TODAY) == 8000
    assert law.amount("base-salary", date(2026, 6, 30)) == 2_340_000
    assert law.amount("base-salary", TODAY) == 2_530_000


def test_the_calendar_covers_three_years_and_marks_what_is_only_expected():
    calendar = parameters().calendar

    assert (calendar.first_day, calendar.last_day) == (date(2025, 1, 1), date(2027, 12, 31))
    assert date(2027, 2, 8) in calendar.unverified
    assert date(2026, 2, 18) not in calendar.unverified
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))


def test_rules_about_time_are_dated():
    rules = parameters().rules

    assert rules.civil_status_cut_off.on(TODAY) == time(15)
    assert rules.draft_confirmation_hours.on(TODAY) == 24
    assert rules.draft_confirmation_pauses_clock.span_on(TODAY).status == "unverified"
    assert rules.apology_working_days_before.on(TODAY) == 1


def test_code_lists_are_complete():
    law = parameters()

    assert len(law.ethnic_groups) == 54
    assert law.ethnic_groups["06"] == "Mường"
    assert law.countries["VN"] == "Việt Nam"
    assert law.life_events[0].vi == "Sinh con"


def test_units_of_a_commune_bear_its_name():
    law = parameters()
    names = {str(agency.code): agency.name for agency in law.agencies}

    assert names["H44.28.05"] == "Ủy ban nhân dân xã Mai Châu"
    assert names["H44.28.05.01"] == "Văn phòng HĐND và UBND xã Mai Châu"
    assert {agency.commune_code for agency in law.agencies} - {None} <= law.places.communes.keys()


def test_every_agency_below_another_comes_after_it():
    seen = set()
    for agency in parameters().agencies:
        code = agency.code
        assert all(code != other for other in seen)
        seen.add(code)
        above = [AgencyCode(code.levels[:count]) for count in range(1, len(code.levels))]
        assert not above or above[0] in seen


def test_an_agency_may_keep_its_own_hours(folder):
    change(
        folder / "office-hours.yaml",
        "agencies: {}",
        """agencies:
  H44.28.07:
    - {from: 2025-07-01, value: ["07:30-11:30", "13:00-17:00"], source: UBND xã,
       checked_on: 2026-11-22, status: demo}""",
    )

    law = load(folder)

    assert law.hours_of("H44.28.07", TODAY).sessions[0] == (time(7, 30), time(11, 30))
    assert law.hours_of("H44.28.05", TODAY).sessions[0] == (time(7), time(11, 30))


def test_all_faults_of_all_files_are_reported_at_once(folder):
    change(folder / "amounts.yaml", "value: 1800000", "value: 1.800.000")
    change(folder / "amounts.yaml", "source: Nghị định 73/2024/NĐ-CP, ", "")
    change(folder / "calendar/2026.yaml", "day: 2026-11-24", "day: 2026-11-31")
    change(folder / "rules.yaml", "status: verified", "status: sure")
    change(folder / "demo/agencies.yaml", "code: H44.28.05,", "code: MaiChau,")
    change(folder / "help-line.yaml", "help-line:", "help-line: []\nhelp-line:")

    assert faults_of(folder) == [
        "calendar/2026.yaml:days_off[6].day: '2026-11-31', expected a day like 2026-11-23",
        "amounts.yaml:base-salary[0].value: '1.800.000', expected a whole number from 0",
        "amounts.yaml:base-salary[1].source: missing, expected a value",
        "rules.yaml:civil-status-cut-off[0].status: 'sure', expected one of demo, unverified, verified",
        "help-line.yaml:help-line: written again on line 3, expected one value",
        "demo/agencies.yaml:agencies[10].code: “MaiChau” không phải mã định danh cơ quan "
        "(ví dụ H44.28.05), expected an agency code",
    ]


def test_values_that_overlap_are_a_fault(folder):
    change(folder / "amounts.yaml", "to: 2026-06-30", "to: 2026-07-31")

    assert faults_of(folder) == [
        "amounts.yaml:base-salary: base-salary: two values for 2026-07-01, "
        "expected spans that do not overlap"
    ]


def test_a_hamlet_must_lie_in_a_successor_of_its_commune(folder):
    change(folder / "demo/hamlets.yaml", 'commune: "05212"', 'commune: "05251"')

    assert faults_of(folder) == [
        "demo/hamlets.yaml:Xóm Phiêng Xa: not a part of its unit, expected a successor"
    ]


def test_a_year_missing_from_the_calendar_is_a_fault(folder):
    (folder / "calendar/2026.yaml").unlink()

    assert faults_of(folder) == [
        "calendar/2027.yaml:year: No calendar between 2025-12-31 and 2027-01-01, "
        "expected calendars of consecutive years"
    ]


def test_a_day_of_another_year_is_a_fault(folder):
    change(folder / "calendar/2026.yaml", "worked: 2026-01-10", "worked: 2025-01-10")

    assert faults_of(folder) == [
        "calendar/2026.yaml:year: 2025-01-10 stands in this calendar, expected days of 2026"
    ]


def test_a_missing_file_is_a_fault(folder):
    shutil.rmtree(folder / "calendar")
    (folder / "help-line.yaml").unlink()

    faults = faults_of(folder)

    assert "calendar/YYYY.yaml: missing, expected a file" in faults
    assert "help-line.yaml: missing, expected a file" in faults
