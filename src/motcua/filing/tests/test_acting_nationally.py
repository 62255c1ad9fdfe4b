"""Who acts for an organisation, or is appointed to help, does it on the national portal too."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from motcua.accounts.roles import Role
from motcua.accounts.service import (
    Account,
    Actor,
    AppointedHelper,
    Mandate,
    NewMandate,
    Organisation,
    end_mandate,
    give_mandate,
)
from motcua.dossiers import service as dossiers
from motcua.dossiers.history import events_of
from motcua.exchange.clients.national_filed import FilingDesk
from motcua.exchange.errors import Unreachable
from motcua.filing.service import FiledDeclaration
from motcua.filing.taking import take_from
from motcua.filing.telling import tell_to
from motcua.filing.tests.conftest import declare
from motcua.hub.models import DeadLetter
from motcua.kernel import clock
from motcua.portal.tests.conftest import person, signed_in
from motcua.portal.tests.test_answering import photograph
from motcua.portal.tests.test_organisations import ANSWERS, organisation

pytestmark = pytest.mark.django_db
EXTRACT = "/portal/procedures/2.000635/start/"
HOA = ("Vì Thị Hoa", "017190002846")


@dataclass(frozen=True)
class Recorded(FilingDesk):
    """Keeps what a node tells; the test's one database holds either side at a time."""

    rows: list[Any] = field(default_factory=list)

    def tell(self, rows: Any) -> None:
        self.rows.extend(rows)


@pytest.fixture
def centre(province):
    return organisation("Trung tâm Công tác xã hội Mai Châu", "5400999025", Organisation.Sort.OTHER)


@pytest.fixture
def hoa(province):
    return person(*HOA)


@pytest.fixture
def given(centre) -> Mandate:
    """A mandate that the node holds."""
    today = clock.today()
    wanted = NewMandate(
        personal_id=HOA[1], full_name=HOA[0], procedures=["2.000635"],
        first_day=today, last_day=today + timedelta(days=30),
    )  # fmt: skip
    return give_mandate(centre, wanted, _representative(centre), clock.now())


def _representative(centre: Account) -> Actor:
    return Actor(account_id=centre.id, role=Role.APPLICANT, name="Đinh Thị Nhung")


def told_by_the_node(desk) -> list[Any]:
    recorded = Recorded(desk.portal, desk.files)
    tell_to(recorded)
    return recorded.rows


@pytest.fixture
def mirrored(desk, given) -> Mandate:
    """The same mandate as the portal holds it after the node told of it."""
    rows = told_by_the_node(desk)
    Mandate.objects.all().delete()
    desk.tell(rows)
    return Mandate.objects.get()


def act(who: Account) -> Any:
    client = signed_in(who)
    mandate = Mandate.objects.get()
    assert client.post("/portal/acting/", {"as": str(mandate.id)}).status_code == 302
    return client


def filed(client, centre, **changes) -> FiledDeclaration:
    assert client.post(EXTRACT).status_code == 302
    draft = dossiers.running_drafts(centre.id, clock.now())[0]
    answers = {**draft.answers, **ANSWERS, "applicant_phone": "0912345678", **changes}
    dossiers.save_answers(centre.id, draft.id, answers, seen=draft.version, now=clock.now())
    letter = f"/portal/declare/{draft.id}/who/papers/request_letter/"
    client.post(letter, {"file": photograph()})
    answer = client.post(f"/portal/declare/{draft.id}/submit/")
    assert answer.status_code == 302, answer.context["errors"]
    return FiledDeclaration.objects.get(code=answer["Location"].split("/")[3])


def at_the_node() -> None:
    """Let the one database be the node's: its mandates are its own."""
    Mandate.objects.update(root="")


def test_the_portal_holds_what_the_node_told_and_whose_it_is(mirrored, given, centre):
    assert (mirrored.id, mirrored.root, mirrored.organisation) == (given.id, "H44", centre)
    assert (mirrored.personal_id, mirrored.procedures) == (HOA[1], ["2.000635"])
    assert (mirrored.first_day, mirrored.last_day) == (given.first_day, given.last_day)


