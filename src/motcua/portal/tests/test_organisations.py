"""A delegate files for an organisation: in scope, in time, named on the dossier, and no longer."""

import re
from datetime import timedelta

import pytest

from motcua.accounts.service import Account, Mandate, Organisation
from motcua.dossiers import service as dossiers
from motcua.dossiers.history import events_of
from motcua.dossiers.verification import verify_dossier
from motcua.kernel import clock
from motcua.notices import service as notices
from motcua.portal.tests.conftest import person, signed_in
from motcua.portal.tests.test_answering import photograph
from motcua.registries import service as registries

pytestmark = pytest.mark.django_db
EXTRACT = "/procedures/2.000635/start/"
ANSWERS = {
    "whose": "official-request", "kind": "birth", "owner_name": "Khà Văn Minh",
    "owner_birth": "2015-06-01", "register_place": {"commune": "05200"},
    "issue_at": "registered", "copies": 1, "delivery": "electronic", "declaration": True,
}  # fmt: skip


def organisation(name: str, tax_code: str, sort: Organisation.Sort) -> Account:
    account = Account.objects.create(
        kind=Account.Kind.ORGANISATION, username=f"eid-{tax_code}", full_name=name,
        tax_code=tax_code, level=2, created_at=clock.now(),
    )  # fmt: skip
    Organisation.objects.create(account=account, sort=sort, representative="Đinh Thị Nhung")
    return account


@pytest.fixture
def centre(province):
    return organisation("Trung tâm Công tác xã hội Mai Châu", "5400999025", Organisation.Sort.OTHER)


@pytest.fixture
def hoa(province):
    return person("Vì Thị Hoa", "017190002846")


def named(representative, **changed):
    today = clock.today()
    typed = {
        "personal_id": "017190002846", "full_name": "Vì Thị Hoa", "procedure": ["2.000635"],
        "first_day": f"{today:%d/%m/%Y}", "last_day": f"{today + timedelta(days=30):%d/%m/%Y}",
        **changed,
    }  # fmt: skip
    return representative.post("/organisation/", typed)


@pytest.fixture
def representative(centre):
    return signed_in(centre)


@pytest.fixture
def delegate(representative, hoa):
    named(representative)
    client = signed_in(hoa)
    act(client)
    return client


def act(client):
    mandate = Mandate.objects.get()
    assert client.post("/acting/", {"as": str(mandate.id)}).status_code == 302


@pytest.fixture
def draft(delegate, centre):
    assert delegate.post(EXTRACT).status_code == 302
    return dossiers.running_drafts(centre.id, clock.now())[0]


@pytest.fixture
def filed(delegate, draft, centre):
    answers = {**draft.answers, **ANSWERS, "applicant_phone": "0912345678"}
    dossiers.save_answers(centre.id, draft.id, answers, seen=draft.version, now=clock.now())
    upload = f"/declare/{draft.id}/who/papers/request_letter/"
    delegate.post(upload, {"file": photograph()})
    answer = delegate.post(f"/declare/{draft.id}/submit/")
    return answer["Location"].split("/")[2]


def test_who_files_and_for_whom_stay_apart_on_the_dossier(filed, centre, hoa):
    parts = {one.part: (one.full_name, one.account) for one in dossiers.parties_of(filed)}
    assert parts["filer"] == (centre.full_name, centre.id)
    assert parts["delegate"] == (hoa.full_name, hoa.id)
    assert parts["owner"][0] == "Khà Văn Minh"


def test_every_act_says_who_acted_for_whom(filed, delegate, centre, hoa):
    delegate.post(f"/dossiers/{filed}/withdraw/")
    for event in (events_of(filed)[0], events_of(filed)[-1]):
        assert (event.actor.account_id, event.actor.on_behalf_of) == (hoa.id, centre.id)
    page = delegate.get(f"/dossiers/{filed}/").text
    assert f"Vì Thị Hoa, được ủy quyền của {centre.full_name}" in page, page


def test_the_representative_and_the_delegate_see_it_and_nobody_else(
    filed, delegate, representative, hoa, stranger
):
    address = f"/dossiers/{filed}/"
    assert delegate.get(address).status_code == representative.get(address).status_code == 200
    assert signed_in(hoa).get(address).status_code == 404  # as themselves
    assert signed_in(stranger).get(address).status_code == 404


def test_a_delegate_who_left_sees_nothing_any_more(filed, delegate, representative):
    page = representative.get("/organisation/").text
    end = re.search(r'name="end" value="([^"]+)"', page).group(1)
    representative.post("/organisation/", {"end": end})
    assert delegate.get(f"/dossiers/{filed}/").status_code == 404
    assert filed not in delegate.get("/me/").text
    assert "đã kết thúc" in signed_in_again(delegate).text


def signed_in_again(client):
    session = client.session
    session["acting_for"] = {"mandate": str(Mandate.objects.get().id), "name": "Trung tâm"}
    session.save()
    return client.get("/me/")


def test_a_mandate_ends_with_its_last_day(filed, delegate):
    Mandate.objects.update(
        first_day=clock.today() - timedelta(days=9), last_day=clock.today() - timedelta(days=1)
    )
    assert delegate.get(f"/dossiers/{filed}/").status_code == 404


