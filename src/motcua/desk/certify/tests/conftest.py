import pytest

from motcua.desk.certify.tests.counter import Counter
from motcua.desk.tests.cast import at, load_agencies
from motcua.exchange.clients import timestamp
from motcua.kernel import clock
from motcua.papers.authority import make_authority
from motcua.papers.tests.timestamps import TimestampsOfTests


@pytest.fixture(autouse=True)
def monday_morning(db, tmp_path, monkeypatch, settings):
    """Monday 23/11/2026, 09:30, at the commune's office, with keys and timestamps of a test."""
    settings.MOTCUA_HOME = tmp_path
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(at(23, 9, 30))
    load_agencies()


@pytest.fixture
def counter(tmp_path, monkeypatch):
    make_authority(tmp_path / "keys", at(23, 7))
    stamps = TimestampsOfTests(at(23, 9, 30))
    folder = tmp_path / "keys" / "timestamp"
    folder.mkdir()
    (folder / "tests.pem").write_bytes(stamps.root_pem)
    monkeypatch.setattr(timestamp, "authority", lambda: stamps)
    return Counter(tmp_path / "keys")
