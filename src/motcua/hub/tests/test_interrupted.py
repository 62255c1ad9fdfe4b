"""A process that dies, two that speak at once, a line that doubles and reorders: nothing is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection

from motcua.hub import folding
from motcua.hub.models import DeadLetter, HubDossier, HubProgress, Message, MessageItem
from motcua.hub.rebuilding import rebuild
from motcua.hub.tests.wires import CODE, Province, a_dossier, a_step, codes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("motcua.urls_hub")]
CODES = [f"H44.28.05-261121-{number:04}" for number in range(1, 31)]
AT_ONCE = 6


@pytest.fixture
def province() -> Province:
    return Province()


def all_at_once(*works) -> None:
    """Run works in threads that start together; raises what any of them raised."""
    gate = threading.Barrier(len(works))

    def run(work) -> None:
        gate.wait(10)
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(run, works))


def test_what_died_before_its_commit_is_as_if_never_sent(province, monkeypatch):
    def die(*_: object) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(folding, "fold_dossiers", die)
        answer = province.call(
            "/ndxp/integration", service="DongBoHoSoMC", MC_MoRong="motcua-1",
            data=[{**a_dossier(), "MC_TrinhTu": 1}],
        )  # fmt: skip
    assert answer["error_code"] == "-1"
    assert not Message.objects.exists()
    assert not DeadLetter.objects.exists()
    assert codes(province.snapshots((a_dossier(), 1))) == ["0"]


def test_an_answer_lost_after_the_commit_is_given_again_and_nothing_is_doubled(province):
    lost = province.snapshots((a_dossier(), 1)), province.steps((a_step(), 2), (a_step(), 3))
    again = province.snapshots((a_dossier(), 1)), province.steps((a_step(), 3), (a_step(), 2))
    assert again[0] == lost[0]
    assert again[1] == lost[1][::-1]
    assert (HubDossier.objects.count(), HubProgress.objects.count()) == (1, 2)
    assert MessageItem.objects.count() == 3


def test_the_same_message_from_many_at_once_leaves_one_row(province):
    items = [(a_dossier(MaHoSo=code), 1) for code in CODES]
    all_at_once(*[lambda: province.snapshots(*items)] * AT_ONCE)
    assert HubDossier.objects.count() == len(CODES)
    steps = [(a_step(MaHoSo=code), 2) for code in CODES]
    all_at_once(*[lambda: province.steps(*steps)] * AT_ONCE)
    assert HubProgress.objects.count() == len(CODES)
    assert set(HubDossier.objects.values_list("steps", flat=True)) == {1}


def test_messages_that_name_dossiers_in_opposite_order_never_wait_for_each_other(province):
    def send(sequence: int, order: int) -> None:
        items = [(a_dossier(MaHoSo=code, TrangThaiHoSo="4"), sequence) for code in CODES[::order]]
        assert set(codes(province.snapshots(*items))) == {"0"}

    for turn in range(3):
        all_at_once(
            *(
                lambda n=number, turn=turn: send(turn * AT_ONCE + n + 1, -1 if n % 2 else 1)
                for number in range(AT_ONCE)
            )
        )
    assert set(HubDossier.objects.values_list("sequence", flat=True)) == {3 * AT_ONCE}


def test_a_step_and_a_snapshot_at_once_are_both_there(province):
    province.snapshots((a_dossier(), 1))
    all_at_once(
        *(lambda n=number: province.steps((a_step(), 10 + n)) for number in range(3)),
        *(lambda n=number: province.snapshots((a_dossier(), 2 + n)) for number in range(3)),
    )
    held = HubDossier.objects.get(code=CODE)
    assert (held.sequence, held.steps) == (4, 3)


def test_what_comes_during_a_rebuild_is_kept(province):
    province.snapshots((a_dossier(), 1))
    later = (a_dossier(TrangThaiHoSo="9"), 5), (a_dossier(MaHoSo=CODES[0]), 1)

    def meanwhile(_: object) -> None:
        all_at_once(lambda: province.snapshots(*later))
        assert HubDossier.objects.get(code=CODE).status == 9

    rebuild(meanwhile)
    assert HubDossier.objects.get(code=CODE).sequence == 5
    assert HubDossier.objects.count() == 2
    assert rebuild(lambda _: None).changed == 0