def test_what_is_out_of_scope_is_not_found(filed, delegate, draft):
    Mandate.objects.update(procedures=["2.000815"])
    for address in (f"/dossiers/{filed}/", f"/declare/{draft.id}/review/"):
        assert delegate.get(address).status_code == 404
    assert filed not in delegate.get("/me/").text
    assert delegate.get(EXTRACT).status_code == 403


def test_two_delegates_who_press_submit_file_once(filed, draft, representative, delegate):
    again = representative.post(f"/declare/{draft.id}/submit/")
    assert again["Location"].split("/")[2] == filed
    assert representative.get("/me/").text.count(f'"/dossiers/{filed}/"') == 1


def test_the_law_says_what_an_organisation_may_file(delegate, representative, province):
    assert "không nộp được" in delegate.get("/procedures/1.001193/start/").text
    company = organisation(
        "Công ty TNHH Nông sản Mai Châu", "5400999018", Organisation.Sort.ENTERPRISE
    )
    assert signed_in(company).get(EXTRACT).status_code == 403
    assert representative.get(EXTRACT).status_code == 200


def test_no_register_is_asked_for_an_organisations_draft(draft):
    assert draft.answers["organisation_name"] == "Trung tâm Công tác xã hội Mai Châu"
    assert draft.answers["applicant_name"] == "Vì Thị Hoa"
    assert set(draft.sources["_known"]) == {"organisation", "delegate"}


def test_only_the_representative_names_delegates(delegate, hoa, representative):
    assert delegate.get("/organisation/").status_code == 404
    assert signed_in(hoa).post("/organisation/", {}).status_code == 404


def test_the_person_named_is_told(delegate, hoa):
    assert "ủy quyền cho ông/bà" in notices.inbox(None, hoa.personal_id)[0].text


def test_nobody_acts_under_the_mandate_of_somebody_else(delegate, stranger):
    client = signed_in(stranger)
    assert client.post("/acting/", {"as": str(Mandate.objects.get().id)}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"personal_id": "0171"}, "12 chữ số"),
        ({"full_name": " "}, "họ, chữ đệm, tên"),
        ({"procedure": []}, "chọn thủ tục"),
        ({"last_day": "31/13/2026"}, "đủ ngày, tháng, năm"),
        ({"last_day": "01/01/2020"}, "từ ngày bắt đầu"),
        ({"last_day": "01/01/2036"}, "không quá 3 năm"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(representative, changed, said):
    page = named(representative, **changed).text
    assert said in page
    assert f'value="{changed.get("personal_id", "017190002846")}"' in page
    assert not Mandate.objects.exists()


def test_one_person_has_one_mandate_at_a_time(representative, delegate):
    assert "đang được ủy quyền" in named(representative).text


def test_an_upload_out_of_scope_is_not_shown(filed, delegate, centre):
    found = dossiers.dossier_for_person(centre.id, None, filed).dossier
    file = dossiers.declaration_of(found).answers["request_letter"][0]
    assert delegate.get(f"/me/files/{file}/").status_code == 200
    Mandate.objects.update(procedures=["2.000815"])
    assert delegate.get(f"/me/files/{file}/").status_code == 404


def test_acting_for_an_organisation_costs_one_statement_more(
    delegate, filed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(17):
        delegate.get(f"/dossiers/{filed}/")


def test_the_register_is_asked_about_who_files_and_its_silence_stops_nothing(filed, centre):
    """Nothing answers outside in these tests."""
    assert verify_dossier(filed, clock.now()) == "pending"
    (row,) = [one for one in registries.verifications(filed) if one.party == "organisation"]
    assert (row.field, row.outcome) == ("tax_code", "pending")
    assert filed in registries.unanswered(clock.now() + timedelta(hours=1))
    (seen,) = registries.my_lookups(centre.tax_code)
    assert (seen.register, seen.dossier) == ("business_register", filed)


@pytest.mark.parametrize(
    ("known", "said", "unsaid"),
    [
        ({}, "Chưa đối chiếu", "Theo Cơ sở dữ liệu"),
        ({"register": "not_found"}, "vẫn nộp được hồ sơ", "Khác với tài khoản"),
        (
            {"register": "suspended", "state_said": "Tạm ngừng kinh doanh"},
            "Tạm ngừng kinh doanh",
            "Khác",
        ),
        ({"register": "active", "registered_name": "TRUNG TÂM KHÁC"}, "TRUNG TÂM KHÁC", "(Đang"),
        ({"register": "active", "registered_representatives": "Lò Văn Á"}, "Lò Văn Á", "Tên trong"),
    ],
)
def test_the_representative_reads_what_the_register_says(representative, known, said, unsaid):
    checked = {"checked_at": clock.now()} if known else {}
    Organisation.objects.update(**known, **checked)
    page = representative.get("/organisation/").text
    assert said in page
    assert unsaid not in page


def test_an_organisation_reads_who_looked_it_up(representative, filed):
    verify_dossier(filed, clock.now())
    assert "Hệ thống tự xác thực" in representative.get("/me/lookups/").text
