"""Signing in another's stead, as officials meet it at the desk."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from motcua.accounts.models import Account, Delegation
from motcua.accounts.roles import Role
from motcua.desk.tests.cast import (
    BAO_LA,
    MAI_CHAU,
    PROVINCE,
    TO_COMPLETION,
    TO_SIGNATURE,
    a_birth,
    an_official,
    at,
    browser,
    filled,
    led,
    sign_in,
)
from motcua.dossiers.history import events_of, refold
from motcua.kernel import clock


@pytest.fixture
def chair() -> Account:
    return an_official("chu-tich", Role.SIGNER)


@pytest.fixture
def head() -> Account:
    return an_official("truong-phong", Role.SPECIALIST)


def typed(chair: Account, head: Account, **changed) -> dict[str, object]:
    return {
        "principal": str(chair.id), "delegate": str(head.id), "kind": "TUQ.", "begins": "",
        "until": "27/11/2026", "procedure": ["1.001193"], "decision": "Quyết định 12/QĐ-UBND",
        "decided_on": "20/11/2026",
    } | changed  # fmt: skip


def as_delegate(head: Account) -> Client:
    client = sign_in(head)
    post = Delegation.objects.get().post
    client.post("/desk/post/", {"post": post.pk})
    return client


def signed(client: Client, code: str) -> int:
    address = f"/desk/dossiers/{code}/sign/"
    return client.post(address, filled(client, code, "sign")).status_code


def test_a_leader_lets_a_colleague_sign_until_the_last_day(chair, head):
    answer = sign_in(chair).post("/desk/delegations/", typed(chair, head), follow=True)
    assert "Cán bộ truong-phong ký TUQ." in answer.content.decode()
    code, later = (led(a_birth(child=n, parties=[]), *TO_SIGNATURE) for n in ("Bùi An", "Hà Mai"))
    assert signed(as_delegate(head), code) == 302
    signature = events_of(code)[-1].actor
    assert signature.prefix.startswith("TUQ. ")
    assert signature.decision == "Quyết định 12/QĐ-UBND, 20/11/2026"
    clock.set_to(at(28, 9))
    assert sign_in(head).get(f"/desk/dossiers/{later}/sign/").status_code == 403


def test_what_the_decision_does_not_name_is_not_signed(chair, head):
    sign_in(chair).post("/desk/delegations/", typed(chair, head, procedure=["1.004873"]))
    code = led(a_birth(), *TO_SIGNATURE)
    page = as_delegate(head).get(f"/desk/dossiers/{code}/sign/")
    assert "không gồm thủ tục này" in page.content.decode()
    assert refold(code).step == "signature"


def test_a_delegate_cannot_delegate(chair, head):
    sign_in(chair).post("/desk/delegations/", typed(chair, head))
    answer = as_delegate(head).get("/desk/delegations/")
    assert answer.status_code == 403
    assert "không được ủy quyền lại" in answer.content.decode()


def test_a_leader_gives_only_their_own_pen_and_an_administrator_any(chair, head):
    other = an_official("pho-chu-tich", Role.SIGNER)
    sent = typed(chair, head)
    assert sign_in(other).post("/desk/delegations/", sent).status_code == 422
    province = browser(Role.ADMINISTRATOR, PROVINCE)
    assert province.post("/desk/delegations/", {**sent, "agency": MAI_CHAU}).status_code == 302
    elsewhere = browser(Role.ADMINISTRATOR, BAO_LA)
    elsewhere.post("/desk/delegations/", {"agency": MAI_CHAU, "end": Delegation.objects.get().pk})
    assert Delegation.objects.get().post.valid_to == at(27, 9).date()


def test_what_was_typed_stays_when_something_is_missing(chair, head):
    sent = typed(chair, head, decided_on="")
    page = sign_in(chair).post("/desk/delegations/", sent).content.decode()
    assert "Nhập ngày ký quyết định" in page
    assert 'value="Quyết định 12/QĐ-UBND"' in page


def test_it_is_ended_on_the_page(chair, head):
    client = sign_in(chair)
    client.post("/desk/delegations/", typed(chair, head))
    (row,) = client.get("/desk/delegations/").context["rows"]
    client.post("/desk/delegations/", {"end": row.id, "last_day": "24/11/2026"})
    (row,) = client.get("/desk/delegations/").context["rows"]
    assert row.last_day == at(24, 9).date()


def test_a_signer_on_leave_whose_stand_in_may_not_sign_is_pointed_out(chair, head):
    centre = browser(Role.CENTRE_HEAD)
    days = {"first_day": "24/11/2026", "last_day": "26/11/2026"}
    absence = {"account": str(chair.id), "substitute": str(head.id), **days}
    page = centre.post("/desk/absences/", absence, follow=True).content.decode()
    assert "người thay chưa được giao ký" in page
    sign_in(chair).post("/desk/delegations/", typed(chair, head))
    page = centre.post("/desk/absences/", absence, follow=True).content.decode()
    assert "người thay chưa được giao ký" not in page


def test_a_delegate_on_leave_is_pointed_out(chair, head):
    days = {"first_day": "24/11/2026", "last_day": "26/11/2026"}
    browser(Role.CENTRE_HEAD).post("/desk/absences/", {"account": str(head.id), **days})
    answer = sign_in(chair).post("/desk/delegations/", typed(chair, head), follow=True)
    assert "nghỉ từ 24/11/2026 đến 26/11/2026" in answer.content.decode()


def test_who_submits_for_signature_reads_that_nobody_is_there_to_sign(chair, head):
    code = led(a_birth(), *TO_COMPLETION)
    days = {"first_day": "23/11/2026", "last_day": "26/11/2026"}
    browser(Role.CENTRE_HEAD).post("/desk/absences/", {"account": str(chair.id), **days})
    page = sign_in(head).get(f"/desk/dossiers/{code}/submit-for-signature/").content.decode()
    assert "Người ký đang vắng: Cán bộ chu-tich nghỉ đến hết ngày 26/11/2026" in page


def test_no_colleague_is_nobody(chair):
    answer = sign_in(chair).post(
        "/desk/delegations/", typed(chair, chair, delegate=str(UUID(int=1)))
    )
    assert "Chọn người được giao ký" in answer.content.decode()
