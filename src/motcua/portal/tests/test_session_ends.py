import re

import pytest
from django.test import Client

from motcua.dossiers import service as dossiers
from motcua.kernel import clock
from motcua.portal.tests.conftest import signed_in
from motcua.portal.tests.test_declaring import START, WHO

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def hidden(html: str) -> dict[str, str]:
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: value for name, value in pairs if name != "csrfmiddlewaretoken"}


@pytest.fixture
def form(browser, dung):
    """The first page of a declaration as it stands in a browser: its address and hidden fields."""
    browser.post(START)
    draft = dossiers.running_drafts(dung.id, clock.now())[0]
    url = f"/declare/{draft.id}/who/"
    main = browser.get(url).text.split("data-ask", 1)[1]
    return draft, url, hidden(main)


def test_what_was_typed_when_the_session_ended_is_applied_after_signing_in_again(form, dung):
    draft, url, kept = form
    later = Client()
    ended = later.post(url, {**WHO, **kept})
    assert "Nội dung đã khai vẫn còn" in ended.text
    resume = re.search(r"next=(%2Fresume%2F[^\"]+)", ended.text).group(1).replace("%2F", "/")

    later.force_login(dung, backend=BACKEND)
    page = later.get(resume).text
    later.post(url, hidden(page.split("<main", 1)[1]))

    assert dossiers.draft_of(dung.id, draft.id).answers["applicant_phone"] == "0912345678"


def test_somebody_else_on_the_same_computer_does_not_see_it(form, stranger):
    _, url, kept = form
    later = Client()
    ended = later.post(url, {**WHO, **kept})
    resume = re.search(r"next=(%2Fresume%2F[^\"]+)", ended.text).group(1).replace("%2F", "/")

    later.force_login(stranger, backend=BACKEND)
    page = later.get(resume)

    assert page.status_code == 404
    assert "Xóm Văn" not in page.text


def test_a_stale_token_keeps_the_form_of_somebody_still_signed_in(form, dung):
    _, url, kept = form
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dung, backend=BACKEND)
    answer = strict.post(url, {**WHO, **kept})

    assert answer["Location"].startswith("/resume/")


def test_a_form_that_we_did_not_draw_leaves_nothing_behind(form):
    _, url, _ = form
    later = Client()
    answer = later.post(url, WHO)

    assert answer.status_code == 403
    assert "kept_post" not in later.session


def test_another_site_cannot_leave_content_in_the_session(form):
    _, url, kept = form
    later = Client(headers={"Sec-Fetch-Site": "cross-site"})
    later.post(url, {**WHO, **kept})

    assert "kept_post" not in later.session


def test_signing_out_ends_the_session(dung):
    client = signed_in(dung)
    client.post("/sign-out/")

    assert client.get("/me/").status_code == 302
