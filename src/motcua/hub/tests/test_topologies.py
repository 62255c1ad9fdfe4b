"""Where people file decides what the hub shows: the national portal, or its own pages alone."""

import importlib

import pytest

from motcua import urls_hub
from motcua.operations.demo_accounts import welcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing_at_the_node(settings):
    settings.NATIONAL_FILING, settings.ROOT_URLCONF = False, "motcua.urls_hub"
    importlib.reload(urls_hub)
    yield
    settings.NATIONAL_FILING = True
    importlib.reload(urls_hub)


def test_where_people_file_at_their_node_the_hub_has_no_portal(client, filing_at_the_node):
    answer = client.get("/portal/")
    assert answer.status_code == 404
    assert "Kiểm tra lại địa chỉ" in answer.text


@pytest.mark.parametrize(("national", "first"), [(True, "/portal/"), (False, "n:8000/ ")])
def test_a_demo_says_first_where_people_file(national, first):
    said = welcome("http://n:8000", "http://h:8001", "http://s:8002", national_filing=national)
    people = next(line for line in said.splitlines() if "người dân" in line)
    assert first in people
    assert "http://n:8000/ " in said
