"""What an administrator (quản trị) does to the accounts of officials within their agency."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from motcua.accounts.account_events import note
from motcua.accounts.actors import Actor
from motcua.accounts.models import Account, Post
from motcua.accounts.open_sessions import end_sessions
from motcua.accounts.roles import Role
from motcua.kernel.agency_codes import stands_within
from motcua.kernel.bad_input import BadInput
from motcua.kernel.names import fold, nfc

GIVEN = tuple(role for role in Role if role not in {Role.APPLICANT, Role.SYSTEM})
PAGE = 50
_USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{2,39}")


class OfficialNotFound(Exception):
    """There is no such official within the administrator's agency."""


@dataclass(frozen=True, kw_only=True)
class NewPost:
    """A post to be given: ``until`` is its last day, None without end."""

    agency: str
    role: Role
    title: str
    prefix: str = ""
    begins: date
    until: date | None = None


def within(by: Actor, agency: str) -> bool:
    """Return whether an agency or unit is the administrator's own or below it."""
    return stands_within(agency, by.agency)


def officials(by: Actor, words: str = "", page: int = 1) -> list[Account]:
    """Return one page of the officials that have or had a post within the administrator's agency.

    ``words`` are looked for in names, with or without diacritics, and user names.
    """
    found = _managed(by).order_by("username")
    wanted = fold(words).strip()
    if not wanted:
        return list(found[(page - 1) * PAGE : page * PAGE])
    matching = [a for a in found if wanted in fold(a.full_name) or wanted in a.username]
    return matching[(page - 1) * PAGE : page * PAGE]


def official(by: Actor, account_id: UUID) -> Account:
    """Load one official; raises ``OfficialNotFound`` for those of another agency."""
    found = _managed(by).filter(id=account_id).first()
    if found is None:
        raise OfficialNotFound
    return found


def posts_today(accounts: Iterable[UUID], on: date) -> dict[UUID, list[Post]]:
    """Return the posts that each of the accounts holds on a day, in one statement."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = Post.objects.filter(in_force, account_id__in=[*accounts], valid_from__lte=on)
    found: dict[UUID, list[Post]] = {}
    for post in rows.select_related("agency").order_by("id"):
        found.setdefault(post.account_id, []).append(post)
    return found


def posts_within(by: Actor, roles: Collection[Role], on: date) -> list[Post]:
    """Return who holds one of ``roles`` within the administrator's agency on a day."""
    here = Q(agency_id=by.agency) | Q(agency__code__startswith=f"{by.agency}.")
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    found = Post.objects.filter(here, in_force, role__in=roles, valid_from__lte=on)
    return list(found.select_related("account").order_by("id"))


def all_posts(account_id: UUID) -> list[Post]:
    """Return every post that an official holds, held or is going to hold, newest first."""
    found = Post.objects.filter(account_id=account_id).select_related("agency")
    return list(found.order_by("-valid_from", "-id"))


@transaction.atomic
def create_official(
    username: str, full_name: str, post: NewPost, by: Actor, now: datetime
) -> Account:
    """Make an account that cannot sign in before it accepts an invitation."""
    username, full_name = nfc(username).strip().lower(), " ".join(nfc(full_name).split())
    if not _USERNAME.fullmatch(username):
        raise BadInput(
            "Tên đăng nhập gồm từ 3 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch ngang"
        )
    if not full_name or len(full_name) > 120:
        raise BadInput("Nhập họ và tên cán bộ, không quá 120 ký tự")
    account = Account(
        kind=Account.Kind.OFFICIAL, username=username, full_name=full_name, created_at=now
    )
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as taken:
        raise BadInput("Tên đăng nhập này đã có người dùng. Chọn tên khác") from taken
    note(account.id, "created", by, now)
    give_post(account, post, by, now)
    return account


@transaction.atomic
def give_post(account: Account, post: NewPost, by: Actor, now: datetime) -> None:
    """Give a post from a day on; one person may hold several at a time."""
    if not within(by, post.agency):
        raise BadInput("Chọn cơ quan, đơn vị thuộc phạm vi quản trị")
    if post.role not in GIVEN:
        raise BadInput("Chọn vai trò")
    if not post.title or len(post.title) > 120:
        raise BadInput("Nhập chức danh như in trên văn bản, không quá 120 ký tự")
    if post.until is not None and post.until < post.begins:
        raise BadInput("Ngày cuối phải từ ngày bắt đầu trở đi")
    if _overlaps(account.id, post):
        raise BadInput("Cán bộ đã giữ vai trò này tại cơ quan, đơn vị này trong thời gian đó")
    given = Post.objects.create(
        account=account, agency_id=post.agency, role=post.role, title=post.title,
        signature_prefix=post.prefix[:40], valid_from=post.begins, valid_to=post.until,
    )  # fmt: skip
    note(account.id, "post_given", by, now, f"{given.title}, {given.agency_id}")


@transaction.atomic
def end_post(account: Account, post_id: int, last_day: date, by: Actor, now: datetime) -> None:
    """End a post with a last day; one that had not begun by then never takes effect."""
    post = Post.objects.select_for_update().filter(account=account, id=post_id).first()
    if post is None or not within(by, post.agency_id):
        raise OfficialNotFound
    post.valid_to = max(last_day, post.valid_from - timedelta(days=1))
    post.save(update_fields=["valid_to"])
    note(account.id, "post_ended", by, now, f"{post.title}, {post.agency_id}")


@transaction.atomic
def lock(account: Account, by: Actor, now: datetime) -> None:
    """Lock an account and end its sessions at once."""
    if account.id == by.account_id:
        raise BadInput("Không tự khóa tài khoản của mình được")
    Account.objects.filter(id=account.id).update(is_active=False)
    end_sessions(account.id)
    note(account.id, "locked", by, now)


@transaction.atomic
def unlock(account: Account, by: Actor, now: datetime) -> None:
    Account.objects.filter(id=account.id).update(is_active=True)
    note(account.id, "unlocked", by, now)


@transaction.atomic
def sign_out_everywhere(account: Account, by: Actor, now: datetime) -> int:
    """End all sessions of an official and return how many were open."""
    ended = end_sessions(account.id)
    note(account.id, "sessions_ended", by, now)
    return ended


def _managed(by: Actor) -> QuerySet[Account]:
    own = Q(agency_id=by.agency) | Q(agency__code__startswith=f"{by.agency}.")
    mine = Post.objects.filter(own).values("account_id")
    return Account.objects.filter(kind=Account.Kind.OFFICIAL, id__in=mine)


def _overlaps(account_id: UUID, post: NewPost) -> bool:
    same = Post.objects.filter(account_id=account_id, agency_id=post.agency, role=post.role)
    later = Q(valid_to=None) | Q(valid_to__gte=post.begins)
    earlier = Q() if post.until is None else Q(valid_from__lte=post.until)
    return same.filter(later, earlier).exists()
