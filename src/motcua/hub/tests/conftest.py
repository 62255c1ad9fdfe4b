from datetime import datetime

import pytest

from motcua.kernel import clock


@pytest.fixture(autouse=True)
def quick_secrets(settings):
    """Hashing a secret takes a second on purpose; here it only has to be compared."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def the_day_after(monkeypatch, tmp_path):
    """The dossiers of these tests were due yesterday, whenever the tests run."""
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(datetime(2026, 11, 24, 9, tzinfo=clock.HANOI))
