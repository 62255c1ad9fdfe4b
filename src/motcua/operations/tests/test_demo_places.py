from __future__ import annotations

import os

import pytest

from motcua.operations import demo_places

HUB = {"MOTCUA_ROLE": "hub", "DATABASE_URL": "postgresql://hub", "MOTCUA_SECRET_KEY": "s"}


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """An environment that names no database, and a home in which a demo's hub runs."""
    names = {name for name in os.environ if name.startswith("MOTCUA_")} | {"DATABASE_URL"}
    monkeypatch.setattr(os, "environ", {n: v for n, v in os.environ.items() if n not in names})
    os.environ.update(MOTCUA_HOME=str(tmp_path), MOTCUA_ROLE="hub")
    demo_places.keep(tmp_path, "hub", HUB)
    return tmp_path


def test_a_command_beside_a_demo_takes_its_settings(alone):
    demo_places.adopt()
    assert {name: os.environ[name] for name in HUB} == HUB


def test_a_role_that_the_demo_does_not_run_is_not_made_up(alone):
    os.environ["MOTCUA_ROLE"] = "node"
    demo_places.adopt()
    assert "DATABASE_URL" not in os.environ


@pytest.mark.parametrize("name", demo_places.REAL)
def test_who_names_a_database_or_a_secret_is_not_given_the_demos(alone, name):
    os.environ[name] = "mine"
    demo_places.adopt()
    assert [os.environ.get(each) for each in demo_places.REAL].count("mine") == 1
    assert not set(os.environ.values()) & {HUB["DATABASE_URL"], HUB["MOTCUA_SECRET_KEY"]}


def test_the_settings_are_readable_by_their_owner_alone(alone):
    assert (alone / "settings-hub.json").stat().st_mode & 0o077 == 0
