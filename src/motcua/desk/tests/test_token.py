from __future__ import annotations

import base64
import json
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.test import Client

from motcua.accounts.service import Role
from motcua.desk.tests.cast import MAI_CHAU, an_official, at, load_agencies, sign_in
from motcua.kernel import clock
from motcua.kernel.clock import local_day
from motcua.papers import service as papers
from motcua.papers.authority import issue_certificate, make_authority
from motcua.papers.certificates import Holder
from motcua.papers.models import Paper, Signature
from motcua.papers.tests.samples import CERTIFICATE

pytestmark = pytest.mark.django_db
NOW = at(23, 10)


@pytest.fixture(autouse=True)
def commune(tmp_path, monkeypatch, settings):
    settings.MOTCUA_HOME = tmp_path
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(NOW)
    load_agencies()
    make_authority(tmp_path / "keys", NOW)


@pytest.fixture
def chair():
    return an_official("chu-tich", Role.SIGNER)


@pytest.fixture
def key(chair, tmp_path):
    """The key on the chair's own token."""
    holder = Holder(str(chair.pk), chair.full_name, "UBND xã Mai Châu")
    made = issue_certificate(tmp_path / "keys", holder)
    new = papers.NewMeans(
        signer=holder.ref, agency=MAI_CHAU, holder=holder.name, style="local", handle="",
        pem=made.certificate.read_text(), first_day=local_day(NOW),
    )  # fmt: skip
    papers.register_means(new, chair.pk, NOW)
    return made


def to_sign(chair, count=1):
    """Have papers wait for the chair's token; all but the first are copies of what was prepared."""
    signer = papers.Signer(str(chair.pk), chair.full_name, "UBND xã Mai Châu")
    code = "H44.28.05-261123-0007"
    made = papers.order_paper("birth-certificate", code, CERTIFICATE, NOW, cause="0", about="A")
    papers.sign_now(made.id, signer, NOW)
    for number in range(1, count):
        paper, signature = Paper.objects.get(pk=made.id), Signature.objects.get(paper_id=made.id)
        paper.pk, paper.cause, paper.check_code = uuid4(), str(number), f"{number}"
        signature.pk, signature.paper = None, paper
        paper.save(force_insert=True)
        signature.save()


def brings(client, made) -> tuple[int, dict]:
    texts = {one: base64.b64encode(signature).decode() for one, signature in made.items()}
    answer = client.post(
        "/desk/token/signed/", json.dumps({"signatures": texts}), content_type="application/json"
    )
    return answer.status_code, answer.json()


def signatures(key, batch):
    private = load_pem_private_key(key.key.read_bytes(), None)
    return {
        one["id"]: private.sign(base64.b64decode(one["attributes"]), ec.ECDSA(hashes.SHA256()))
        for one in batch["papers"]
    }


def test_a_batch_of_fifty_is_asked_for_at_once_and_kept(chair, key):
    to_sign(chair, 51)
    client = sign_in(chair)
    assert "Ký 50 giấy tờ" in client.get("/desk/token/").content.decode()
    (batch,) = client.get("/desk/token/prepared/").json()["batches"]
    assert len(batch["papers"]) == 50
    assert {one["name"] for one in batch["papers"]} == {"Giấy khai sinh"}
    assert brings(client, signatures(key, batch)) == (200, {"kept": 50, "wrong": 0})
    assert Signature.objects.exclude(value="").count() == 50


def test_the_desks_first_page_says_what_waits_for_the_token(chair, key):
    to_sign(chair, 2)
    assert "2 giấy tờ chờ ký bằng USB token" in sign_in(chair).get("/desk/").content.decode()


def test_this_page_alone_may_speak_to_the_signing_program(chair, settings):
    client = sign_in(chair)

    def connects(page):
        policy = client.get(page).headers["Content-Security-Policy"].split("; ")
        return next(one for one in policy if one.startswith("connect-src"))

    assert connects("/desk/token/") == f"connect-src 'self' {settings.TOKEN_AGENT_URL}"
    assert connects("/desk/") == "connect-src 'self'"


def test_another_official_sees_and_brings_nothing(chair, key):
    to_sign(chair)
    (batch,) = sign_in(chair).get("/desk/token/prepared/").json()["batches"]
    other = sign_in(an_official("khac", Role.SIGNER))
    assert other.get("/desk/token/prepared/").json() == {"batches": []}
    assert brings(other, signatures(key, batch))[1] == {"kept": 0, "wrong": 0}


def test_strangers_are_led_to_sign_in():
    assert "/sign-in/" in Client().get("/desk/token/prepared/").url


def test_a_post_of_another_site_is_refused(chair, key):
    to_sign(chair)
    client = sign_in(chair)
    (batch,) = client.get("/desk/token/prepared/").json()["batches"]
    client.handler.enforce_csrf_checks = True
    answer = client.post("/desk/token/signed/", "{}", content_type="application/json")
    assert answer.status_code == 403
    assert batch["papers"]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"signatures": {}}', '{"signatures": {"x": "AA=="}}',
     '{"signatures": {"1": "?"}}', '{"signatures": {"1": 7}}'],
)  # fmt: skip
def test_what_the_page_does_not_send_is_refused(chair, body):
    client = sign_in(chair)
    answer = client.post("/desk/token/signed/", body, content_type="application/json")
    assert answer.status_code == 400


def test_an_ended_certificate_is_said_before_anybody_types_a_pin(chair, key):
    to_sign(chair)
    clock.set_to(NOW.replace(year=2051))
    page = sign_in(chair).get("/desk/token/").content.decode()
    assert "đã hết hạn ngày 01/01/2050" in page
    assert "data-token" not in page


def test_a_page_opened_a_moment_after_signing_looks_again_by_itself(chair, key):
    client, since = sign_in(chair), int(NOW.timestamp())
    assert "data-reload" in client.get(f"/desk/token/?since={since}").content.decode()
    assert "data-reload" not in client.get(f"/desk/token/?since={since - 120}").content.decode()
    assert "data-reload" not in client.get("/desk/token/?since=x").content.decode()
