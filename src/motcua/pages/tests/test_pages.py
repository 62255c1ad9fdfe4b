import json

import pytest
from django.template.loader import render_to_string

from motcua.pages.csp_reports import REPORTS

pytestmark = pytest.mark.django_db


def test_vietnamese_is_first_whatever_the_browser_asks_for(client):
    page = client.get("/track/", headers={"Accept-Language": "en-US"})

    assert '<html lang="vi"' in page.text


def test_english_is_a_switch_that_is_remembered(client):
    answer = client.post("/language/", {"language": "en", "next": "/track/"})

    assert answer["Location"] == "/track/"
    assert '<html lang="en"' in client.get("/track/").text


def test_the_switch_leads_to_no_other_site(client):
    answer = client.post("/language/", {"language": "en", "next": "https://example.org/"})

    assert answer["Location"] == "/"


def test_the_demo_says_so_on_every_page(client, settings):
    assert "BẢN TRÌNH DIỄN" in client.get("/track/").text
    settings.DEMO = False
    assert "BẢN TRÌNH DIỄN" not in client.get("/track/").text
    assert client.get("/design/").status_code == 404


def test_the_style_page_draws_every_part(client):
    assert client.get("/design/").status_code == 200


def test_a_refused_load_is_counted_without_its_address(client, caplog):
    before = REPORTS.labels("img-src")._value.get()
    report = {
        "csp-report": {
            "effective-directive": "img-src",
            "blocked-uri": "https://a.example/x?id=017199004127",
        }
    }
    client.post("/csp-report/", json.dumps(report), content_type="application/csp-report")

    assert REPORTS.labels("img-src")._value.get() == before + 1
    assert "017199004127" not in caplog.text


def test_what_is_no_report_is_counted_as_unreadable(client):
    assert client.post("/csp-report/", b"[]", content_type="application/json").status_code == 204


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_pages_need_nothing_to_be_drawn(name):
    assert "Đề nghị" in render_to_string(name)
