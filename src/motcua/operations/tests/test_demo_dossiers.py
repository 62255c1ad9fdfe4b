"""The demo's queue comes about through the ordinary use cases, once."""

from __future__ import annotations

from collections import Counter

import pytest

from motcua.dossiers.history import check
from motcua.dossiers.models import DossierRow
from motcua.kernel import clock
from motcua.operations import demo_dossiers, loading
from motcua.operations.demo import DEMO_DAY


@pytest.fixture(autouse=True)
def monday(db, settings, tmp_path, monkeypatch):
    settings.MOTCUA_HOME, settings.DEMO = tmp_path, True
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(DEMO_DAY)
    loading.load_agencies()
    for row in demo_dossiers.officials():
        loading.keep_demo_official(row)


def test_the_demo_begins_with_a_queue_in_many_states_and_a_restart_adds_nothing():
    assert demo_dossiers.load_queue() == 40
    assert demo_dossiers.load_queue() == 0
    phases = Counter(DossierRow.objects.values_list("phase", flat=True))
    assert phases["submitted"] == 17
    assert set(phases) >= {
        "declined", "processing", "waiting_supplement", "withdrawn", "stopped", "decided",
        "waiting_payment",
    }  # fmt: skip
    assert not DossierRow.objects.filter(due_at__lt=clock.now(), finished_at=None).exists()
    assert all(check(row.code).row_agrees for row in DossierRow.objects.all())
