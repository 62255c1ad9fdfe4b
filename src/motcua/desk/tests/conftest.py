import pytest

from motcua.desk.tests.cast import at, load_agencies
from motcua.kernel import clock


@pytest.fixture(autouse=True)
def monday_morning(db, tmp_path, monkeypatch, settings):
    """Monday 23/11/2026, 09:30, at the commune's office."""
    settings.MOTCUA_HOME = tmp_path
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(at(23, 9, 30))
    load_agencies()
