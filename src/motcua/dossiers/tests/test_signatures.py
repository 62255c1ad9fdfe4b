from __future__ import annotations

from uuid import UUID

import pytest

from motcua.desk.tests.cast import TO_SIGNATURE, a_birth, led, load_agencies
from motcua.dossiers.history import events_of, refold
from motcua.dossiers.signatures import record_signatures
from motcua.dossiers.table import Action
from motcua.dossiers.tests.cast import at
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.papers.models import Signature, SigningRequest
from motcua.papers.tests.samples import CERTIFICATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(tmp_path, monkeypatch, settings):
    """A dossier whose result waits for its signer's telephone."""
    settings.MOTCUA_HOME = tmp_path
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(at(23, 9, 30))
    load_agencies()
    code = led(a_birth(), *TO_SIGNATURE, Action.SIGN)
    paper = papers.order_paper(
        "birth-certificate", code, CERTIFICATE, at(23, 10), cause="signing", about="Minh An"
    )
    signer = papers.Signer(str(UUID(int=7)), "Nguyễn Quốc Huy", "UBND xã Mai Châu")
    papers.order_signature(paper.id, signer, at(23, 10))
    return code


def asked(state):
    request = SigningRequest.objects.create(
        signer=str(UUID(int=7)), style="remote", handle="SCA-1", state=state,
        made_at=at(23, 10), next_attempt_at=at(23, 10),
    )  # fmt: skip
    Signature.objects.update(request=request, prepared_at=at(23, 10))


def test_while_the_telephone_rings_nothing_is_recorded(signing):
    asked("waiting")
    assert record_signatures(at(23, 10)) == 0
    assert refold(signing).step == "signing"


def test_a_signature_that_is_there_is_recorded_once(signing):
    Signature.objects.update(signed_at=at(23, 10))
    record_signatures(at(23, 10))
    record_signatures(at(23, 10))
    assert refold(signing).step == "issuing"
    assert [event.kind for event in events_of(signing)].count("signed") == 1


@pytest.mark.parametrize("state", ["refused", "too_late", "rejected"])
def test_what_was_not_confirmed_goes_back_to_the_signer(signing, state):
    asked(state)
    record_signatures(at(23, 10))
    record_signatures(at(23, 10))
    assert refold(signing).step == "signature"
    assert [event.kind for event in events_of(signing)].count("signature_unconfirmed") == 1
    assert papers.papers_of(signing)[-1].state == "dropped"
