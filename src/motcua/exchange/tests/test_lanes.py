import threading
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.exchange import comparing, lanes, leases
from motcua.exchange.delivering import Courier
from motcua.exchange.figures import backlogs
from motcua.exchange.lanes import Mark, Outgoing
from motcua.exchange.leases import Done, Fault, Pace
from motcua.exchange.models import Delivery, Lane
from motcua.exchange.tests.receivers import Receiver
from motcua.kernel import clock
from motcua.kernel.clock import HANOI
from motcua.kernel.parity import Entry, tally

NOW = datetime(2026, 11, 23, 9, tzinfo=HANOI)
CODE = "H44.28.05-261123-0007"
WHOLE = Outgoing("S", uuid4(), coalesce=True)
ROW = Outgoing("p", uuid4())


def post(*items: Outgoing, dossier: str = CODE) -> None:
    with transaction.atomic():
        lanes.post("hub", dossier, items, clock.now())


@pytest.mark.django_db
def test_posting_costs_one_statement_and_counts_on(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        lanes.post("hub", CODE, [WHOLE, ROW], clock.now())
    post(ROW)
    assert list(Delivery.objects.order_by("ordinal").values_list("ordinal", "kind")) == [
        (1, "S"), (2, "p"), (3, "p"),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_cause_leaves_nothing_to_deliver():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lanes.post("hub", CODE, [WHOLE], clock.now())
        raise ZeroDivisionError
    assert not Lane.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_posting_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        lanes.post("hub", CODE, [WHOLE], clock.now())


@pytest.mark.django_db
def test_a_leased_lane_is_not_leased_again_until_its_lease_ends():
    post(WHOLE)
    assert len(leases.lease(["hub"], 5, Pace())) == 1
    assert leases.lease(["hub"], 5, Pace()) == []


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing():
    post(WHOLE)
    (late,) = leases.lease(["hub"], 1, Pace(lease_s=0))
    leases.lease(["hub"], 1, Pace())
    delivery = Delivery.objects.get()
    assert leases.freeze([late], [(late.id, delivery.id, "x")], 1, Pace()) == set()
    assert leases.acknowledge([late], [Done(lane=late.id, delivery=delivery.id)], NOW) == set()
    assert leases.quarantine([late], [(late.id, delivery.id, "x")], 1) == set()
    assert leases.rest([late]) == set()
    assert leases.back_off([late], {late.id: Fault("timeout")}, Pace()) == set()
    delivery.refresh_from_db()
    assert (delivery.body, delivery.state) == (None, "pending")


@pytest.mark.django_db
def test_what_is_posted_during_a_delivery_is_not_forgotten():
    post(WHOLE)
    (lane,) = leases.lease(["hub"], 1, Pace())
    post(ROW)
    leases.rest([lane])
    (again,) = leases.lease(["hub"], 1, Pace())
    assert again.last_ordinal == 2


@pytest.mark.django_db
def test_an_empty_lane_rests():
    post(WHOLE)
    (lane,) = leases.lease(["hub"], 1, Pace())
    leases.rest([lane])
    assert leases.lease(["hub"], 1, Pace()) == []


@pytest.mark.django_db
def test_the_backlog_counts_and_ages_what_waits():
    post(WHOLE, ROW)
    found = backlogs(clock.now())["hub"]
    assert found.pending == 2
    assert found.oldest_pending_at is not None


@pytest.mark.django_db
def test_standing_tells_officials_what_waits():
    assert lanes.standing(CODE, "hub") == "pending"
    post(WHOLE)
    Courier({"hub": Receiver()}).deliver_once()
    assert lanes.standing(CODE, "hub") == "acknowledged"
    assert [one.kind for one in lanes.history(CODE)] == ["S"]


@pytest.mark.django_db(transaction=True)
def test_many_workers_deliver_each_dossier_once_and_in_order():
    dossiers = [f"H44-261123-{n:04}" for n in range(40)]
    for _ in range(3):
        for dossier in dossiers:
            post(ROW, ROW, dossier=dossier)
    receiver = Receiver(batch=1)

    def work() -> None:
        try:
            while courier.deliver_once(limit=3):
                pass
        finally:
            connection.close()

    courier = Courier({"hub": receiver})
    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = [f"p-{n}-v1" for n in range(1, 7)]
    assert all(receiver.of(dossier) == expected for dossier in dossiers)


@pytest.mark.django_db(transaction=True)
def test_posters_of_one_dossier_at_once_get_distinct_ordinals():
    def write() -> None:
        try:
            post(ROW, ROW)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Delivery.objects.values_list("ordinal", flat=True)) == list(range(1, 17))


@pytest.mark.django_db
def test_a_batch_of_lanes_costs_as_many_statements_as_one():
    def statements(lanes_: int) -> int:
        for number in range(lanes_):
            post(WHOLE, ROW, ROW, dossier=f"{lanes_}-{number}")
        with CaptureQueriesContext(connection) as queries:
            Courier({"hub": Receiver(lanes=50)}).deliver_once()
        return len(queries)

    assert statements(40) == statements(1)


@pytest.mark.django_db
def test_a_mark_tells_what_the_other_side_must_hold():
    day = date(2026, 11, 23)
    for sequence, status, rows in ((1, "1", 1), (3, "4", 2)):
        mark = Mark(day=day, agency="H44.28.05", status=status, sequence=sequence, rows=rows)
        with transaction.atomic():
            lanes.post("hub", CODE, [WHOLE], NOW, mark=mark)
    expected = Entry(code=CODE, status="4", sequence=3, progress=3)
    assert comparing.named("hub", [CODE])[CODE].entry == expected
    assert comparing.days("hub") == {"20261123": tally([expected])}
    assert comparing.agencies("hub", day) == {"H44.28.05": tally([expected])}


@pytest.mark.django_db
def test_the_digest_of_the_database_is_that_of_the_pure_rule():
    day = date(2026, 11, 23)
    for number in range(1, 40):
        mark = Mark(day=day, agency="H44.28.05", status=str(number % 10 + 1),
                    sequence=number, rows=number % 4)  # fmt: skip
        with transaction.atomic():
            lanes.post("hub", f"H44.28.05-261123-{number:04}", [WHOLE], NOW, mark=mark)
    listed = [one.entry for one in comparing.dossiers("hub", day, "H44.28.05").values()]
    assert comparing.days("hub") == {"20261123": tally(listed)}
