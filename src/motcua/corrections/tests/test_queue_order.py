"""The queue: ordered by weight, counted by kind and district, in pages that lose nothing."""

import pytest

from motcua.corrections import queue, service
from motcua.corrections.models import Proposal
from motcua.corrections.service import Place
from motcua.corrections.tests.cast import ONE, one, says

pytestmark = pytest.mark.usefixtures("loaded")


def test_the_weightiest_comes_first():
    rows = service.page(ONE, Place())
    assert [row.priority for row in rows] == sorted((r.priority for r in rows), reverse=True)


def test_pages_hold_every_proposal_once(monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 7)
    seen, place = [], Place()
    while rows := queue.page(ONE, place):
        seen += [row.pk for row in rows[:7]]
        place = place.behind(rows[:7][-1])
    assert sorted(seen) == sorted(Proposal.objects.values_list("pk", flat=True))


def test_a_page_does_not_drift_when_earlier_ones_are_settled():
    first, second, third = service.page(ONE, Place())[:3]
    says(ONE, first.pk)
    assert service.following(ONE, Place().behind(second)) == third.pk


def test_filters_and_counts_agree():
    rows = service.page(ONE, Place())
    for place in (Place(fault=rows[0].fault), Place(district=rows[0].district)):
        found = service.counts(ONE, place)
        listed = Proposal.objects.filter(
            **{name: v for name in ("fault", "district") if (v := getattr(place, name))}
        )
        assert found.chosen == listed.count()
        assert found.total == Proposal.objects.count()
        assert {row.pk for row in service.page(ONE, place)} <= set(
            listed.values_list("pk", flat=True)
        )


def test_what_is_settled_waits_no_more():
    before = service.counts(ONE, Place()).total
    says(ONE, one())
    assert service.counts(ONE, Place()).total == before - 1
