"""An original of an organisation: whoever brings it acts, its tax code is looked up."""

import pytest

from motcua.desk.certify.tests.counter import NEW
from motcua.desk.tests.business import CENTRE, CENTRE_NAME, COMPANY, NAME, BusinessRegister
from motcua.dossiers import service as dossiers
from motcua.dossiers.models import DossierRow
from motcua.dossiers.verification import verify_dossier
from motcua.exchange.clients import business_register
from motcua.kernel import clock
from motcua.papers import service as papers
from motcua.registries.models import LookUp

OF_COMPANY = {"whose": "enterprise", "tax_code": COMPANY}
OF_CENTRE = {"whose": "organisation", "tax_code": CENTRE, "organisation_name": CENTRE_NAME}


@pytest.fixture(autouse=True)
def register(monkeypatch):
    stub = BusinessRegister()
    monkeypatch.setattr(business_register, "register", lambda: stub)
    return stub


def looked_up(counter, **typed):
    """Send the form once; returns what was sent and the page that tells of the look-up."""
    sent = counter.asked(counter.scanned(), **typed)
    page = counter.receiver.post(NEW, sent)
    return sent, page


def filed(counter, **typed):
    """Send it, read what the register says, and send what the page holds; return the code."""
    sent, page = looked_up(counter, **typed)
    told = {name: page.context[name] for name in ("looked_up",)}
    held = {one.question.id: one.value for one in page.context["fields"] if one.value}
    answer = counter.receiver.post(NEW, {**sent, **held, **told})
    assert answer.status_code == 302, answer.context["faults"]
    return str(answer.url).split("/")[-2]


def parts(code):
    return {one.part: (one.full_name, one.tax_code, one.right) for one in dossiers.parties_of(code)}


def test_the_name_is_taken_from_the_register_and_nothing_is_filed_unseen(counter):
    _, page = looked_up(counter, **OF_COMPANY)
    assert "Đã xác thực" in page.text
    assert "người đại diện: Vì Thị Hoa" in page.text
    assert f'value="{NAME}"' in page.text
    assert not DossierRow.objects.exists()
    (asked,) = LookUp.objects.all()
    assert (asked.register, asked.outcome) == ("business_register", "found")
    assert "Cán bộ mot-cua" in asked.asked_by


def test_a_company_stands_beside_who_brings_its_original(counter):
    code = filed(counter, **OF_COMPANY, introduction="số 12/GGT ngày 20/11/2026")
    right = "Giấy giới thiệu số 12/GGT ngày 20/11/2026"
    assert parts(code) == {
        "filer": ("Bùi Văn Tuyển", "", right),
        "owner": (NAME, COMPANY, ""),
    }


def test_an_organisation_asks_and_who_brings_the_original_acts_for_it(counter):
    code = filed(counter, **OF_CENTRE)
    assert parts(code) == {
        "filer": (CENTRE_NAME, CENTRE, ""),
        "owner": (CENTRE_NAME, CENTRE, ""),
        "delegate": ("Bùi Văn Tuyển", "", "Mang bản chính đến"),
    }
    assert CENTRE_NAME in counter.receiver.get(f"/desk/certify/{code}/").text


def test_the_book_names_the_organisation_and_who_came(counter):
    code = filed(counter, **OF_CENTRE)
    counter.does(counter.signer, code)
    assert papers.line_of(code).said.applicant == f"{CENTRE_NAME} (Bùi Văn Tuyển)"


def test_a_silent_register_stops_nothing_and_is_asked_again(counter, register):
    register.down = True
    _, page = looked_up(counter, **OF_COMPANY)
    assert "Chưa kết nối được" in page.text
    assert "organisation_name" in page.context["faults"]
    code = filed(counter, **OF_COMPANY, organisation_name="Công ty TNHH Nông sản Mai Châu")
    assert verify_dossier(code, clock.now()) == "pending"
    register.down = False
    assert verify_dossier(code, clock.now()) == "agrees"


def test_officials_read_what_differs(counter, register):
    register.suspend()
    code = filed(counter, **OF_COMPANY, organisation_name="Công ty Nông sản")
    assert verify_dossier(code, clock.now()) == "differs"
    page = counter.receiver.get(f"/desk/dossiers/{code}/").text
    assert "tình trạng hoạt động, trong đăng ký: Tạm ngừng kinh doanh" in page
    assert f"tên, trong đăng ký: {NAME}" in page


def test_an_agency_is_not_expected_in_the_register(counter):
    code = filed(counter, **OF_CENTRE)
    assert verify_dossier(code, clock.now()) == "agrees"
    page = counter.receiver.get(f"/desk/dossiers/{code}/").text
    assert "không đăng ký doanh nghiệp" in page


def test_a_company_taken_for_an_agency_is_pointed_out(counter):
    _, page = looked_up(counter, **{**OF_CENTRE, "tax_code": COMPANY})
    assert "chọn doanh nghiệp" in page.context["faults"]["whose"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("5400999019", "không đúng"), ("54009", "10 chữ số"), ("", "Ghi mã số thuế")],
)
def test_a_wrong_tax_code_is_told_and_no_register_is_asked(counter, typed, said):
    _, page = looked_up(counter, **{**OF_COMPANY, "tax_code": typed})
    assert said in page.context["faults"]["tax_code"]
    assert not LookUp.objects.exists()


def test_of_a_person_no_tax_code_is_asked_or_kept(counter):
    code = counter.certified(tax_code=COMPANY, organisation_name=NAME)
    assert set(parts(code)) == {"filer", "owner"}
    assert parts(code)["owner"] == ("Bùi Văn Tuyển", "", "")
    assert not LookUp.objects.exists()
