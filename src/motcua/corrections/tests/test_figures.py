"""The calibration report by decisions: shares beside predictions, agreement, sources."""

import json

import pytest

from motcua.corrections import service
from motcua.corrections.models import Proposal
from motcua.corrections.service import Said
from motcua.corrections.tests.cast import LEAD, ONE, SECTOR, STRANGER, TWO, one, says

pytestmark = pytest.mark.usefixtures("loaded")


def test_nothing_settled_says_nothing():
    found = service.figures(ONE)
    assert (found.bins, found.settled.total, found.agreement.kappa) == ([], 0, None)
    assert found.proposals == Proposal.objects.count()
    assert found.sectors == [SECTOR]


def test_accepted_shares_stand_beside_predicted_ones():
    chances = []
    for said in (Said.ACCEPTED, Said.ACCEPTED, Said.REJECTED):
        number = one()
        Proposal.objects.filter(pk=number).update(probability=0.93)
        chances.append(0.93)
        says(ONE, number, said)
    (found,) = service.figures(ONE).bins
    assert (found.low, found.high) == (0.9, 0.95)
    assert found.predicted == pytest.approx(0.93)
    assert (found.accepted.hits, found.accepted.total) == (2, 3)


@pytest.mark.parametrize(("chance", "low"), [(0.5, 0.5), (0.6, 0.6), (0.9899, 0.95), (1.0, 0.99)])
def test_a_bin_holds_its_lower_edge(chance, low):
    number = one()
    Proposal.objects.filter(pk=number).update(probability=chance)
    says(ONE, number)
    assert service.figures(ONE).bins[0].low == low


def test_agreement_counts_both_readings_of_the_sample():
    for second in (Said.ACCEPTED, Said.REJECTED):
        number = one(twice=True)
        says(ONE, number)
        says(TWO, number, second)
    says(LEAD, number, Said.ACCEPTED)
    pairs = service.figures(ONE).agreement
    assert (pairs.both_accepted, pairs.only_first, pairs.total) == (1, 1, 2)
    assert pairs.share.observed == 0.5


def test_faults_and_districts_add_up():
    says(ONE, one())
    found = service.figures(ONE)
    for sources in (found.faults, found.districts):
        assert sum(one.proposals for one in sources) == Proposal.objects.count()
        assert sum(one.accepted for one in sources) == 1
        assert all(one.advice for one in sources)


def test_the_figures_are_json_and_hold_nobodys_data():
    says(ONE, one())
    text = json.dumps(service.as_json(service.figures(ONE)), ensure_ascii=False)
    for row in Proposal.objects.all():
        assert row.person_id not in text
        assert row.sides["person"]["full_name"] not in text


def test_a_stranger_counts_nothing_of_ours():
    assert service.figures(STRANGER).proposals == 0
