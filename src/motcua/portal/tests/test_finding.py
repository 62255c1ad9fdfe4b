import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_people_find_a_procedure_in_their_own_words(client, province):
    page = client.get("/search/", {"q": "lam giay khai sinh cho con"})

    assert "Đăng ký khai sinh" in page.text


def test_a_life_event_leads_to_what_can_be_filed_here_and_names_the_rest(client, province):
    page = client.get("/life-events/birth/")

    assert "/procedures/1.001193/" in page.text
    assert "2.000635" in page.text


def test_the_procedure_page_answers_the_six_questions(client, province):
    page = client.get("/procedures/1.001193/").text

    for heading in (
        "Ai được làm",
        "Giấy tờ cần có",
        "Thời hạn",
        "Phí, lệ phí",
        "Nơi giải quyết",
        "Các bước",
    ):
        assert f'<h2 class="govuk-heading-m">{heading}</h2>' in page
    assert "Đã có dữ liệu, không phải nộp" in page
    assert "trong ngày" in page
    assert "8.000\u00a0đồng/bản" in page


def test_an_unknown_procedure_is_a_page_that_says_what_to_do(client, province):
    page = client.get("/procedures/9.999999/")

    assert page.status_code == 404
    assert "quay về trang đầu" in page.text


def test_public_pages_cost_few_statements(client, province, django_assert_max_num_queries):
    for name, args in (("home", []), ("search", []), ("procedure", ["1.001193"]), ("track", [])):
        with django_assert_max_num_queries(1):
            client.get(reverse(f"portal:{name}", args=args))
