from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from motcua.exchange.planning import Waiting, next_step

CAUSE = uuid4()


def waiting(*shapes: str) -> list[Waiting]:
    """``S`` a snapshot, ``p`` a progress row; ``!`` marks a quarantined one."""
    return [
        Waiting(
            id=n, ordinal=n, kind=shape[0], coalesce=shape[0] == "S", cause=CAUSE, body=None,
            quarantined=shape.endswith("!"),
        )
        for n, shape in enumerate(shapes, 1)
    ]  # fmt: skip


def carried(*shapes: str, known: bool = False, batch: int = 10) -> list[int]:
    step = next_step(waiting(*shapes), known=known, batch=batch)
    return [one.id for one in step.carries] if step else []


def test_the_newest_snapshot_stands_for_the_older_ones():
    step = next_step(waiting("S", "p", "S", "p"), known=False)
    assert [one.id for one in step.carries] == [3]
    assert step.supersedes == (1,)


def test_rows_before_a_snapshot_of_a_known_dossier_keep_their_place():
    assert carried("p", "p", "S", "p", known=True) == [1, 2]


def test_an_unknown_dossier_goes_before_any_of_its_rows():
    assert carried("p", "S") == [2]


def test_progress_rows_share_one_message_up_to_the_batch():
    assert carried("p", "p", "p", known=True, batch=2) == [1, 2]


def test_a_refused_dossier_holds_back_its_own_rows_until_it_is_known():
    assert carried("S!", "p") == []
    assert carried("S!", "p", known=True) == [2]


def test_a_newer_snapshot_passes_a_refused_one():
    step = next_step(waiting("S!", "p", "S"), known=False)
    assert [one.id for one in step.carries] == [3]
    assert step.supersedes == (1,)


def test_a_refused_row_does_not_stop_the_rows_after_it():
    assert carried("p!", "p", known=True) == [2]


@given(st.lists(st.sampled_from(["S", "p", "p!"]), max_size=12), st.integers(1, 4))
def test_every_row_goes_once_in_order_and_only_after_its_dossier(shapes, batch):
    left, known, sent = waiting(*shapes), False, []
    while step := next_step(left, known=known, batch=batch):
        done = {one.id for one in step.carries} | set(step.supersedes)
        if step.carries[0].coalesce:
            known = True
        else:
            assert known or "S" not in shapes
            sent += [one.id for one in step.carries]
        left = [one for one in left if one.id not in done]
    assert sent == [n for n, shape in enumerate(shapes, 1) if shape == "p"]
    assert all(one.quarantined for one in left)
