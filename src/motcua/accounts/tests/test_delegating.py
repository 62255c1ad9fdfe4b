from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from motcua.accounts import account_events, delegating
from motcua.accounts.actors import Actor
from motcua.accounts.delegating import NewDelegation
from motcua.accounts.models import Account, Post
from motcua.accounts.roles import Role
from motcua.accounts.service import acting, posts_of
from motcua.agencies import service as agencies
from motcua.kernel import clock
from motcua.kernel.bad_input import BadInput

pytestmark = pytest.mark.django_db
COMMUNE, OTHER = "H44.28.05", "H44.28.06"
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
BY = Actor(account_id=uuid4(), role=Role.ADMINISTRATOR, name="Quản trị", agency="H44")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _communes():
    agencies.load(
        {"code": code, "name": code, "kind": "commune", "valid_from": date(2025, 7, 1)}
        for code in (COMMUNE, OTHER)
    )


def somebody(name: str, role: Role, title: str, agency: str = COMMUNE) -> Account:
    account = Account.objects.create(
        kind="official", username=name, full_name=name, created_at=clock.now()
    )
    Post.objects.create(
        account=account, agency_id=agency, role=role, title=title, valid_from=date(2025, 7, 1)
    )
    return account


@pytest.fixture
def chair():
    return somebody("Bùi Văn Chủ", Role.SIGNER, "Chủ tịch")


@pytest.fixture
def head():
    return somebody("Hà Thị Trưởng", Role.SPECIALIST, "Trưởng phòng")


@pytest.fixture
def week(chair, head) -> NewDelegation:
    return NewDelegation(
        agency=COMMUNE, kind="TUQ.", principal=chair.id, delegate=head.id, begins=MONDAY,
        until=FRIDAY, procedures=("1.001193",), decision="Quyết định 12/QĐ-UBND",
        decided_on=date(2026, 11, 20),
    )  # fmt: skip


def give(new: NewDelegation):
    return delegating.give_delegation(new, BY, clock.now())


def signing(account: Account, on: date) -> list[Post]:
    return [post for post in posts_of(account.id, on) if post.role == Role.SIGNER]


def test_the_prefix_is_right_on_each_day_and_gone_after_the_last(week, head):
    give(week)
    (post,) = signing(head, FRIDAY)
    actor = acting(head, post)
    assert (actor.prefix, actor.title) == ("TUQ. CHỦ TỊCH", "Trưởng phòng")
    assert actor.decision == "Quyết định 12/QĐ-UBND, 20/11/2026"
    assert actor.procedures == {"1.001193"}
    assert not signing(head, MONDAY - DAY)
    assert not signing(head, FRIDAY + DAY)


def test_ended_early_it_ends_with_that_day(week, head):
    given = give(week)
    delegating.end_delegation(COMMUNE, given.pk, MONDAY, BY, clock.now())
    assert signing(head, MONDAY)
    assert not signing(head, MONDAY + DAY)
    assert [one.said for one in account_events.log_of(head.id)] == [
        "Thôi giao ký thay, ủy quyền", "Giao ký thay, ủy quyền",
    ]  # fmt: skip


def test_another_agency_cannot_end_it(week, head):
    given = give(week)
    assert delegating.end_delegation(OTHER, given.pk, MONDAY, BY, clock.now()) is None
    assert signing(head, FRIDAY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "PP."}, "Chọn ký thay, thừa lệnh"),
        ({"principal": uuid4()}, "Chọn người giao ký"),
        ({"delegate": uuid4()}, "Chọn người được giao ký"),
        ({"until": date(2026, 11, 22)}, "Ngày cuối phải từ ngày bắt đầu"),
        ({"until": None}, "Thừa ủy quyền phải có ngày kết thúc"),
        ({"procedures": ()}, "nêu thủ tục được ủy quyền"),
        ({"decision": ""}, "Nhập số, ký hiệu quyết định"),
        ({"decided_on": date(2026, 11, 24)}, "không được sau ngày bắt đầu"),
    ],
)
def test_what_is_missing_is_said(week, changed, said):
    with pytest.raises(BadInput, match=said):
        give(replace(week, **changed))


def test_nobody_is_given_the_same_days_twice(week):
    give(week)
    with pytest.raises(BadInput, match="đã giữ vị trí ký"):
        give(replace(week, begins=FRIDAY, until=FRIDAY + DAY))
    give(replace(week, begins=FRIDAY + DAY, until=FRIDAY + DAY))


def test_who_signs_by_delegation_passes_nothing_on(week, head):
    give(week)
    third = somebody("Lò Văn Ba", Role.CLERK, "Văn thư")
    with pytest.raises(BadInput, match="không theo ủy quyền"):
        give(replace(week, principal=head.id, delegate=third.id))


def test_somebody_of_another_agency_is_not_given_the_pen(week):
    stranger = somebody("Vi Thị Lạ", Role.SPECIALIST, "chuyên viên", OTHER)
    with pytest.raises(BadInput, match="Chọn người được giao ký"):
        give(replace(week, delegate=stranger.id))


def test_a_stand_in_signs_throughout_an_absence_only_when_each_day_is_covered(week, head, chair):
    give(week)
    throughout = delegating.signs_throughout
    assert throughout(head.id, COMMUNE, MONDAY, FRIDAY)
    assert not throughout(head.id, COMMUNE, MONDAY, FRIDAY + DAY)
    assert throughout(chair.id, COMMUNE, MONDAY, FRIDAY + DAY)
