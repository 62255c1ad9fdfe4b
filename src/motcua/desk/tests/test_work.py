"""Work of a day: many at once, who is away, notes apart from the record, the book, the centre."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.roles import Role
from motcua.desk.tests.cast import (
    PA_CO,
    PROVINCE,
    TO_DECIDED,
    TO_EXAMINATION,
    TO_SIGNATURE,
    a_birth,
    an_official,
    at,
    browser,
    led,
)
from motcua.dossiers import history
from motcua.dossiers.models import InternalNote
from motcua.dossiers.table import Action
from motcua.kernel import clock
from motcua.papers import service as papers


def children(count, *actions):
    return [led(a_birth(child=f"Bùi {n:03}", parties=[]), *actions) for n in range(count)]


def ticked(client, tab):
    page = client.get(f"/desk/?tab={tab}")
    rows = page.context["rows"]
    chosen = [f"{row.dossier.code}:{row.dossier.seq}" for row in rows]
    return {"batch": str(page.context["batch"]), "chosen": chosen}


def test_many_are_received_at_once_and_spread_over_who_is_there():
    specialists = {an_official(name, Role.SPECIALIST).pk for name in ("a", "b")}
    codes = children(4)
    client = browser(Role.RECEIVER)
    answer = client.post("/desk/batches/", ticked(client, "receive"))
    progress = client.get(answer.url).context["progress"]
    assert (progress.done, progress.waiting, progress.refused) == (4, 0, {})
    given = [history.refold(code).assignee for code in codes]
    assert {given.count(one) for one in specialists} == {2}


def test_a_batch_sent_twice_is_one_batch():
    (code,) = children(1)
    client = browser(Role.RECEIVER)
    sent = ticked(client, "receive")
    client.post("/desk/batches/", sent)
    events = len(history.events_of(code))
    answer = client.post("/desk/batches/", sent)
    assert len(history.events_of(code)) == events
    assert client.get(answer.url).context["progress"].refused == {}


def test_what_a_colleague_changed_meanwhile_is_left_out_with_the_reason():
    first, second = children(2)
    client = browser(Role.RECEIVER)
    sent = ticked(client, "receive")
    led(first, Action.GUIDE)
    page = client.get(client.post("/desk/batches/", sent).url)
    assert list(page.context["progress"].refused) == [first]
    assert "Đồng nghiệp vừa cập nhật" in page.content.decode()
    assert history.refold(second).phase == "processing"


def test_signing_many_shows_how_far_the_worker_is():
    codes = children(3, *TO_SIGNATURE)
    client = browser(Role.SIGNER)
    address = client.post("/desk/batches/", ticked(client, "signature")).url
    assert client.get(address).context["progress"].waiting == 3
    led(codes[0], Action.RECORD_SIGNATURE)
    page = client.get(address)
    assert (page.context["progress"].done, page.context["progress"].waiting) == (1, 2)
    assert "Đã xong 1 trên 3 hồ sơ" in page.content.decode()
    assert browser(Role.SIGNER, PA_CO).get(address).status_code == 404


def test_nothing_ticked_is_told():
    client = browser(Role.RECEIVER)
    assert client.post("/desk/batches/", {"batch": str(UUID(int=1))}).status_code == 422
    assert browser(Role.SPECIALIST).post("/desk/batches/").status_code == 403


def test_the_head_sees_the_centre_live_and_each_figure_leads_to_its_dossiers():
    led(a_birth(), *TO_EXAMINATION)
    children(2, *TO_DECIDED)
    clock.set_to(at(30, 9))
    head = browser(Role.CENTRE_HEAD)
    figures = {one.tab: one.count for one in head.get("/desk/centre/").context["figures"]}
    assert (figures["late"], figures["uncollected"], figures["due_soon"]) == (1, 2, 0)
    assert len(head.get("/desk/?tab=late").context["rows"]) == 1
    assert browser(Role.OVERSIGHT, PROVINCE).get("/desk/centre/").status_code == 200


def test_what_is_due_tomorrow_without_an_apology_is_counted():
    led(a_birth(), *TO_EXAMINATION, now=at(23, 15, 10))  # after the cut-off: due on the 25th
    clock.set_to(at(23, 15, 20))
    head = browser(Role.CENTRE_HEAD)
    assert len(head.get("/desk/?tab=due_soon").context["rows"]) == 1
    assert len(head.get("/desk/?tab=late").context["rows"]) == 0


def test_the_centre_takes_few_statements_however_many_dossiers():
    children(12, *TO_EXAMINATION)
    client = browser(Role.CENTRE_HEAD)
    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/centre/")
    assert len(queries) <= 8


def test_an_absence_is_recorded_shown_and_struck():
    away, stand_in = an_official("nghi", Role.SPECIALIST), an_official("thay", Role.SPECIALIST)
    head = browser(Role.CENTRE_HEAD)
    typed = {
        "account": str(away.pk), "first_day": "23/11/2026", "last_day": "27/11/2026",
        "substitute": str(stand_in.pk),
    }  # fmt: skip
    assert head.post("/desk/absences/", typed).status_code == 302
    assert "người thay: Cán bộ thay" in head.get("/desk/centre/").content.decode()
    (row,) = head.get("/desk/absences/").context["rows"]
    head.post("/desk/absences/", {"end": row.id})
    assert not head.get("/desk/absences/").context["rows"]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"account": "x"}, "account"),
        ({"first_day": "30/02/2027"}, "first_day"),
        ({"last_day": "20/11/2026"}, "last_day"),
        ({"substitute": "same"}, "substitute"),
    ],
)
def test_an_absence_that_cannot_be_is_told_beside_its_input(typed, fault):
    away = str(an_official("nghi", Role.SPECIALIST).pk)
    good = {"account": away, "first_day": "23/11/2026", "last_day": "27/11/2026"}
    sent = good | typed | ({"substitute": away} if fault == "substitute" else {})
    answer = browser(Role.CENTRE_HEAD).post("/desk/absences/", sent)
    assert answer.status_code == 422
    assert list(answer.context["faults"]) == [fault]


def test_a_note_is_apart_from_the_record():
    code = led(a_birth(), *TO_EXAMINATION)
    events = len(history.events_of(code))
    client = browser(Role.SPECIALIST)
    client.post(f"/desk/dossiers/{code}/notes/", {"text": "Gọi lại buổi chiều"})
    assert "Gọi lại buổi chiều" in client.get(f"/desk/dossiers/{code}/").content.decode()
    assert len(history.events_of(code)) == events


def test_a_stranger_and_oversight_leave_no_notes():
    code = led(a_birth(), *TO_EXAMINATION)
    address = f"/desk/dossiers/{code}/notes/"
    assert browser(Role.SPECIALIST, PA_CO).post(address, {"text": "x"}).status_code == 404
    assert browser(Role.OVERSIGHT, PROVINCE).post(address, {"text": "x"}).status_code == 403
    assert not InternalNote.objects.exists()


def test_the_draft_can_be_looked_at_as_a_paper_before_it_is_sent():
    code = led(a_birth(), *TO_EXAMINATION)
    client = browser(Role.SPECIALIST)
    assert "Xem trước bản dự thảo" in client.get(f"/desk/dossiers/{code}/").content.decode()
    client.post(f"/desk/dossiers/{code}/preview/")
    (seen,) = papers.papers_of(code, inner=True)
    assert papers.render_now(seen.id).state == "ready"
    assert not papers.papers_of(code)


def test_the_book_lists_what_was_received_and_is_made_as_a_paper():
    code = led(a_birth(), *TO_EXAMINATION)
    a_birth(child="Hà b", parties=[])
    client = browser(Role.RECEIVER)
    rows = client.get("/desk/book/").context["rows"]
    assert [row["code"] for row in rows] == [code]
    client.post("/desk/book/", {"first_day": "2026-11-23", "last_day": "2026-11-23"})
    (made,) = papers.papers_of("H44.28.05/so-theo-doi", inner=True)
    ready = papers.render_now(made.id)
    assert client.get(f"/desk/book/{ready.file_id}/").status_code == 200
    other = browser(Role.RECEIVER, PA_CO)
    assert other.get(f"/desk/book/{ready.file_id}/").status_code == 404


def test_a_filter_is_kept_under_its_name_and_dropped():
    client = browser(Role.RECEIVER)
    client.post("/desk/filters/", {"name": "Họ Bùi", "query": "q=bui&page=3"})
    assert client.get("/desk/").context["saved"] == [("Họ Bùi", "q=bui")]
    client.post("/desk/filters/", {"drop": "Họ Bùi"})
    assert client.get("/desk/").context["saved"] == []
