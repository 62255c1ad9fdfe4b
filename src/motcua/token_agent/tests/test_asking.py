from __future__ import annotations

import base64
import json

import pytest
from asn1crypto import cms, x509

from motcua.papers.authority import issue_certificate
from motcua.papers.signing import person, prepare
from motcua.papers.tests.cast import AGENCY, HUY, NOW, an_office
from motcua.token_agent.asking import MOST, BadRequest, check_number, read


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return an_office(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def certificate(office) -> bytes:
    return issue_certificate(office.keys, HUY).certificates[0]


@pytest.fixture(scope="module")
def attributes(office, certificate) -> bytes:
    shown = person(name="A", title="", prefix="", agency=AGENCY, place=None, now=NOW, demo=True)
    return prepare(office.paper.pdf, shown, (certificate,)).attributes


def told(certificate: bytes, *attributes: bytes, name="Giấy khai sinh") -> bytes:
    papers = [{"name": name, "attributes": base64.b64encode(a).decode()} for a in attributes]
    return json.dumps(
        {"certificate": base64.b64encode(certificate).decode(), "papers": papers}
    ).encode()


def test_the_attributes_of_a_signature_on_a_paper_may_be_signed(certificate, attributes):
    asked = read(told(certificate, attributes, attributes))
    assert asked.holder == "Nguyễn Quốc Huy"
    assert asked.counted == [(2, "Giấy khai sinh")]
    assert asked.number == check_number([attributes, attributes])


def test_what_a_terminal_would_obey_is_not_shown(certificate, attributes):
    asked = read(told(certificate, attributes, name="\x1b[2JGiấy\r\n khai sinh"))
    assert asked.names == ("[2JGiấy khai sinh",)


def test_attributes_that_name_another_certificate_are_not_signed(office, attributes):
    other = x509.Certificate.load(issue_certificate(office.keys, HUY).certificates[1]).dump()
    with pytest.raises(BadRequest, match="another certificate"):
        read(told(other, attributes))


def test_nothing_but_attributes_of_a_paper_is_signed(certificate, attributes):
    kept = cms.CMSAttributes.load(attributes)
    without = cms.CMSAttributes([one for one in kept if one["type"].native != "message_digest"])
    for other in (b"a login", b"\x31\x00", without.dump(), attributes + b"\0"):
        with pytest.raises(BadRequest):
            read(told(certificate, other))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"certificate": 1, "papers": [1]}', b"\xff"])
def test_what_is_no_request_is_refused(body):
    with pytest.raises(BadRequest):
        read(body)


def test_more_than_a_batch_is_refused(certificate, attributes):
    for count in (0, MOST + 1):
        with pytest.raises(BadRequest, match="papers"):
            read(told(certificate, *[attributes] * count))
