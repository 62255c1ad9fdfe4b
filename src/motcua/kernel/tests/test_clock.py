from datetime import UTC, datetime

import pytest

from motcua.kernel import clock
from motcua.kernel.tests.year_2026 import at


@pytest.fixture
def shared_clock(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))


@pytest.mark.usefixtures("shared_clock")
def test_every_reader_of_the_clock_file_lives_on_the_day_it_names():
    clock.set_to(at("23/11/2026", "08:40"))

    assert clock.today() == at("23/11/2026").date()
    assert abs((clock.now() - at("23/11/2026", "08:40")).total_seconds()) < 60


@pytest.mark.usefixtures("shared_clock")
def test_without_a_file_the_clock_is_the_machines_own():
    assert abs((clock.now() - datetime.now(UTC)).total_seconds()) < 60  # noqa: TID251


def test_the_local_day_begins_at_midnight_in_hanoi():
    assert clock.local_day(datetime(2026, 11, 22, 17, 30, tzinfo=UTC)) == at("23/11/2026").date()
    assert clock.local_day(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)) == at("22/11/2026").date()
