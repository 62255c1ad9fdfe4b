import pytest

from motcua.corrections.tests.cast import load, load_agency
from motcua.desk.tests.cast import at, load_agencies
from motcua.kernel import clock


@pytest.fixture(autouse=True)
def matched_rows(db, tmp_path, monkeypatch, settings):
    """Monday 23/11/2026, 09:30, and a run that was loaded for the insurance office."""
    settings.MOTCUA_HOME = tmp_path
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(at(23, 9, 30))
    load_agencies()
    load_agency()
    load()
