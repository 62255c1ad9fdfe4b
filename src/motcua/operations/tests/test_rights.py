"""What the application's login may not do, on the database that migrations made."""

from __future__ import annotations

import os
from contextlib import suppress
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

APPEND_ONLY = ("dossiers_eventrow", "hub_message", "hub_deadletter")


@pytest.fixture
def application(django_db_setup):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id", "TRUNCATE {}"])
def test_what_is_append_only_can_be_neither_changed_nor_deleted(application, table, statement):
    with pytest.raises(InsufficientPrivilege):
        application.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "DROP TABLE dossiers_eventrow",
        "ALTER TABLE dossiers_eventrow DISABLE TRIGGER ALL",
        "GRANT DELETE ON dossiers_eventrow TO motcua_app",
        "SET ROLE motcua_owner",
        "CREATE DATABASE other",
    ],
)
def test_the_application_can_give_itself_nothing(application, statement):
    with suppress(InsufficientPrivilege):  # a GRANT without the right to it only warns
        application.execute(statement)
    rights = "SELECT has_table_privilege('motcua_app', 'dossiers_eventrow', 'DELETE')"
    assert application.execute(rights).fetchone() == (False,)
    assert application.execute("SELECT to_regclass('mine')").fetchone() == (None,)
    assert application.execute("SELECT current_user").fetchone() == ("motcua_app",)


def test_neither_login_is_a_superuser(application):
    rows = application.execute("SELECT rolname FROM pg_roles WHERE rolsuper").fetchall()
    assert rows == [("postgres",)]


def test_a_wrong_password_is_refused(django_db_setup):
    right = urlsplit(os.environ["DATABASE_URL"])
    wrong = right._replace(netloc=f"{right.username}:guess@").geturl()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
