"""Runs the worked examples of docs/law/limits.md against the published calendars."""

import re
from datetime import date, time

import pytest

from motcua.kernel.limits import Extension, Limit, Pause, due
from motcua.kernel.parameters import parameters
from motcua.kernel.tests.year_2026 import at
from motcua.paths import ROOT

MOMENT = r"(\d\d/\d\d/\d{4}) (\d\d:\d\d)"
UNITS = {"working days": "working_days", "days": "calendar_days", "hours": "hours"}


def rows():
    page = (ROOT / "docs/law/limits.md").read_text(encoding="utf-8")
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(MOMENT, cells[0]):
            yield cells[:4]


def read_limit(text):
    if match := re.fullmatch(r"same day, cut-off (\d\d:\d\d)", text):
        return Limit.same_day(time.fromisoformat(match[1]))
    amount, unit, hour = re.fullmatch(r"(\d+) ([a-z ]+)(, hour of receipt)?", text).groups()
    return Limit(int(amount), UNITS[unit], hour_rule="hour_of_receipt" if hour else "end_of_day")


def read_meanwhile(text):
    if match := re.fullmatch(f"paused {MOMENT} to {MOMENT}", text):
        return {"pauses": [Pause(at(match[1], match[2]), at(match[3], match[4]))]}
    if match := re.fullmatch(r"extended (\d+) working days", text):
        return {"extensions": [Extension(int(match[1]))]}
    assert text == ""
    return {}


@pytest.mark.parametrize(("received", "limit", "meanwhile", "expected"), list(rows()))
def test_every_example_of_the_page_holds(received, limit, meanwhile, expected):
    law = parameters()
    moment = at(*received.split())

    found = due(
        moment,
        read_limit(limit),
        law.calendar,
        law.hours_of("H44.28.05", moment.date()),
        **read_meanwhile(meanwhile),
    )

    assert found == at(*expected.split())


def test_the_page_has_examples():
    assert len(list(rows())) >= 15


def test_the_day_off_that_the_examples_lean_on_is_published():
    assert parameters().calendar.days_off[date(2026, 11, 24)] == "Ngày Văn hóa Việt Nam"
