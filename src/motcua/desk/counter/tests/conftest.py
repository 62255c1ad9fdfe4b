import pytest

from motcua.accounts.roles import Role
from motcua.desk.counter.tests.people import Register
from motcua.desk.tests.business import BusinessRegister
from motcua.desk.tests.cast import an_official, at, load_agencies, sign_in
from motcua.exchange.clients import business_register, civil_status, population
from motcua.kernel import clock


@pytest.fixture(autouse=True)
def monday_morning(db, tmp_path, monkeypatch, settings):
    """Monday 23/11/2026, 09:30, at the counter of Mai Châu."""
    settings.MOTCUA_HOME = tmp_path
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(at(23, 9, 30))
    load_agencies()


@pytest.fixture(autouse=True)
def register(monkeypatch):
    """The population register, which knows Khà Thị Dung; ``register.down`` ends that."""
    stub = Register()
    monkeypatch.setattr(population, "register", lambda: stub)
    monkeypatch.setattr(civil_status, "register", lambda: stub)
    return stub


@pytest.fixture
def receiver():
    return sign_in(an_official("mot-cua", Role.RECEIVER))


@pytest.fixture
def business(monkeypatch):
    stub = BusinessRegister()
    monkeypatch.setattr(business_register, "register", lambda: stub)
    return stub
