"""Pages of the administrator: three administrators and officials at every address."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from motcua.accounts.models import Account, AccountEvent, Invitation
from motcua.accounts.roles import Role
from motcua.accounts.service import posts_of
from motcua.agencies import service as agencies
from motcua.desk.administration import urls
from motcua.desk.tests.cast import MAI_CHAU, PA_CO, PROVINCE, an_official, browser
from motcua.kernel import clock

PASSWORD = "mưa rào tháng sáu"
NEW = {
    "full_name": "Bùi Văn Ba", "username": "ba.bui", "agency": MAI_CHAU, "role": "receiver",
    "title": "chuyên viên", "prefix": "", "begins": "", "until": "",
}  # fmt: skip
# address → what the administrator of the official's agency, an administrator of another agency,
# an official who is no administrator and somebody signed out get
TABLE = {
    "officials": (200, 200, 403, 302),
    "new": (200, 200, 403, 302),
    "official": (200, 404, 403, 302),
    "invite": (405, 405, 405, 405),
    "act": (405, 405, 405, 405),
    "signing": (200, 200, 403, 302),
    "signer": (200, 404, 403, 302),
    "agencies": (200, 200, 403, 302),
    "helpers": (200, 200, 403, 302),
    "downtimes": (200, 200, 403, 302),
    "downtime": (403, 403, 403, 302),
    "change": (200, 200, 403, 302),
    "undo": (405, 405, 405, 405),
}


@pytest.fixture
def admin():
    return browser(Role.ADMINISTRATOR)


@pytest.fixture
def hired(admin):
    admin.post(reverse("desk:administration:new"), NEW)
    return Account.objects.get(username="ba.bui")


def at(name, account=None, **more):
    needed = {"account_id": account.id} if account else {}
    return reverse(f"desk:administration:{name}", kwargs={**needed, **more})


def test_every_address_of_the_administration_is_in_the_table():
    assert {one.name for one in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_each_of_the_four_gets_what_the_table_says(name, admin, hired):
    four = (admin, browser(Role.ADMINISTRATOR, PA_CO), browser(Role.RECEIVER), Client())
    more = {
        "signer": {"ref": str(hired.id)},
        "act": {"verb": "lock"},
        "change": {"kind": "merge"},
        "undo": {"number": 1},
        "downtime": {"number": 1},
    }
    about = hired if name in {"official", "invite", "act"} else None
    address = at(name, about, **more.get(name, {}))
    assert tuple(client.get(address).status_code for client in four) == TABLE[name]


def test_an_administrator_cannot_act_on_officials_of_another_agency(hired):
    stranger = browser(Role.ADMINISTRATOR, PA_CO)
    assert stranger.post(at("act", hired, verb="lock")).status_code == 404
    assert stranger.post(at("invite", hired)).status_code == 404
    hired.refresh_from_db()
    assert hired.is_active


def test_a_new_official_activates_the_account_and_signs_in(admin, hired):
    page = admin.post(at("invite", hired)).content.decode()
    address = re.search(r"http://testserver(/desk/join/\S+?/)<", page)[1]
    key = bytes.fromhex(Invitation.objects.get().key)
    client = Client()
    assert "<svg" in client.get(address).content.decode()
    form = {"password": PASSWORD, "again": PASSWORD, "token": f"{totp(key):06}"}
    done = client.post(address, form).content.decode()
    spare = re.search(r"desk-codes\"><li>(\w+)<", done)[1]
    assert client.get(address).status_code == 404
    entered = client.post(
        "/desk/sign-in/", {"username": "ba.bui", "password": PASSWORD, "code": spare}
    )
    assert entered.status_code == 302
    assert client.get("/desk/").status_code == 200


def test_two_different_passwords_are_refused_and_nothing_is_used_up(admin, hired):
    page = admin.post(at("invite", hired)).content.decode()
    address = re.search(r"http://testserver(/desk/join/\S+?/)<", page)[1]
    answer = Client().post(address, {"password": PASSWORD, "again": "khác", "token": "1"})
    assert answer.status_code == 422
    assert "chưa giống nhau" in answer.content.decode()
    assert Client().get(address).status_code == 200


def test_a_refused_form_keeps_what_was_typed(admin):
    answer = admin.post(at("new"), {**NEW, "title": ""})
    assert answer.status_code == 422
    assert 'value="Bùi Văn Ba"' in answer.content.decode()
    assert not Account.objects.filter(username="ba.bui").exists()


def test_ending_sessions_signs_the_official_out(admin, hired):
    page = admin.post(at("invite", hired)).content.decode()
    address = re.search(r"http://testserver(/desk/join/\S+?/)<", page)[1]
    token = f"{totp(bytes.fromhex(Invitation.objects.get().key)):06}"
    client = Client()
    done = client.post(address, {"password": PASSWORD, "again": PASSWORD, "token": token})
    spare = re.search(r"desk-codes\"><li>(\w+)<", done.content.decode())[1]
    client.post("/desk/sign-in/", {"username": "ba.bui", "password": PASSWORD, "code": spare})
    assert client.get("/desk/").status_code == 200
    admin.post(at("act", hired, verb="end-sessions"))
    assert client.get("/desk/").status_code == 302


def test_a_second_post_is_given_and_ended_by_date(admin, hired):
    admin.post(at("act", hired, verb="give-post"), {**NEW, "role": "clerk"})
    posts = posts_of(hired.id, clock.today())
    assert [post.role for post in posts] == ["receiver", "clerk"]
    form = {"post": posts[0].id, "last_day": f"{clock.today():%d/%m/%Y}"}
    assert admin.post(at("act", hired, verb="end-post"), form).status_code == 302
    wrong = admin.post(at("act", hired, verb="end-post"), {**form, "last_day": "31/02/2027"})
    assert wrong.status_code == 422


def test_the_tree_is_shown_as_of_a_day(admin):
    assert "Mai Châu" in admin.get(at("agencies")).content.decode()
    before = admin.get(at("agencies"), {"on": "30/06/2025"}).content.decode()
    assert "chưa có cơ quan" in before


def test_the_list_costs_few_statements(admin, hired, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        admin.get(at("officials"))


MERGER = {
    "decision": "Nghị quyết ví dụ", "on": "01/01/2027", "agency": [MAI_CHAU, PA_CO], "into": "",
    "code-1": "H44.28.50", "name-1": "Ủy ban nhân dân xã Mới", "short-1": "", "place-1": "90001",
}  # fmt: skip


def test_communes_are_merged_from_a_day_and_it_is_undone(hired):
    chief = browser(Role.ADMINISTRATOR, PROVINCE)
    assert chief.post(at("change", kind="merge"), MERGER).status_code == 302
    assert agencies.heir(MAI_CHAU, date(2027, 1, 1)) == "H44.28.50"
    page = chief.get(at("agencies")).content.decode()
    number = re.search(r"/agencies/undo/(\d+)/", page)[1]
    stranger = browser(Role.ADMINISTRATOR, PA_CO)
    assert stranger.post(at("undo", number=number)).status_code == 404
    chief.post(at("undo", number=number))
    assert agencies.heir(MAI_CHAU, date(2027, 1, 1)) == MAI_CHAU


@pytest.mark.parametrize(
    "fault",
    [
        {"on": "01/01/2020"},
        {"agency": []},
        {"code-1": "H45.01"},
        {"code-1": "H44.<b>"},
        {"decision": ""},
    ],
)
def test_a_faulty_merger_is_refused_with_what_was_typed(hired, fault):
    chief = browser(Role.ADMINISTRATOR, PROVINCE)
    answer = chief.post(at("change", kind="merge"), {**MERGER, **fault})
    assert answer.status_code == 422
    assert 'value="Ủy ban nhân dân xã Mới"' in answer.content.decode()


def test_a_signer_is_listed_with_what_they_sign_with(admin):
    huy = an_official("lanh-dao-xa", Role.SIGNER)
    page = admin.get(at("signing")).content.decode()
    assert huy.full_name in page
    assert "Chưa có chứng thư số" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Chọn cách ký"),
        ({"style": "remote"}, "Nhập mã chứng thư số"),
        ({"style": "token", "handle": "MaiChau/huy", "pem": "none"}, "Dán chứng thư số dạng PEM"),
        ({"style": "remote", "handle": "SCA-1"}, "Dịch vụ ký số chưa trả lời"),
        (
            {"style": "remote", "handle": "SCA-1", "first_day": "2/12/2026", "until": "1/12/2026"},
            "Ngày cuối phải từ ngày bắt đầu trở đi",
        ),
    ],
)
def test_a_means_that_cannot_be_recorded_is_told_and_stays_typed(admin, typed, said):
    huy = an_official("lanh-dao-xa", Role.SIGNER)
    answer = admin.post(at("signer", ref=str(huy.id)), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert typed.get("handle", "") in page


def test_the_seal_of_another_agency_is_nobodys_here(admin):
    assert admin.get(at("signer", ref=MAI_CHAU)).status_code == 200
    assert admin.get(at("signer", ref=PA_CO)).status_code == 404
    assert admin.post(at("signer", ref=PA_CO), {"style": "sim"}).status_code == 404


HELPER = {
    "personal_id": "017068001175", "full_name": "Bùi Văn Thành", "sort": "team",
    "place": "xóm Văn", "agency": MAI_CHAU, "first_day": "", "last_day": "31/12/2027",
}  # fmt: skip


def test_an_administrator_appoints_a_helper_and_ends_it_and_both_are_logged(admin):
    address = at("helpers")
    page = admin.post(address, HELPER, follow=True).text
    assert "Tổ công nghệ số cộng đồng, xóm Văn" in page
    end = re.search(r'name="end" value="([^"]+)"', page)[1]
    assert browser(Role.ADMINISTRATOR, PA_CO).post(address, {"end": end}).status_code == 404
    assert "Đã thôi" in admin.post(address, {"end": end}, follow=True).text
    kinds = AccountEvent.objects.values_list("kind", flat=True)
    assert {"helper_appointed", "helper_ended"} <= set(kinds)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"personal_id": "1"}, "12 chữ số"),
        ({"place": ""}, "địa bàn"),
        ({"agency": PA_CO}, "thuộc phạm vi quản trị"),
        ({"last_day": ""}, "ngày cuối"),
        ({"last_day": "01/01/2020"}, "từ ngày bắt đầu"),
    ],
)
def test_a_helper_that_cannot_be_appointed_is_explained(admin, changed, said):
    answer = admin.post(at("helpers"), {**HELPER, **changed})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Bùi Văn Thành"' in answer.text


def test_nobody_is_appointed_twice_for_the_same_days(admin):
    admin.post(at("helpers"), HELPER)
    assert "đang được cử" in admin.post(at("helpers"), HELPER).text
