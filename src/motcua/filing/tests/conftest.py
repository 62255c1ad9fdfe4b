"""Portal and node in one process and database: the wire between them is the real one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.service import Account
from motcua.dossiers import service as dossiers
from motcua.exchange.clients.national import NationalPortal
from motcua.exchange.clients.national_filed import FilingDesk
from motcua.exchange.tests.in_process import line_in_process
from motcua.filing.service import FiledDeclaration
from motcua.hub import sessions
from motcua.kernel import clock
from motcua.kernel.parity import EXTENSION
from motcua.portal.tests.conftest import browser, dung, nobody_answers_outside, province, stranger
from motcua.portal.tests.test_filing import ANSWERS

__all__ = ["browser", "dung", "nobody_answers_outside", "province", "stranger"]
BIRTH = "1.001193"
SECRET = "a long secret"


@pytest.fixture(autouse=True)
def national_portal(settings: Any) -> None:
    settings.ROLE = "hub"
    settings.ROOT_URLCONF = "motcua.urls_hub"
    settings.NODES = {"H44": "http://node.example.vn"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def desk(db: None, national_portal: None, monkeypatch: Any) -> Iterator[FilingDesk]:
    """The portal's desk of filed declarations as the node of Phú Thọ (H44) sees it."""
    # Django's test client would let the line in process close the test's connection again
    monkeypatch.setattr("django.test.client.close_old_connections", _nothing)
    sessions.keep_account("H44", "H44", "Tỉnh Phú Thọ", SECRET)
    with line_in_process("national", "/ndxp") as line:
        yield FilingDesk(NationalPortal(line, "H44", SECRET, "H44", extension=EXTENSION), line)


def _nothing(**_: object) -> None:
    """Stand in for closing connections."""


def declare(browser: Client, account: Account, **changes: Any) -> Any:
    """Return a whole draft of the person, on the portal."""
    browser.post(f"/portal/procedures/{BIRTH}/start/")
    draft = dossiers.running_drafts(account.id, clock.now())[0]
    answers = {**ANSWERS, **changes}
    return dossiers.save_answers(account.id, draft.id, answers, seen=draft.version, now=clock.now())


def file(browser: Client, account: Account, **changes: Any) -> FiledDeclaration:
    draft = declare(browser, account, **changes)
    answer = browser.post(f"/portal/declare/{draft.id}/submit/")
    return FiledDeclaration.objects.get(code=answer["Location"].split("/")[3])
