"""`kill -9` of web, worker and database while people submit: nothing lost, nothing doubled."""

from __future__ import annotations

import random
import threading
from collections import Counter

import psycopg
import pytest
from stack import Stack, wait_until
from submitters import Submitters, inside

COUNT = 200
VICTIMS = ("node", "node worker", "postgres")
pytestmark = pytest.mark.kill
LONG = [pytest.param(seed, 4, marks=pytest.mark.kill_long) for seed in (1, 2, 3)]


@pytest.mark.parametrize(("seed", "kills_of_each"), [(4, 1), *LONG])
def test_nothing_confirmed_is_lost_and_nothing_is_doubled(
    stack: Stack, seed: int, kills_of_each: int
):
    people = Submitters(stack, seed, COUNT)
    submitting = threading.Thread(target=people.run)
    submitting.start()
    chance = random.Random(seed)
    victims = chance.sample(VICTIMS * kills_of_each, len(VICTIMS) * kills_of_each)
    points = sorted(chance.sample(range(10, COUNT - 20), len(victims)))
    for victim, point in zip(victims, points, strict=True):
        people.await_confirmed(point)
        stack.await_revived(victim, stack.kill(victim))
    worker = stack.processes()["node worker"]
    submitting.join()
    codes = list(people.codes.values())
    assert len(set(codes)) == COUNT
    assert _receipts(stack, people.account) == people.codes
    assert sorted(_dossiers(stack, people.account)) == sorted(codes)
    if kills_of_each == 1:
        _let_a_minute_pass(stack)
    _await_all_delivered(stack, codes)
    assert inside(stack, "check", *codes) == []
    assert _progress_at_hub(stack, codes) == _progress_sent(stack, codes)
    assert stack.processes()["node worker"] == worker  # it went on when the database came back


def _receipts(stack: Stack, account: str) -> dict[str, str]:
    """Return the dossier that each command of the person is known to have made."""
    query = "SELECT command_id::text, dossier_code FROM dossiers_commandreceipt WHERE actor = %s"
    return dict(_ask(stack, "node", query, account))


def _dossiers(stack: Stack, account: str) -> list[str]:
    query = (
        "SELECT code FROM dossiers_dossierrow JOIN dossiers_party ON dossier_code = code"
        " WHERE account = %s"
    )
    return [code for (code,) in _ask(stack, "node", query, account)]


def _await_all_delivered(stack: Stack, codes: list[str]) -> None:
    waiting = """
        SELECT (SELECT count(*) FROM exchange_delivery d JOIN exchange_lane l ON l.id = d.lane_id
                WHERE l.dossier = ANY(%s) AND d.state <> 'acknowledged')
             + (SELECT count(*) FROM procrastinate_jobs
                WHERE args ->> 'code' = ANY(%s) AND status <> 'succeeded')
    """
    wait_until(
        lambda: _ask(stack, "node", waiting, codes, codes) == [(0,)],
        "all jobs done and all deliveries acknowledged",
        patience_s=180,
    )


def _let_a_minute_pass(stack: Stack) -> None:
    """Age what dead workers hold, as waiting would; the long version really waits."""
    _ask(
        stack, "node",
        "WITH lanes AS (UPDATE exchange_lane SET leased_until = leased_until - interval '90 s')"
        " UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '90 s'"
        " RETURNING id",
    )  # fmt: skip


def _progress_sent(stack: Stack, codes: list[str]) -> Counter[str]:
    rows = _ask(
        stack, "node",
        "SELECT l.dossier FROM exchange_delivery d JOIN exchange_lane l ON l.id = d.lane_id"
        " WHERE l.dossier = ANY(%s) AND l.destination = 'national' AND NOT d.coalesce",
        codes,
    )  # fmt: skip
    return Counter(code for (code,) in rows)


def _progress_at_hub(stack: Stack, codes: list[str]) -> Counter[str]:
    """Return the steps that the hub knows of each dossier, which it must know itself."""
    rows = _ask(
        stack, "hub",
        "SELECT d.code FROM hub_hubdossier d JOIN hub_hubprogress p ON p.dossier_id = d.code"
        " WHERE d.code = ANY(%s)",
        codes,
    )  # fmt: skip
    return Counter(code for (code,) in rows)


def _ask(stack: Stack, role: str, query: str, *values: object) -> list[tuple]:
    with psycopg.connect(stack.environment(role, "motcua_owner")["DATABASE_URL"]) as connection:
        return connection.execute(query, values).fetchall()
