"""Our clients against the signing services of the sandbox, confirmed on its telephone."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from motcua_sandbox.kyso.holders import number_of

from motcua.exchange.clients.base import Line
from motcua.exchange.clients.confirmed_signing import ConfirmedSigning, NotConfirmed
from motcua.exchange.clients.mobile_signing import MobileSigning
from motcua.exchange.clients.remote_signing import RemoteSigning
from motcua.exchange.errors import Refused, Unreachable

pytestmark = pytest.mark.django_db
PAPERS = (b"Giay khai sinh", b"Trich luc khai sinh")
SIGNER = "lanh-dao-xa"
HANDLES = {"kyso": f"SCA-{SIGNER}", "simca": f"0{number_of(SIGNER).removeprefix('84')}"}


@pytest.fixture(params=HANDLES)
def system(request) -> str:
    return request.param


@pytest.fixture
def service(sandbox, system) -> ConfirmedSigning:
    if system == "simca":
        return MobileSigning(Line(system, f"{sandbox.url}/simca"), "motcua", "demo-simca-secret")
    line = Line(system, f"{sandbox.url}/kyso/csc/v2")
    return RemoteSigning(line, "motcua", "demo-kyso-secret")


def digests(service: ConfirmedSigning) -> list[bytes]:
    return [hashlib.sha256(paper).digest() for paper in PAPERS[: service.most]]


def ask(service: ConfirmedSigning, system: str, reference: str = "") -> str:
    words = "Ký 2 giấy tờ. Mã đối chiếu 4821"
    return service.ask(HANDLES[system], digests(service), reference or uuid4().hex, words)


def answer(service: ConfirmedSigning, system: str, question: str):
    return service.answer(HANDLES[system], question, digests(service))


def press(sandbox, question: str, button: str) -> None:
    sandbox.http.post(f"/phone/questions/{question}", data={"answer": button})


def test_a_signature_is_there_once_the_holder_has_confirmed(sandbox, service, system):
    question = ask(service, system)
    assert not answer(service, system, question)
    press(sandbox, question, "confirmed")
    made = answer(service, system, question)
    own = x509.load_der_x509_certificate(service.credential(HANDLES[system]).certificates[0])
    assert len(made) == len(digests(service))
    for paper, signature in zip(PAPERS, made, strict=False):
        own.public_key().verify(signature, paper, ec.ECDSA(hashes.SHA256()))


def test_the_certificate_names_its_holder_and_is_issued_by_the_next(service, system):
    own, above = map(
        x509.load_der_x509_certificate, service.credential(HANDLES[system]).certificates
    )
    own.verify_directly_issued_by(above)
    assert "Nguyễn Quốc Huy" in own.subject.rfc4514_string()


def test_a_question_whose_answer_was_lost_rings_once(sandbox, service, system):
    reference = uuid4().hex
    path = "authorize" if system == "kyso" else "signature"
    with sandbox.fault(system, "drop", count=1, path=path), pytest.raises(Unreachable):
        ask(service, system, reference)
    question = ask(service, system, reference)
    shown = sandbox.http.get("/phone/lanh-dao-xa", headers={"accept": "application/json"}).json()
    assert [one["times"] for one in shown if one["id"] == question] == [2]


def test_a_refusal_is_said_and_stands(sandbox, service, system):
    question = ask(service, system)
    press(sandbox, question, "refused")
    press(sandbox, question, "confirmed")
    with pytest.raises(NotConfirmed) as refusal:
        answer(service, system, question)
    assert refusal.value.kind == "user_refused"


def test_nobody_at_the_telephone_is_too_late(sandbox, service, system):
    question = ask(service, system)
    with sandbox.fault(system, "too_late"), pytest.raises(NotConfirmed) as late:
        answer(service, system, question)
    assert late.value.kind == "user_too_late"


@pytest.mark.parametrize(
    ("fault", "kind"), [("unreachable", "user_unreachable"), ("pin_blocked", "pin_blocked")]
)
def test_a_sim_that_cannot_sign_says_why(sandbox, fault, kind):
    line = Line("simca", f"{sandbox.url}/simca")
    service = MobileSigning(line, "motcua", "demo-simca-secret")
    question = ask(service, "simca")
    with sandbox.fault("simca", fault), pytest.raises(NotConfirmed) as found:
        answer(service, "simca", question)
    assert found.value.kind == kind


def test_a_question_that_came_too_late_stays_ended(sandbox, service, system):
    question = ask(service, system)
    with sandbox.fault(system, "too_late"), pytest.raises(NotConfirmed):
        answer(service, system, question)
    press(sandbox, question, "confirmed")
    with pytest.raises(NotConfirmed):
        answer(service, system, question)


def test_a_lost_answer_costs_no_second_confirmation(sandbox, service, system):
    question = ask(service, system)
    press(sandbox, question, "confirmed")
    path = "signHash" if system == "kyso" else "status"
    with sandbox.fault(system, "drop", count=1, path=path), pytest.raises(Unreachable):
        answer(service, system, question)
    assert answer(service, system, question)


def test_a_key_that_nobody_has_is_refused(service):
    with pytest.raises(Refused):
        service.credential("SCA-khong-co-ai")