def test_what_was_told_is_told_again_only_when_it_ends(desk, given, centre):
    assert len(told_by_the_node(desk)) == 1
    assert told_by_the_node(desk) == []
    end_mandate(centre, given.id, _representative(centre), clock.now())
    (row,) = told_by_the_node(desk)
    assert row["NgayChamDut"]


def test_a_portal_that_does_not_answer_is_told_another_time(desk, given):
    @dataclass(frozen=True)
    class Silent(FilingDesk):
        def tell(self, rows: Any) -> None:
            raise Unreachable("national", "timeout")

    with pytest.raises(Unreachable):
        tell_to(Silent(desk.portal, desk.files))
    assert len(told_by_the_node(desk)) == 1


def test_a_delegate_files_there_and_both_are_named_at_the_agency(desk, mirrored, hoa, centre):
    one = filed(act(hoa), centre)
    assert one.delegate["SoDinhDanh"] == HOA[1]
    at_the_node()
    assert take_from(desk, clock.now()) == 1
    one.refresh_from_db()
    parts = {p.part: (p.full_name, p.account) for p in dossiers.parties_of(one.dossier)}
    assert parts["filer"] == (centre.full_name, centre.id)
    assert parts["delegate"] == (hoa.full_name, hoa.id)
    first = events_of(one.dossier)[0].actor
    assert (first.account_id, first.on_behalf_of) == (hoa.id, centre.id)
    assert "được ủy quyền của" in first.title


def test_taken_twice_it_is_one_dossier(desk, mirrored, hoa, centre):
    filed(act(hoa), centre)
    at_the_node()
    take_from(desk, clock.now())
    FiledDeclaration.objects.update(answered_at=None, dossier="", refusal="")
    take_from(desk, clock.now())
    assert len(dossiers.my_dossiers(centre.id, None)) == 1


def test_the_node_looks_at_its_own_mandate_when_it_takes(desk, mirrored, hoa, centre):
    one = filed(act(hoa), centre)
    at_the_node()
    Mandate.objects.update(ended_at=one.filed_at - timedelta(minutes=1))
    take_from(desk, clock.now())
    one.refresh_from_db()
    assert "không được tổ chức ủy quyền" in one.refusal
    assert not dossiers.my_dossiers(centre.id, None)


def test_what_was_filed_before_the_end_is_taken(desk, mirrored, hoa, centre):
    one = filed(act(hoa), centre)
    at_the_node()
    Mandate.objects.update(ended_at=one.filed_at + timedelta(minutes=1))
    take_from(desk, clock.now())
    one.refresh_from_db()
    assert one.dossier


def test_the_delegate_and_the_organisation_see_it_there_and_nobody_else(
    desk, mirrored, hoa, centre, stranger
):
    client = act(hoa)
    one = filed(client, centre)
    address = f"/portal/dossiers/{one.code}/"
    assert client.get(address).status_code == signed_in(centre).get(address).status_code == 200
    assert signed_in(hoa).get(address).status_code == 404
    assert signed_in(stranger).get(address).status_code == 404
    page = client.get("/portal/me/").text
    assert "Hồ sơ của tổ chức" in page
    Mandate.objects.update(ended_at=clock.now())
    assert client.get(address).status_code == 404
    assert "Hồ sơ của tôi" in client.get("/portal/me/").text


def test_a_mandate_of_one_province_opens_no_agency_of_another(desk, mirrored, hoa, centre):
    Mandate.objects.update(root="H17")
    client = act(hoa)
    client.post(EXTRACT)
    draft = dossiers.running_drafts(centre.id, clock.now())[0]
    answers = {**draft.answers, **ANSWERS, "applicant_phone": "0912345678"}
    dossiers.save_answers(centre.id, draft.id, answers, seen=draft.version, now=clock.now())
    client.post(f"/portal/declare/{draft.id}/who/papers/request_letter/", {"file": photograph()})
    refused = client.post(f"/portal/declare/{draft.id}/submit/")
    assert "tỉnh, bộ khác" in refused.text
    assert not FiledDeclaration.objects.exists()


