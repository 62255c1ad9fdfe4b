from __future__ import annotations

from uuid import uuid4

import pytest

from motcua.dossiers import follow, notifying
from motcua.dossiers.commands import Command
from motcua.dossiers.history import events_of
from motcua.dossiers.labels import EVENT_LABELS
from motcua.dossiers.models import DossierRow
from motcua.dossiers.perform import perform
from motcua.dossiers.table import Action
from motcua.dossiers.tests.births import declared, load_agencies
from motcua.dossiers.tests.cast import MOTHER, RECEIVER, at
from motcua.notices.rules import templates
from motcua.notices.service import inbox, told_about


@pytest.fixture
def code(db) -> str:
    load_agencies()
    return declared()


def receive(code: str) -> None:
    perform(code, Command(action=Action.RECEIVE), RECEIVER, command_id=uuid4(), now=at(23, 9))


def test_who_filed_is_told_by_which_body_and_person_the_dossier_was_received(code):
    receive(code)
    notifying.tell(code, 2)
    [notice] = inbox(MOTHER.account_id, None)
    assert notice.subject == f"Đã tiếp nhận hồ sơ {code}"
    assert RECEIVER.name in notice.text and "Ủy ban nhân dân xã Mai Châu" in notice.text
    assert "lúc 09:00 ngày 23/11/2026" in notice.text and "17:00 ngày 23/11/2026" in notice.text


def test_an_event_told_twice_is_one_notice(code):
    notifying.tell(code, 1)
    notifying.tell(code, 1)
    assert len(told_about(code)) == 1


def test_every_event_that_is_told_is_followed_and_has_its_template():
    assert set(notifying.TEMPLATES) <= follow.FOLLOWED
    assert set(notifying.TEMPLATES.values()) <= set(templates())


def test_every_template_of_dossiers_finds_its_facts(code):
    known = notifying.facts(DossierRow.objects.get(code=code), events_of(code)).keys()
    for name in set(notifying.TEMPLATES.values()):
        assert templates()[name].spans[-1].value.names() <= known, name


def test_only_inner_work_is_not_told():
    inner = {kind for kind in EVENT_LABELS if kind not in notifying.TEMPLATES}
    assert {"taken", "verified", "rated", "seal_ordered", "signature_ordered"} <= inner
    assert not {"received", "refused", "issued", "revoked", "stopped", "apologised"} & inner
