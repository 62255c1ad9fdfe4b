import pytest

from motcua.corrections.tests.cast import load_agency


@pytest.fixture
def agency(db):
    load_agency()


@pytest.fixture
def loaded(agency):
    """The demo's run, loaded for one agency."""
    from motcua.corrections.tests.cast import load

    return load()
