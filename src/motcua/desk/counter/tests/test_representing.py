"""Somebody comes for an organisation, by a right that is recorded, and is looked up like it."""

import pytest

from motcua.accounts.service import Account
from motcua.catalogue import service as catalogue
from motcua.counter.models import Visit
from motcua.desk.certify.tests.counter import a_photograph
from motcua.desk.counter.tests.people import ARRIVE, arrives, confirmed, filled
from motcua.desk.organisations import Told
from motcua.desk.tests.business import CENTRE, CENTRE_NAME, COMPANY, NAME
from motcua.dossiers import service as dossiers
from motcua.dossiers.models import InternalNote
from motcua.dossiers.verification import verify_dossier
from motcua.kernel import clock
from motcua.registries.models import LookUp

pytestmark = pytest.mark.usefixtures("business")
INTRODUCED = {"right": "introduction", "paper_number": "12/GGT-TTCTXH", "paper_day": "20/11/2026"}
FOR_CENTRE = {"tax_code": CENTRE, "organisation": CENTRE_NAME, **INTRODUCED}
ASKS = {
    "whose": "official-request",
    "kind": "birth",
    "owner_name": "Khà Văn Minh",
    "owner_birth": "2015-06-01",
    "issue_at": "registered",
    "delivery": "electronic",
}


def begun(client, **typed):
    visit = arrives(client, **{**FOR_CENTRE, **typed}).context["visit"]
    return f"/desk/counter/fill/{visit.intakes.get().id}/"


def taken_in(client):
    address = begun(client)
    letter = f"{address}who/papers/request_letter/"
    page = client.get(address, follow=True)
    here, version = page.redirect_chain[-1][0], page.context["declaration"].version
    client.post(here, {"whose": "official-request", "seen": version})
    assert client.post(letter, {"file": a_photograph()}).status_code == 302
    kept = client.get(letter).context["kept"]
    filled(client, address, **ASKS, request_letter=[str(one.id) for one in kept])
    confirmed(client, address)
    answer = client.post(f"{address}file/", {"originals": "yes", "method": "cash"})
    assert answer.status_code == 302, answer.context["errors"]
    return str(answer.url).split("/")[-2]


def test_the_organisation_asks_and_who_came_stands_beside_it(receiver):
    code = taken_in(receiver)
    parts = {one.part: one for one in dossiers.parties_of(code)}
    assert (parts["filer"].full_name, parts["filer"].tax_code) == (CENTRE_NAME, CENTRE)
    came = parts["delegate"]
    assert (came.full_name, came.personal_id) == ("Khà Thị Dung", "017199001234")
    assert came.right == "Giấy giới thiệu số 12/GGT-TTCTXH ngày 20/11/2026"
    assert came.label == "Người thay mặt tổ chức"
    assert "đến thay" in InternalNote.objects.get().text
    page = receiver.get(f"/desk/counter/dossiers/{code}/").text
    assert CENTRE_NAME in page
    assert "12/GGT-TTCTXH" in page


def test_an_organisation_with_an_account_finds_the_dossier_there(receiver):
    account = Account.objects.create(
        kind=Account.Kind.ORGANISATION, username="eid-centre", full_name=CENTRE_NAME,
        tax_code=CENTRE, level=2, created_at=clock.now(),
    )  # fmt: skip
    code = taken_in(receiver)
    assert dossiers.dossier_for_person(account.id, None, code).may_act


def test_both_are_verified_with_their_registers(receiver, business):
    code = taken_in(receiver)
    verify_dossier(code, clock.now())
    page = receiver.get(f"/desk/dossiers/{code}/").text
    assert "Người thay mặt tổ chức: số định danh" in page
    assert "không đăng ký doanh nghiệp" in page


def test_the_form_knows_the_organisation_and_who_came(receiver):
    page = receiver.get(begun(receiver), follow=True)
    known = page.context["declaration"].answers
    assert known["organisation_name"] == CENTRE_NAME
    assert known["applicant_name"] == "Khà Thị Dung"
    assert "applicant_residence" not in known


def test_the_paper_list_names_the_written_request():
    procedure = catalogue.current("2.000635", clock.today())
    letter = next(one for one in procedure.papers if one.id == "request-letter")
    assert "counter" in letter.channels


def test_a_company_may_not_ask_for_what_the_law_keeps_from_it(receiver):
    page = arrives(receiver, **{**FOR_CENTRE, "tax_code": COMPANY})
    assert page.status_code == 422
    assert "không nhận hồ sơ của doanh nghiệp" in page.context["faults"]["procedure"]
    assert page.context["typed"]["paper_number"] == "12/GGT-TTCTXH"
    assert not Visit.objects.exists()


def test_what_only_people_may_file_asks_no_register(receiver):
    page = arrives(receiver, **FOR_CENTRE, procedure="1.001193")
    assert "chỉ nhận hồ sơ của cá nhân" in page.context["faults"]["procedure"]
    assert not LookUp.objects.exists()


def test_a_silent_register_stops_nothing_and_can_be_asked_again(receiver, business):
    business.down = True
    nameless = arrives(receiver, **{**FOR_CENTRE, "organisation": ""})
    assert "Chưa kết nối được" in nameless.context["faults"]["organisation"]
    page = arrives(receiver, **FOR_CENTRE)
    assert page.context["told"].outcome == "unavailable"
    business.down = False
    again = receiver.post(f"{ARRIVE}{page.context['visit'].id}/ask-again/", follow=True)
    assert again.context["told"].outcome == "not_found"
    assert set(Visit.objects.get().sources) == {"organisation", "delegate"}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"tax_code": ""}, "tax_code", "nhập mã số thuế"),
        ({"tax_code": "5400999026"}, "tax_code", "không đúng"),
        ({"right": ""}, "right", "Chọn tư cách"),
        ({"right": "king"}, "right", "Chọn tư cách"),
        ({"paper_number": " "}, "paper_number", "Ghi số"),
        ({"paper_day": "2026"}, "paper_day", "đủ ngày"),
        ({"paper_day": "24/11/2026"}, "paper_day", "chưa đến"),
        ({"organisation": ""}, "organisation", "ghi tên tổ chức"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(receiver, typed, field, said):
    page = arrives(receiver, **{**FOR_CENTRE, **typed})
    assert page.status_code == 422
    assert said in page.context["faults"][field]
    assert page.context["typed"]["phone"] == "0912345678"
    assert not Visit.objects.exists()


def test_a_representative_needs_no_paper_and_is_compared_with_the_register(receiver, business):
    """A company may file no procedure of the counter yet: the rule is asked for itself."""

    told = Told(
        outcome="found", at="2026-11-23T09:30:00+07:00", name=NAME, state="active",
        state_said="Đang hoạt động", representatives=("Vì Thị Hoa",),
    )  # fmt: skip
    assert told.differing("Công ty TNHH Nông sản Mai Châu", "VÌ THỊ HOA") == []
    (differs,) = told.differing(NAME, "Khà Thị Dung")
    assert "Vì Thị Hoa" in differs
    page = arrives(receiver, tax_code=CENTRE, organisation=CENTRE_NAME, right="representative")
    assert page.context["right"] == "Người đại diện theo pháp luật"
    assert page.context["visit"].organisation["paper"] == ""
