"""Who may open the complaints of an agency, and what its leader does there."""

from uuid import uuid4

import pytest
from django.test import Client

from motcua.accounts.roles import Role
from motcua.accounts.service import Account
from motcua.complaints import service as complaints
from motcua.desk.complaints import urls
from motcua.desk.tests.cast import BAO_LA, MAI_CHAU, PROVINCE, browser, load_agencies
from motcua.dossiers.tests.cast import at
from motcua.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(db):
    load_agencies()
    account = Account.objects.create(
        id=uuid4(), kind="person", username="dung", full_name="Khà Thị Dung", created_at=at(1, 8)
    )
    return complaints.complain(account, "delay", "Hẹn ngày 20 chưa trả", MAI_CHAU, clock.now())


def test_leaders_and_oversight_read_others_do_not(code):
    assert {one.name for one in urls.urlpatterns} == {"list", "case", "publish"}
    who = (
        browser(Role.CENTRE_HEAD), browser(Role.OVERSIGHT, PROVINCE), browser(Role.RECEIVER),
        browser(Role.CENTRE_HEAD, BAO_LA), Client(),
    )  # fmt: skip
    opened = [
        tuple(client.get(f"/desk/complaints/{path}").status_code for client in who)
        for path in ("", f"{code}/", f"{code}/publish/")
    ]
    assert opened == [
        (200, 200, 403, 200, 302), (200, 200, 403, 404, 302), (409, 403, 403, 404, 302),
    ]  # fmt: skip


def test_the_leader_publishes_an_answer_and_everybody_finds_it(code, client):
    leader = browser(Role.CENTRE_HEAD)
    address = f"/desk/complaints/{code}/publish/"
    leader.post(f"/desk/complaints/{code}/", {"step": "answered", "text": "Đã trả cho chị Dung"})
    assert "Hẹn ngày 20 chưa trả</textarea>" in leader.get(address).text
    form = {"question": "Chờ lâu", "answer": "Gọi 0912345678"}
    refused = leader.post(address, form)
    assert refused.status_code == 422
    assert "Gọi 0912345678</textarea>" in refused.text
    leader.post(address, {**form, "answer": "Đã trả kết quả"})
    assert "Đã trả kết quả" in client.get("/answers/?q=cho+lau").text
    assert "Khà Thị Dung" not in client.get("/answers/").text
    leader.post(address, {"down": "yes"})
    assert "Đã trả kết quả" not in client.get("/answers/").text


def test_the_leader_answers_and_the_case_is_listed_as_closed(code):
    leader = browser(Role.CENTRE_HEAD)
    form = {"step": "answered", "text": "Đã trả kết quả hôm nay"}
    assert leader.post(f"/desk/complaints/{code}/", form)["Location"] == "/desk/complaints/"
    page = leader.get("/desk/complaints/")
    assert [one.code for one in page.context["unpublished"]] == [code]
    publishing = f"/desk/complaints/{code}/publish/"
    leader.post(publishing, {"question": "Chờ lâu", "answer": "Đã trả kết quả"})
    page = leader.get("/desk/complaints/")
    assert [one.code for one in page.context["closed"]] == [code]
    assert page.context["unpublished"] == []


def test_a_leader_is_reminded_of_an_answer_until_it_is_published(code):
    leader, clerk = browser(Role.CENTRE_HEAD), browser(Role.RECEIVER)
    assert "chờ công khai" not in leader.get("/desk/").text
    leader.post(f"/desk/complaints/{code}/", {"step": "answered", "text": "Đã trả"})
    said = "1 câu trả lời phản ánh, kiến nghị chờ công khai, hạn gần nhất"
    assert [said in leader.get("/desk/").text for _ in range(2)] == [True, True]
    assert "chờ công khai" not in clerk.get("/desk/").text
    form = {"question": "Chờ lâu", "answer": "Đã trả kết quả"}
    leader.post(f"/desk/complaints/{code}/publish/", form)
    assert "chờ công khai" not in leader.get("/desk/").text


def test_what_is_missing_is_said_and_what_was_typed_stays(code):
    leader = browser(Role.CENTRE_HEAD)
    page = leader.post(f"/desk/complaints/{code}/", {"step": "transferred", "text": "Của xã bạn"})
    assert page.context["faults"]["step"] == "Chọn cơ quan khác có thẩm quyền trả lời"
    assert "Của xã bạn</textarea>" in page.text


def test_strangers_and_readers_take_no_step(code):
    form = {"step": "answered", "text": "x"}
    assert (
        browser(Role.CENTRE_HEAD, BAO_LA).post(f"/desk/complaints/{code}/", form).status_code == 404
    )
    assert browser(Role.RECEIVER).post(f"/desk/complaints/{code}/", form).status_code == 403
    page = browser(Role.OVERSIGHT, PROVINCE).post(f"/desk/complaints/{code}/", form)
    assert page.context["faults"]["step"] == "Vai trò hiện tại chỉ được xem"


def test_the_pages_take_few_statements(code, django_assert_max_num_queries):
    leader = browser(Role.CENTRE_HEAD)
    leader.get("/desk/complaints/")
    with django_assert_max_num_queries(7):
        leader.get("/desk/complaints/")
    with django_assert_max_num_queries(8):
        leader.get(f"/desk/complaints/{code}/")
