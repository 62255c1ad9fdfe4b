"""Every address of the portal is listed here: who may open it without signing in, and who not."""

from uuid import uuid4

import pytest
from django.urls import URLPattern, reverse

from motcua.pages import urls as design
from motcua.portal import urls

pytestmark = pytest.mark.django_db
CODE = "H44.28.05-261123-0007"
PUBLIC = {
    "home", "answers", "search", "life_event", "procedure", "start", "sign_in", "sign_in_begin",
    "sign_in_callback", "sign_out", "payment_callback", "track", "check", "check_code",
    "check_file", "language", "type_size", "csp_report", "design", "resume",
}  # fmt: skip
PERSONAL = {
    "acting_as": [], "delegates": [], "let_help": [uuid4()], "help_others": [], "complain": [], "complaints": [],
    "complaint": ["PA-261123-7KQ4MN"], "my_page": [], "lookups": [], "notices": [], "notice_choices": [], "my_file": [uuid4()], "go_on": [uuid4()],
    "throw_away": [uuid4()], "ask_again": [uuid4()], "review": [uuid4()], "submit": [uuid4()],
    "declare_page": [uuid4(), "who"], "uploads": [uuid4(), "who", "authorisation"],
    "dossier": [CODE], "submitted": [CODE], "confirm_draft": [CODE], "correct_draft": [CODE],
    "withdraw": [CODE], "rate": [CODE], "pay": [CODE], "payment": [CODE],
    "paper": [CODE, uuid4()], "answer_supplement": [CODE],
}  # fmt: skip
POSTED = {"throw_away", "ask_again", "submit", "confirm_draft", "rate", "pay"}


def test_every_address_is_listed():
    patterns = [*urls.urlpatterns, *design.urlpatterns]
    names = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}

    assert names == PUBLIC | PERSONAL.keys()


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_a_personal_page_asks_to_sign_in(client, province, name):
    url = reverse(f"portal:{name}", args=PERSONAL[name])
    answer = client.post(url) if name in POSTED else client.get(url)

    assert answer.status_code in {302, 403}
    assert "/sign-in/" in answer.get("Location", "") + answer.text


@pytest.mark.parametrize("name", sorted(name for name in PERSONAL if PERSONAL[name]))
def test_what_belongs_to_others_is_not_found(browser, name):
    url = reverse(f"portal:{name}", args=PERSONAL[name])
    answer = browser.post(url) if name in POSTED else browser.get(url)

    assert answer.status_code == 404
