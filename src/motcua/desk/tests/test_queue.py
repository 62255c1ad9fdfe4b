"""The queue of each role: what waits for them first, due words, search and paging."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import (
    BAO_LA,
    TO_CONFIRMATION,
    TO_DECIDED,
    TO_EXAMINATION,
    TO_ISSUING,
    TO_SIGNATURE,
    a_birth,
    at,
    browser,
    led,
)
from motcua.dossiers.table import Action
from motcua.dossiers.worklists import PAGE
from motcua.kernel import clock


def births(count, *actions, start=0, **changes):
    return [
        led(a_birth(child=f"Bùi Văn {n:03}", parties=[], **changes), *actions)
        for n in range(start, start + count)
    ]


def codes(page):
    return [row.dossier.code for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("role", "actions", "tab"),
    [
        (Role.RECEIVER, (), "receive"),
        (Role.SPECIALIST, TO_EXAMINATION, "work"),
        (Role.SIGNER, TO_SIGNATURE, "signature"),
        (Role.CLERK, TO_ISSUING, "issuing"),
        (Role.CENTRE_HEAD, (Action.PROPOSE_DECLINE,), "approval"),
        (Role.RECEIVER, TO_DECIDED, "hand_over"),
    ],
)
def test_each_role_lands_on_what_waits_for_it(role, actions, tab):
    code = led(a_birth(), *actions)
    page = browser(role).get("/desk/")
    assert page.context["tab"] == tab
    assert page.context["waiting"] == 1
    assert codes(page) == [code]


def test_ones_own_groups_stand_first():
    tabs = browser(Role.RECEIVER).get("/desk/").context["tabs"]
    assert [one.name for one in tabs if one.mine] == [one.name for one in tabs[:2]]


def test_the_same_few_statements_however_many_dossiers():
    client = browser(Role.RECEIVER)
    client.get("/desk/")
    statements = []
    for more in (1, 30):
        births(more, start=len(statements) * 100)
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/")
        # the announced pause is asked for once a minute, by whichever page comes first
        asked = [q["sql"] for q in queries if "notices_downtime" not in q["sql"]]
        statements.append(len(asked))
    assert statements[0] == statements[1] <= 6, "\n".join(one[:160] for one in asked)


@pytest.mark.parametrize(
    ("when", "look", "word"),
    [
        (at(23, 10), "today", "Đến hạn hôm nay"),
        (at(25, 8), "late", "Quá hạn 1 ngày"),
    ],
)
def test_a_due_time_is_told_by_a_word_and_a_shape(when, look, word):
    births(1, *TO_EXAMINATION)
    clock.set_to(when)
    html = browser(Role.SPECIALIST).get("/desk/").content.decode()
    tag = re.search(rf'<strong class="mc-tag mc-tag--{look}">(.*?)</strong>', html)
    assert tag
    assert "<svg" in tag[1]
    html = html.replace("mc-tag--late", "")
    assert word in html


def test_a_dossier_that_waits_for_the_applicant_stands_still():
    births(1, *TO_CONFIRMATION)
    page = browser(Role.SPECIALIST).get("/desk/?tab=confirmation")
    assert "Tạm dừng tính thời hạn" in page.content.decode()


def test_late_dossiers_are_counted_on_every_page():
    births(2, *TO_EXAMINATION)
    clock.set_to(at(25, 8))
    assert "Quá hạn: 2 hồ sơ" in browser(Role.RECEIVER).get("/desk/").content.decode()


@pytest.mark.parametrize("words", ["Bùi Khà Minh", "bui kha", "261123-0001", "  Minh   An "])
def test_search_finds_by_code_or_name_with_or_without_marks(words):
    code = a_birth()
    births(1)
    assert codes(browser(Role.RECEIVER).get("/desk/", {"q": words})) == [code]


@pytest.mark.parametrize(("words", "found"), [("00", 0), ("28", 1), ("261", 1), ("0001", 1)])
def test_a_short_number_is_found_whole_and_a_longer_one_by_its_beginning(words, found):
    a_birth()
    assert len(codes(browser(Role.RECEIVER).get("/desk/", {"q": words}))) == found


def test_search_looks_in_all_groups():
    code = led(a_birth(), *TO_DECIDED)
    assert codes(browser(Role.CLERK).get("/desk/", {"q": code})) == [code]


def test_search_without_result_says_what_to_try():
    page = browser(Role.RECEIVER).get("/desk/", {"q": "Đặng"})
    assert "Không tìm thấy hồ sơ nào" in page.content.decode()


@pytest.mark.parametrize("words", ["\0", "\0\0Minh", "%", "_", "'", "\\"])
def test_signs_that_mean_something_to_a_database_are_only_signs(words):
    a_birth()
    assert browser(Role.RECEIVER).get("/desk/", {"q": words}).status_code == 200


def test_what_somebody_searches_is_never_markup():
    html = browser(Role.RECEIVER).get("/desk/", {"q": "<b>x</b>"}).content.decode()
    assert "<b>x</b>" not in html


def test_a_long_list_is_cut_into_pages():
    births(PAGE + 1)
    client = browser(Role.RECEIVER)
    first, second = client.get("/desk/?tab=receive"), client.get("/desk/?tab=receive&page=2")
    assert (len(codes(first)), len(codes(second))) == (PAGE, 1)
    assert first.context["more"] and not second.context["more"]
    assert set(codes(first)).isdisjoint(codes(second))


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999"])
def test_a_page_number_that_is_none_shows_the_first(page):
    births(1)
    assert len(codes(browser(Role.RECEIVER).get(f"/desk/?tab=receive&page={page}"))) == 1


def test_another_agencys_dossiers_are_in_no_group_and_no_count():
    births(1)
    page = browser(Role.RECEIVER, BAO_LA).get("/desk/")
    assert page.context["waiting"] == 0
    assert not any(one.count for one in page.context["tabs"])


def test_what_was_declined_has_no_due_word():
    led(a_birth(), Action.DECLINE)
    page = browser(Role.RECEIVER).get("/desk/?tab=done")
    (row,) = page.context["rows"]
    assert row.standing.state is row.standing.outcome is None


def test_after_an_act_the_official_stands_before_the_next_dossier_of_the_list():
    _, second, third = births(3)
    hands = browser(Role.RECEIVER)
    seen = hands.get(f"/desk/dossiers/{second}/?tab=receive")
    assert seen.context["next"].dossier.code == third
    answer = hands.post(
        f"/desk/dossiers/{second}/receive/?tab=receive", {"seen": seen.context["dossier"].seq}
    )
    assert answer["Location"] == f"/desk/dossiers/{second}/?tab=receive&next={third}"
    after = hands.get(answer["Location"])
    assert after.context["next"].dossier.code == third
    assert f"/desk/?tab=receive&amp;at={third}" in after.text


def test_the_last_of_a_list_is_followed_by_what_was_passed_over():
    first, second = births(2)
    page = browser(Role.RECEIVER).get(f"/desk/dossiers/{second}/?tab=receive")
    assert page.context["next"].dossier.code == first


@pytest.mark.parametrize("query", ["", "?tab=nowhere", "?tab=done", "?tab=work&next=H44.1"])
def test_who_came_another_way_is_led_nowhere(query):
    (code,) = births(1)
    assert browser(Role.RECEIVER).get(f"/desk/dossiers/{code}/{query}").context["next"] is None
