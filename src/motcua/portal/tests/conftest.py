from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.service import Account
from motcua.agencies import service as agencies
from motcua.exchange.clients import (
    birth_notice,
    business_register,
    civil_status,
    identity,
    payment_platform,
    population,
)
from motcua.kernel import clock
from motcua.kernel.parameters import parameters


def person(name: str, personal_id: str, level: int = 2) -> Account:
    account = Account(
        id=uuid4(), kind=Account.Kind.PERSON, username=f"eid-{personal_id}", full_name=name,
        personal_id=personal_id, birth="1999-03-14", level=level, phone="0912345678",
        created_at=clock.now(),
    )  # fmt: skip
    account.set_unusable_password()
    account.save()
    return account


@pytest.fixture
def province(db):
    rows, seen = [], set()
    for one in parameters().agencies:
        code = str(one.code)
        parent = code.rpartition(".")[0]
        rows.append(
            {
                "code": code, "name": one.name, "short_name": one.short_name, "kind": one.kind,
                "parent_id": parent if parent in seen else None,
                "place_code": one.commune_code or "", "valid_from": date(2025, 7, 1),
            }
        )  # fmt: skip
        seen.add(code)
    agencies.load(rows)


@pytest.fixture
def dung(province):
    """The mother who declares."""
    return person("Khà Thị Dung", "017199004127")


@pytest.fixture
def stranger(province):
    return person("Sùng A Chống", "017092000010")


@pytest.fixture
def browser(dung):
    return signed_in(dung)


STATEMENTS = 10  # that a citizen's page may cost


class Browser(Client):
    """A browser that fails the test whose page asks the database more than it may."""

    def request(self, **asked):
        if asked["REQUEST_METHOD"] != "GET":
            return super().request(**asked)
        answer, work = self._counted(asked)
        if len(work) > STATEMENTS:  # what a process asks once it does not ask again
            answer, work = self._counted(asked)
        assert len(work) <= STATEMENTS, "\n".join([asked["PATH_INFO"], *work])
        return answer

    def _counted(self, asked):
        with CaptureQueriesContext(connection) as queries:
            answer = super().request(**asked)
        return answer, [q["sql"][:200] for q in queries if "SAVEPOINT" not in q["sql"]]


@pytest.fixture
def client():
    """Somebody who is not signed in."""
    return Browser()


def signed_in(account: Account) -> Client:
    client = Browser()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


CLIENTS = (
    identity.provider, population.register, civil_status.register, birth_notice.notices,
    business_register.register, payment_platform.platform,
)  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_answers_outside(settings):
    """Every system of the state is down: no test of pages asks the world outside."""
    settings.SYSTEMS = {
        name: {**system, "url": "http://127.0.0.1:9"} for name, system in settings.SYSTEMS.items()
    }
    for client in CLIENTS:
        client.cache_clear()
    yield
    for client in CLIENTS:
        client.cache_clear()