def test_mandates_are_given_and_ended_at_the_node(desk, centre):
    page = signed_in(centre).get("/portal/organisation/").text
    assert "http://node.example.vn/organisation/" in page


def test_a_node_changes_no_account_that_is_known_and_no_mandate_of_another(desk, given, centre):
    rows = told_by_the_node(desk)
    Mandate.objects.update(root="H17")
    desk.tell([{**rows[0], "TenToChuc": "Kẻ mạo danh"}])
    assert Mandate.objects.get().root == "H17"
    assert DeadLetter.objects.count() == 1
    Mandate.objects.all().delete()
    desk.tell([{**rows[0], "TenToChuc": "Kẻ mạo danh"}])
    centre.refresh_from_db()
    assert centre.full_name == "Trung tâm Công tác xã hội Mai Châu"


def test_an_organisation_that_never_signed_in_there_is_known_by_its_tax_code(desk, given):
    rows = told_by_the_node(desk)
    Mandate.objects.all().delete()
    desk.tell([{**rows[0], "MaSoThue": "5400999032", "TenToChuc": "Hội Khuyến học Mai Châu"}])
    made = Mandate.objects.get().organisation
    assert (made.tax_code, made.full_name) == ("5400999032", "Hội Khuyến học Mai Châu")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("MC_Ma", "abc"),
        ("SoDinhDanh", "0171"),
        ("TuNgay", "20261301"),
        ("DenNgay", "20200101"),
        ("MC_Loai", "3"),
        ("LoaiTaiKhoan", "1"),
        ("TenToChuc", ""),
    ],
)
def test_an_item_that_cannot_be_read_is_kept_apart_and_stops_no_other(desk, given, name, wrong):
    (row,) = told_by_the_node(desk)
    Mandate.objects.all().delete()
    desk.tell([{**row, name: wrong}, {**row, "MC_Ma": str(uuid4())}])
    assert Mandate.objects.count() == 1
    assert DeadLetter.objects.count() == 1


@pytest.fixture
def appointed(province) -> AppointedHelper:
    today = clock.today()
    return AppointedHelper.objects.create(
        agency="H44.28.05", sort="team", place="xóm Văn", personal_id=HOA[1], full_name=HOA[0],
        first_day=today, last_day=today, appointed_at=clock.now(),
    )  # fmt: skip


def test_an_appointed_helper_helps_there_as_what_they_are(desk, appointed, hoa, dung, browser):
    rows = told_by_the_node(desk)
    AppointedHelper.objects.all().delete()
    desk.tell(rows)
    draft = declare(browser, dung)
    helper = signed_in(hoa)
    offer = browser.post(f"/portal/declare/{draft.id}/help/", {"days": "1"}).context["offer"]
    assert helper.post("/portal/help/", {"code": offer.code}).status_code == 302
    assert "Tổ công nghệ số cộng đồng, xóm Văn" in helper.get("/portal/help/").text
    submitted = browser.post(f"/portal/declare/{draft.id}/submit/")
    one = FiledDeclaration.objects.get(code=submitted["Location"].split("/")[3])
    assert one.code.replace("-", "\N{NON-BREAKING HYPHEN}") in helper.get("/portal/help/").text
    take_from(desk, clock.now())
    one.refresh_from_db()
    facts = events_of(one.dossier)[0].facts
    assert facts["helped_as"] == ["Tổ công nghệ số cộng đồng, xóm Văn"]


def test_a_node_appoints_for_its_own_agencies_only(desk, appointed):
    (row,) = told_by_the_node(desk)
    AppointedHelper.objects.all().delete()
    desk.tell([{**row, "MaDonVi": "H17.02"}])
    assert not AppointedHelper.objects.exists()
    assert DeadLetter.objects.count() == 1


def test_what_is_filed_without_a_mandate_names_nobody_beside(desk, browser, dung):
    draft = declare(browser, dung)
    browser.post(f"/portal/declare/{draft.id}/submit/")
    assert FiledDeclaration.objects.get().delegate == {}
    ((row,), _) = desk.page(0)
    assert row.delegate is None
    assert replace(row).filer.name == dung.full_name
