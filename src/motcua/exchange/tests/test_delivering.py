import threading
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.exchange import lanes
from motcua.exchange.circuits import FAILURES_TO_OPEN
from motcua.exchange.delivering import Courier
from motcua.exchange.errors import Malformed, Refused, Unreachable
from motcua.exchange.lanes import Outgoing
from motcua.exchange.leases import Pace
from motcua.exchange.models import Delivery, Lane
from motcua.exchange.sending import Accepted
from motcua.exchange.tests.receivers import Receiver, UnableToRender, accepts, down, refuses
from motcua.exchange.tracing import request_id
from motcua.kernel import clock

CODE = "H44.28.05-261123-0007"
AT_ONCE = Pace(back_off_s=0, back_off_cap_s=0)
pytestmark = pytest.mark.django_db


def post(shapes: str, dossier: str = CODE) -> None:
    with transaction.atomic():
        items = [Outgoing(shape, uuid4(), coalesce=shape == "S") for shape in shapes]
        lanes.post("hub", dossier, items, clock.now())


def courier(receiver: Receiver) -> Courier:
    return Courier({"hub": receiver}, AT_ONCE)


def test_an_unreachable_receiver_gets_everything_once_it_answers():
    post("Sp")
    receiver = Receiver(down)
    one = courier(receiver)
    for _ in range(3):
        one.deliver_once()
    receiver.answer = accepts
    one.deliver_once()
    assert receiver.of(CODE) == ["S-1-v1", "p-2-v1"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"acknowledged"}


def test_the_bytes_of_the_first_attempt_are_sent_again():
    post("S")
    receiver = Receiver(down)
    one = courier(receiver)
    one.deliver_once()
    receiver.mapping_version, receiver.answer = 2, accepts
    one.deliver_once()
    assert receiver.of(CODE) == ["S-1-v1"]
    assert receiver.rendered == 1


def test_an_answer_that_makes_no_sense_is_asked_again():
    post("S")

    def nonsense(dossier: str, body: str) -> None:
        raise Malformed("test", "not JSON")

    receiver = Receiver(nonsense)
    one = courier(receiver)
    one.deliver_once()
    assert Lane.objects.get().last_error_kind == "malformed"
    receiver.answer = accepts
    one.deliver_once()
    assert receiver.of(CODE) == ["S-1-v1"]


def test_poison_is_quarantined_with_its_reason_and_other_dossiers_flow():
    post("Sp")
    post("Sp", dossier="other")
    receiver = Receiver(
        lambda dossier, body: refuses("S-1-v1")("", body) if dossier == CODE else None
    )
    courier(receiver).deliver_once()
    poison = Delivery.objects.get(state="quarantined")
    assert (poison.lane.dossier, poison.reason) == (CODE, "4: sai dữ liệu")
    assert receiver.of("other") == ["S-1-v1", "p-2-v1"]
    assert receiver.of(CODE) == []
    assert lanes.standing(CODE, "hub") == "quarantined"


def test_a_corrected_mapping_cures_what_was_refused():
    post("Sp")
    receiver = Receiver(refuses("S-1-v1"))
    one = courier(receiver)
    one.deliver_once()
    assert one.cure() == 0
    receiver.mapping_version = 2
    assert one.cure() == 1
    one.deliver_once()
    assert receiver.of(CODE) == ["S-1-v2", "p-2-v2"]


def test_one_refused_row_of_a_message_is_found_and_the_others_arrive():
    post("Spppp")
    receiver = Receiver(refuses("p-3-v1"))
    courier(receiver).deliver_once()
    assert receiver.of(CODE) == ["S-1-v1", "p-2-v1", "p-4-v1", "p-5-v1"]
    assert Delivery.objects.get(state="quarantined").ordinal == 3


def test_what_cannot_be_rendered_waits_for_a_better_mapping():
    post("S")
    courier(UnableToRender()).deliver_once()
    assert Delivery.objects.get().reason == "không có mã tương ứng"
    better = courier(Receiver(mapping_version=2))
    better.cure()
    better.deliver_once()
    assert Delivery.objects.get().state == "acknowledged"


def test_a_delivery_bears_the_id_of_the_request_that_caused_it():
    token = request_id.set("request-of-a-parent")
    post("S")
    request_id.reset(token)
    seen = []
    courier(Receiver(lambda dossier, body: seen.append(request_id.get()))).deliver_once()
    assert seen == ["request-of-a-parent"]


def test_superseded_snapshots_are_settled_with_the_one_that_stood_for_them():
    post("SpSp")
    receiver = Receiver()
    courier(receiver).deliver_once()
    assert receiver.of(CODE) == ["S-3-v1", "p-2-v1", "p-4-v1"]
    assert Delivery.objects.get(ordinal=1).reason == "superseded by 3"


def test_a_dead_receiver_is_probed_with_one_lane_instead_of_all():
    for number in range(20):
        post("S", dossier=f"d{number}")
    receiver = Receiver(down)
    one = courier(receiver)
    one.deliver_once(limit=20)
    assert len(receiver.messages) == FAILURES_TO_OPEN
    assert one.deliver_once(limit=20) == 0


def test_lanes_that_backed_off_are_woken_when_the_receiver_answers_again():
    for number in range(8):
        post("S", dossier=f"d{number}")
    receiver = Receiver(down)
    slow = Courier({"hub": receiver}, Pace(back_off_s=1000, back_off_cap_s=1000))
    slow.deliver_once(limit=8)
    receiver.answer = accepts
    slow.circuits["hub"]._open_until = 0
    while slow.deliver_once():
        pass
    assert len(receiver.arrived) == 8


FAULTS = st.sampled_from(["ok", "lost", "answer lost", "refused"])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text("Sp", min_size=1, max_size=4), min_size=1, max_size=4), st.lists(FAULTS))
def test_whatever_the_line_does_the_newest_state_and_every_row_arrive_in_order(posts, faults):
    """Rows may arrive twice when an answer is lost, never out of order, never not at all."""
    dossier = uuid4().hex
    script = iter(faults)
    seen: list[str] = []

    class Line(Receiver):
        def take(self, item):
            fault = next(script, "ok")
            if fault == "refused":
                raise Refused("test", "4")
            if fault != "lost":
                seen.append(item.body)
            if fault != "ok":
                raise Unreachable("test", "timeout")
            return Accepted()

    receiver = Line(batch=2)
    one = courier(receiver)
    for shapes in posts:
        post(shapes, dossier)
        one.deliver_once()
    for _ in range(len(faults) + 2):
        receiver.mapping_version += 1
        one.circuits["hub"].succeeded()
        one.cure()
        one.deliver_once()
    shapes = "".join(posts)
    kept = list(dict.fromkeys(int(body.split("-")[1]) for body in seen))
    rows = [n for n in kept if shapes[n - 1] == "p"]
    refused = "refused" in faults
    assert sorted(rows) == [n for n, shape in enumerate(shapes, 1) if shape == "p"]
    assert refused or rows == sorted(rows)
    assert "S" not in shapes or shapes.rindex("S") + 1 in kept
    assert not Delivery.objects.filter(lane__dossier=dossier).exclude(state="acknowledged").exists()


@pytest.mark.django_db(transaction=True)
def test_threads_deliver_until_told_to_stop():
    arrived, stop = threading.Event(), threading.Event()
    receiver = Receiver(lambda dossier, body: arrived.set())
    worker = threading.Thread(target=courier(receiver).run, args=(stop, 2))
    worker.start()
    post("S")
    assert arrived.wait(20)
    stop.set()
    worker.join(20)
    assert not worker.is_alive()
