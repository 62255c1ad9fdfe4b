"""One person helps another with a declaration: by a code, for a time, and never with the result."""

import re
from datetime import timedelta

import pytest

from motcua.accounts.service import AppointedHelper
from motcua.dossiers import service as dossiers
from motcua.dossiers.history import events_of
from motcua.kernel import clock
from motcua.notices import service as notices
from motcua.portal.models import Help
from motcua.portal.tests.conftest import person, signed_in
from motcua.portal.tests.test_declaring import seen
from motcua.portal.tests.test_filing import draft  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(province):
    """A member of the community digital team (tổ công nghệ số cộng đồng)."""
    return person("Vì Văn Hưng", "017088000456", level=1)


@pytest.fixture
def code(browser, draft):  # noqa: F811
    page = browser.post(f"/declare/{draft.id}/help/", {"days": "3"}).text
    return re.search(r"mc-code--large\">([\d ]+)<", page).group(1)


@pytest.fixture
def helper(team, code):
    client = signed_in(team)
    assert client.post("/help/", {"code": code}).status_code == 302
    return client


def test_the_helper_fills_in_and_the_owner_is_told(helper, dung, draft):  # noqa: F811
    url = f"/declare/{draft.id}/child/"
    helper.post(url, {"child_name": "Khà Minh Ánh", "later": "1", "seen": seen(helper, url)})
    assert dossiers.draft_of(dung.id, draft.id).answers["child_name"] == "Khà Minh Ánh"
    assert "Vì Văn Hưng" in notices.inbox(dung.id, dung.personal_id)[0].text


def test_the_helper_cannot_submit(helper, draft):  # noqa: F811
    assert "Nộp hồ sơ</button>" not in helper.get(f"/declare/{draft.id}/review/").text
    assert helper.post(f"/declare/{draft.id}/submit/").status_code == 404


def test_the_helper_never_sees_the_dossier_and_is_recorded_on_it(
    helper,
    browser,
    dung,
    team,
    draft,  # noqa: F811
):
    filed = browser.post(f"/declare/{draft.id}/submit/")["Location"].split("/")[2]
    assert helper.get(f"/dossiers/{filed}/").status_code == 404
    assert helper.get(f"/declare/{draft.id}/review/").status_code == 404
    assert [p.full_name for p in dossiers.parties_of(filed) if p.part == "helper"] == [
        "Vì Văn Hưng"
    ]
    assert events_of(filed)[0].facts["helped_by"] == [str(team.id)]
    assert "Vì Văn Hưng" not in signed_in(team).get("/me/").text.split("</header>")[0]


def test_the_owner_ends_the_help_at_once(helper, browser, draft):  # noqa: F811
    page = browser.get(f"/declare/{draft.id}/help/").text
    end = re.search(r'name="end" value="([^"]+)"', page).group(1)
    browser.post(f"/declare/{draft.id}/help/", {"end": end})
    assert helper.get(f"/declare/{draft.id}/child/").status_code == 404


def test_help_ends_with_its_time(helper, draft):  # noqa: F811
    Help.objects.update(until=clock.now() - timedelta(minutes=1))
    assert helper.get(f"/declare/{draft.id}/child/").status_code == 404


def test_a_code_is_used_once_and_only_while_it_lasts(code, team, stranger):
    Help.objects.update(code_until=clock.now() - timedelta(minutes=1))
    assert "Mã không đúng" in signed_in(team).post("/help/", {"code": code}).text
    Help.objects.update(code_until=clock.now() + timedelta(minutes=1))
    signed_in(team).post("/help/", {"code": code})
    assert "Mã không đúng" in signed_in(stranger).post("/help/", {"code": code}).text


def test_nobody_helps_themselves(code, browser):
    assert "Mã không đúng" in browser.post("/help/", {"code": code}).text


def test_guessing_codes_is_stopped(team):
    client = signed_in(team)
    answers = [client.post("/help/", {"code": f"{n:08}"}).status_code for n in range(11)]
    assert answers[-1] == 429


def test_another_persons_declaration_cannot_be_opened_to_helpers(draft, stranger):  # noqa: F811
    assert signed_in(stranger).post(f"/declare/{draft.id}/help/", {"days": "1"}).status_code == 404


def test_pages_of_help_take_few_statements(
    helper,
    browser,
    draft,  # noqa: F811
    django_assert_max_num_queries,
):
    with django_assert_max_num_queries(6):
        browser.get(f"/declare/{draft.id}/help/")
    with django_assert_max_num_queries(6):
        helper.get("/help/")
    with django_assert_max_num_queries(7):
        helper.get(f"/declare/{draft.id}/child/")


@pytest.fixture
def post(team):
    """The team member, appointed by the commune."""
    today = clock.today()
    return AppointedHelper.objects.create(
        agency="H44.28.05", sort="team", place="xóm Văn", personal_id=team.personal_id,
        full_name=team.full_name, first_day=today, last_day=today, appointed_at=clock.now(),
    )  # fmt: skip


def test_an_appointed_helper_is_recorded_with_what_and_where(
    post,
    helper,
    browser,
    dung,
    draft,  # noqa: F811
):
    assert "Tổ công nghệ số cộng đồng, xóm Văn" in notices.inbox(dung.id, dung.personal_id)[0].text
    filed = browser.post(f"/declare/{draft.id}/submit/")["Location"].split("/")[2]
    facts = events_of(filed)[0].facts
    assert (facts["assisted"], facts["helped_as"]) == (True, ["Tổ công nghệ số cộng đồng, xóm Văn"])
    assert "Vì Văn Hưng (Tổ công nghệ" in dossiers.notes_of(filed)[0].text
    browser.post(f"/declare/{draft.id}/submit/")
    assert len(dossiers.notes_of(filed)) == 1


def test_an_appointed_helper_sees_that_it_was_filed_and_nothing_more(
    post,
    helper,
    browser,
    draft,  # noqa: F811
):
    filed = browser.post(f"/declare/{draft.id}/submit/")["Location"].split("/")[2]
    page = helper.get("/help/").text
    assert "Người tôi đã giúp" in page
    assert f"Đã nộp, mã hồ sơ {filed}" in page.replace("\N{NON-BREAKING HYPHEN}", "-")
    assert f"/declare/{draft.id}/" not in page
    for address in (f"/dossiers/{filed}/", f"/declare/{draft.id}/review/"):
        assert helper.get(address).status_code == 404


def test_help_by_appointment_ends_with_the_appointment(post, helper, draft):  # noqa: F811
    assert helper.get(f"/declare/{draft.id}/child/").status_code == 200
    AppointedHelper.objects.update(ended_at=clock.now())
    assert helper.get(f"/declare/{draft.id}/child/").status_code == 404
    assert "Người tôi đã giúp" not in helper.get("/help/").text
