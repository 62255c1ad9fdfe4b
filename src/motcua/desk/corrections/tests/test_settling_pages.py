"""The pages on which proposals are settled: order, keys, refusals, undoing, statements."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.roles import Role
from motcua.corrections.models import PersonTold, Proposal, StepTaken
from motcua.corrections.runs import give_out
from motcua.corrections.tests.cast import AGENCY, NOW, SECTOR, one
from motcua.desk.tests.cast import an_official, browser, sign_in

QUEUE = "/desk/corrections/"


@pytest.fixture
def first():
    return sign_in(an_official("doi-soat-1", Role.SPECIALIST, AGENCY))


@pytest.fixture
def second():
    return sign_in(an_official("doi-soat-2", Role.SPECIALIST, AGENCY))


@pytest.fixture
def lead():
    return browser(Role.SIGNER, AGENCY)


def page(number):
    return f"{QUEUE}{number}/"


def filled(client, number, said="accepted"):
    drawn = client.get(page(number)).context
    return {"command": str(drawn["command"]), "said": said}


def decides(client, number, said="accepted"):
    return client.post(page(number), filled(client, number, said))


def state(number):
    return Proposal.objects.get(pk=number).state


def text(answer):
    words = re.sub(r"<[^>]+>", "", answer.content.decode())
    return html.unescape(re.sub(r"\s+", " ", words))


def test_the_next_proposal_follows_at_once(first):
    rows = [row.proposal.pk for row in first.get(QUEUE).context["rows"]]
    answer = decides(first, rows[0])
    assert answer["Location"] == page(rows[1])
    assert state(rows[0]) == "accepted"


def test_a_row_in_conflict_says_which_other_row_is_of_the_person(first):
    row = Proposal.objects.exclude(other_row="").first()
    assert f"Dòng {row.other_row} cũng là của người này" in text(first.get(page(row.pk)))


def test_filters_stay_while_one_goes_on(first):
    fault = first.get(QUEUE).context["rows"][0].proposal.fault
    listed = first.get(QUEUE, {"fault": fault}).context
    assert {row.proposal.fault for row in listed["rows"]} == {fault}
    number, following = (row.proposal.pk for row in listed["rows"][:2])
    answer = first.post(f"{page(number)}?fault={fault}", filled(first, number))
    assert answer["Location"] == f"{page(following)}?fault={fault}"


def test_skipping_decides_nothing_and_comes_to_an_end(first):
    rows = [row.proposal for row in first.get(QUEUE).context["rows"]]
    answer = first.get(first.get(page(rows[0].pk)).context["skip"])
    assert answer["Location"] == page(rows[1].pk)
    last = Proposal.objects.order_by("-priority", "pk").last()
    end = first.get(f"{QUEUE}next/?after={last.priority}.{last.pk}", follow=True)
    assert "cuối hàng chờ" in text(end)
    assert not StepTaken.objects.exists()


def test_differences_are_marked_inside_words(first):
    proposal = Proposal.objects.filter(evidence__contains="name:plain").first()
    shown = first.get(page(proposal.pk)).content.decode()
    assert '<mark class="dc-accent">' in shown
    assert proposal.sides["person"]["sex"] in shown
    line = next(
        one for one in first.get(page(proposal.pk)).context["lines"] if one.label == "Họ tên"
    )
    assert line.word == "Khác dấu"


def test_the_runner_up_stands_beside(first):
    proposal = Proposal.objects.exclude(runner_up="").first()
    assert "Ứng viên thứ hai" in text(first.get(page(proposal.pk)))


def test_a_rejection_carries_its_reason(first):
    number = one()
    assert decides(first, number, "rejected:cannot_tell").status_code == 302
    assert StepTaken.objects.get().reason == "cannot_tell"


@pytest.mark.parametrize(
    "said", ["", "rejected", "rejected:", "rejected:x", "undone", "objected", "\0"]
)
def test_what_is_no_decision_of_the_form_is_refused(first, said):
    number = one()
    answer = decides(first, number, said)
    assert answer.status_code == 422
    assert state(number) == "open"


def test_the_same_form_sent_twice_decides_once(first):
    number = one()
    body = filled(first, number)
    assert first.post(page(number), body).status_code == 302
    assert first.post(page(number), body).status_code == 302
    assert StepTaken.objects.count() == 1


def test_the_later_of_two_is_told_who_settled_it(first, second):
    number = one()
    late = filled(second, number, "rejected:another_person")
    decides(first, number)
    answer = second.post(page(number), late)
    assert answer.status_code == 409
    assert "Cán bộ doi-soat-1" in text(answer)
    assert state(number) == "accepted"


def test_the_second_reader_cannot_tell_that_somebody_read_before(first, second):
    number = one(twice=True)
    before = text(second.get(page(number)))
    assert decides(first, number).status_code == 302
    after = text(second.get(page(number)))
    assert after == before
    assert decides(second, number, "rejected:another_person").status_code == 302
    assert state(number) == "disputed"


def test_a_disputed_proposal_comes_to_the_lead_with_both_decisions(first, second, lead):
    number = one(twice=True)
    decides(first, number)
    decides(second, number, "rejected:another_person")
    assert [row.proposal.pk for row in lead.get(QUEUE).context["rows"]] == [number]
    shown = text(lead.get(page(number)))
    assert "Cán bộ doi-soat-1" in shown
    assert "không phải cùng một người" in shown
    decides(lead, number, "rejected:another_person")
    assert state(number) == "rejected"


def test_the_last_decision_of_a_session_can_be_undone(first):
    number = one()
    following = first.get(decides(first, number)["Location"])
    assert f"Chấp nhận đề xuất {number}." in text(following)
    answer = first.post(f"{QUEUE}undo/")
    assert answer["Location"] == page(number)
    assert state(number) == "open"
    assert "Không có quyết định" in text(first.post(f"{QUEUE}undo/", follow=True))


def test_what_was_given_out_is_not_undone(first):
    number = one()
    decides(first, number)
    give_out(AGENCY, SECTOR, NOW)
    assert "Không hoàn tác được nữa" in text(first.post(f"{QUEUE}undo/", follow=True))
    assert state(number) == "accepted"


def test_an_objection_opens_a_proposal_for_the_lead(first, lead):
    number = one()
    decides(first, number)
    give_out(AGENCY, SECTOR, NOW)
    body = {"code": PersonTold.objects.get().code.lower(), "text": "Tôi sinh năm 1955"}
    assert first.post(f"{QUEUE}objections/", body).status_code == 302
    assert "Tôi sinh năm 1955" in text(lead.get(page(number)))


def test_an_objection_under_a_wrong_code_keeps_what_was_typed(first):
    answer = first.post(f"{QUEUE}objections/", {"code": "DS-1", "text": "Sai <b>tên</b>"})
    assert answer.status_code == 422
    assert "Sai &lt;b&gt;tên&lt;/b&gt;" in answer.content.decode()


def test_report_and_figures_tell_the_same(first):
    decides(first, one())
    shown = text(first.get(f"{QUEUE}report/"))
    figures = first.get(f"{QUEUE}report.json").json()
    assert f"Đã quyết định 1 trên {figures['proposals']} đề xuất" in shown
    assert figures["bins"][0]["total"] == 1


@pytest.mark.parametrize("query", ["fault=x", "district=%00", "after=1", "after=9999999999.1", "after=-1.x", "after=1.99999999999999999999", "district=%27%25"])  # fmt: skip
def test_what_cannot_be_read_in_an_address_is_left_out(first, query):
    assert first.get(f"{QUEUE}?{query}").status_code == 200


@pytest.mark.parametrize("number", [0, 10**18, 10**30])
def test_a_number_of_nothing_is_not_found(first, number):
    assert first.get(page(number)).status_code == 404


def test_addresses_and_titles_name_nobody(first):
    proposal = Proposal.objects.get(pk=one())
    address = decides(first, proposal.pk)["Location"]
    title = re.search("<title>(.*?)</title>", first.get(address).content.decode())[1]
    for value in (proposal.row_key, proposal.person_id, proposal.sides["person"]["full_name"]):
        assert value not in address + title


@pytest.mark.parametrize("path", ["", "{}/", "next/", "report/", "report.json", "objections/"])
def test_few_statements_a_page(first, path):
    number = one()
    first.get(QUEUE)
    with CaptureQueriesContext(connection) as queries:
        first.get(QUEUE + path.format(number))
    bound = 8 if path.startswith("report") else 6
    assert len(queries) <= bound, "\n".join(q["sql"][:160] for q in queries)


def test_the_same_few_statements_however_many_proposals(first):
    first.get(QUEUE)
    statements = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            first.get(QUEUE)
        statements.append(len(queries))
        row = Proposal.objects.first()
        Proposal.objects.bulk_create(
            Proposal(**{**_values(row), "row_key": f"extra-{turn}-{n}"}) for n in range(200)
        )
    assert statements[0] == statements[1] <= 6


def _values(row):
    kept = [f.attname for f in Proposal._meta.concrete_fields if not f.primary_key]
    return {name: getattr(row, name) for name in kept}
