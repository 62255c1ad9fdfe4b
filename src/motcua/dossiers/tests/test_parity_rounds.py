"""A parity round finds what node and hub hold differently, and the flow mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from motcua.dossiers import parity
from motcua.dossiers.commands import Command
from motcua.dossiers.mapping_national import render_items
from motcua.dossiers.outgoing import NATIONAL
from motcua.dossiers.perform import perform
from motcua.dossiers.table import Action
from motcua.dossiers.tests.births import declared, load_agencies
from motcua.dossiers.tests.cast import RECEIVER, SYSTEM, at
from motcua.exchange import lanes, reports
from motcua.exchange.clients.national import NationalPortal
from motcua.exchange.clients.national_sending import NationalSender
from motcua.exchange.delivering import Courier
from motcua.exchange.leases import Pace
from motcua.exchange.models import Delivery, Lane
from motcua.exchange.tests.in_process import line_in_process
from motcua.hub import sessions
from motcua.hub.models import HubDossier, HubProgress
from motcua.kernel import clock
from motcua.kernel.parity import Cause

NOW = at(25, 12)
AT_ONCE = Pace(back_off_s=0, back_off_cap_s=0)


@dataclass(frozen=True)
class Link:
    portal: NationalPortal
    courier: Courier

    def deliver(self) -> None:
        for _ in range(3):
            self.courier.deliver_once()

    def compare(self, **how) -> reports.Report:
        return parity.run(NOW, asked=self.portal, **how)

    def causes(self, **how) -> dict[str, Cause]:
        report = self.compare(**how)
        assert report.error == ""
        return {one.dossier: one.cause for one in reports.differences(report.id)}


@pytest.fixture(autouse=True)
def agencies(db) -> None:
    load_agencies()


@pytest.fixture
def link(settings, monkeypatch, tmp_path) -> Iterator[Link]:
    """Our courier and a real hub in this process, in the same transaction and on the same day."""
    monkeypatch.setenv("MOTCUA_CLOCK_FILE", str(tmp_path / "clock"))
    clock.set_to(NOW)
    settings.ROOT_URLCONF = "motcua.urls_hub"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    sessions.keep_account("H44", "H44", "Tỉnh Hòa Bình", "secret")
    with line_in_process(NATIONAL, "/ndxp") as line:
        portal = NationalPortal(line, "H44", "secret", "H44", extension="motcua-1")
        sender = NationalSender(render_items, 1, lambda: portal)
        yield Link(portal, Courier({NATIONAL: sender}, AT_ONCE))


def receive(code: str) -> None:
    act = Command(action=Action.RECEIVE)
    perform(code, act, RECEIVER, command_id=uuid4(), now=at(23, 9))


@pytest.fixture
def births(link) -> list[str]:
    """Three dossiers of two agencies and two days, all arrived; the first one received."""
    codes = [
        declared(child="Bùi a"),
        declared(at(25, 8), child="Bùi b"),
        declared(child="Bùi c", receiving_agency="H44.28.06", competent_agency="H44.28.06"),
    ]
    receive(codes[0])
    verified = Command(action=Action.RECORD_VERIFICATION, facts={"outcome": "agrees"})
    perform(codes[0], verified, SYSTEM, command_id=uuid4(), now=at(23, 10))  # told to nobody
    link.deliver()
    return codes


def test_everything_that_arrived_is_proven_and_nothing_differs(link, births):
    assert all(one.proven for code in births for one in lanes.history(code))
    report = link.compare()
    assert (report.ours, report.theirs, report.differences, report.on_the_way) == (3, 3, 0, 0)
    assert link.causes(deep=True) == {}


def test_equal_sides_tell_only_their_days(link, births):
    assert link.compare().listed == 2


def test_a_dossier_that_the_hub_lost_is_posted_again_with_its_cause(link, births):
    HubProgress.objects.filter(dossier=births[0]).delete()
    HubDossier.objects.filter(code=births[0]).delete()
    assert link.causes() == {births[0]: Cause.MISSING}
    again = [one for one in lanes.history(births[0]) if one.because]
    assert {one.because for one in again} == {"missing"}
    assert len(again) == 4  # the whole dossier, then a row for each of the three events told
    link.deliver()
    assert link.causes(deep=True) == {}


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        ({"status": 9}, Cause.STATUS),
        ({"sequence": 1}, Cause.OLDER),
        ({"sequence": 99}, Cause.NEWER),
    ],
)
def test_a_harmed_dossier_is_found_and_named(link, births, harm, cause):
    HubDossier.objects.filter(code=births[0]).update(**harm)
    assert link.causes() == {births[0]: cause}
    report = reports.latest(NATIONAL)[0]
    assert report.posted_again == (cause is not Cause.NEWER)


def test_only_the_days_and_agencies_that_differ_are_listed(link, births):
    HubDossier.objects.filter(code=births[1]).update(status=9)
    # two days, the one agency of the day that differs, its one dossier
    assert link.compare().listed == 4


def test_a_missing_progress_row_goes_again_without_a_snapshot(link, births):
    HubProgress.objects.filter(dossier=births[0]).order_by("at").last().delete()
    HubDossier.objects.filter(code=births[0]).update(steps=2)
    (found,) = reports.differences(link.compare().id)
    assert (found.cause, found.ours.progress, found.theirs.progress) == (Cause.PROGRESS, 3, 2)
    kinds = [one.kind for one in lanes.history(births[0]) if one.because]
    assert kinds == ["CapNhatTienDoHoSoMC"] * 3
    link.deliver()
    assert link.causes() == {}


def test_another_content_under_the_same_sequence_is_found_by_a_deep_round(link, births):
    HubDossier.objects.filter(code=births[0]).update(digest="0" * 64)
    assert link.causes() == {}
    assert link.causes(deep=True) == {births[0]: Cause.CONTENT}


def test_what_is_still_on_its_way_is_no_difference(link, births):
    receive(births[1])
    report = link.compare()
    assert (report.differences, report.on_the_way) == (0, 1)


def test_a_dossier_that_only_the_hub_has_is_reported_and_left_alone(link, births):
    Delivery.objects.filter(lane__dossier=births[2]).delete()
    Lane.objects.filter(dossier=births[2]).update(dossier="H44.28.06-261123-0999")
    found = link.causes()
    assert found[births[2]] == Cause.UNKNOWN_HERE


def test_a_dossier_that_was_never_posted_is_posted_at_last(link, births):
    Delivery.objects.filter(lane__dossier=births[2]).delete()
    Lane.objects.filter(dossier=births[2]).delete()
    HubProgress.objects.filter(dossier=births[2]).delete()
    HubDossier.objects.filter(code=births[2]).delete()
    assert link.compare().on_the_way == 1
    assert {one.because for one in lanes.history(births[2])} == {"never_posted"}
    link.deliver()
    assert link.causes(deep=True) == {}


def test_lanes_of_an_earlier_version_are_marked_and_not_sent_again(link, births):
    fields = {"day": None, "agency": "", "status": "", "sequence": 0, "rows": 0}
    Lane.objects.update(**fields)
    assert link.causes(deep=True) == {}
    assert not Delivery.objects.exclude(because="").exists()


def test_what_was_refused_is_not_posted_again(link, births):
    receive(births[1])
    Delivery.objects.filter(state="pending").update(state="quarantined", reason="4: sai")
    assert link.causes() == {births[1]: Cause.OLDER}
    assert not Delivery.objects.exclude(because="").exists()


def test_a_second_round_within_the_hour_is_not_begun(link, births):
    assert link.compare(pause_s=3600) is not None
    assert link.compare(pause_s=3600) is None


def test_a_portal_without_the_extension_cannot_be_compared_and_the_report_says_so(link):
    plain = NationalPortal(link.portal.line, "H44", "secret", "H44")
    assert parity.run(NOW, asked=plain).error == "no_extension"
