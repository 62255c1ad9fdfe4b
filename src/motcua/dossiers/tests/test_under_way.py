"""Whom the worker tells of planned pauses, and that it tells nobody twice."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from motcua.dossiers.models import Draft
from motcua.dossiers.tests.cast import at
from motcua.dossiers.under_way import tell_of_planned_downtimes
from motcua.notices import downtimes_told
from motcua.notices import service as notices

pytestmark = pytest.mark.django_db
NOW = at(23, 12)
NIGHT = at(23, 22) + timedelta(days=11)  # Friday 04/12/2026


def a_draft() -> UUID:
    account = uuid4()
    Draft.objects.create(
        account=account, procedure="1.001193", revision=1, created_at=NOW, updated_at=NOW,
        expires_at=NOW + timedelta(days=30),
    )  # fmt: skip
    return account


def pause(hours: int = 4) -> notices.PlannedDowntime:
    return notices.PlannedDowntime(NIGHT, NIGHT + timedelta(hours=hours), "nâng cấp")


def subjects(account: UUID) -> list[str]:
    return [one.subject.partition(" từ ")[0] for one in notices.inbox(account, None)]


def all_told() -> int:
    count = 0
    while told := tell_of_planned_downtimes(NOW):
        count += told
    return count


def test_who_has_a_draft_is_told_once():
    account = a_draft()
    made = notices.announce_downtime(pause(), NOW)
    assert (all_told(), all_told()) == (1, 0)
    assert subjects(account) == ["Hệ thống tạm dừng"]
    assert notices.people_told([made.pk]) == {made.pk: 1}


def test_many_people_are_told_in_rounds(monkeypatch):
    monkeypatch.setattr(downtimes_told, "A_ROUND", 2)
    people = [a_draft() for _ in range(5)]
    notices.announce_downtime(pause(), NOW)
    assert tell_of_planned_downtimes(NOW) == 2
    assert all_told() == 3
    assert all(subjects(one) for one in people)


def test_of_a_change_and_of_the_end_hears_who_had_heard_of_the_pause():
    before = a_draft()
    made = notices.announce_downtime(pause(), NOW)
    all_told()
    after = a_draft()
    changed = notices.change_downtime(made.pk, pause(2), NOW)
    assert all_told() == 2
    notices.cancel_downtime(changed.pk, "dời sang tháng sau", NOW)
    assert all_told() == 2
    assert set(subjects(before)) == {
        "Hệ thống tạm dừng", "Thay đổi thời gian tạm dừng hệ thống:", "Hệ thống không tạm dừng",
    }  # fmt: skip
    assert set(subjects(after)) == {"Hệ thống tạm dừng", "Hệ thống không tạm dừng"}


def test_called_off_before_anybody_heard_nobody_hears_anything():
    account = a_draft()
    made = notices.announce_downtime(pause(), NOW)
    notices.cancel_downtime(made.pk, "nhầm ngày", NOW)
    assert all_told() == 0
    assert subjects(account) == []
