"""What a person has been told, and how far each message has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.kernel.clock import local_day
from motcua.notices.models import Notice, Sending
from motcua.notices.recipients import keys_of
from motcua.notices.rules import templates
from motcua.notices.wording import filled, spoken

PAGE = 30
OBSTACLES = {"address": "số hoặc địa chỉ không dùng được", "network": "nhà mạng không chuyển được"}


@dataclass(frozen=True, kw_only=True)
class SentState:
    """One way: its word, state and last moment; ``address`` with its middle hidden.

    ``held_until`` is the end of the quiet hours that a message waits for.
    """

    channel: str
    state: str
    label: str
    address: str
    at: datetime
    held_until: datetime | None
    obstacle: str


@dataclass(frozen=True, kw_only=True)
class NoticeView:
    id: UUID
    template: str
    about: str
    subject: str
    text: str
    at: datetime
    unread: bool
    sent: tuple[SentState, ...]


def inbox(
    account: UUID,
    personal_id: str | None,
    *,
    page: int = 1,
    language: str = "vi",
    about: str = "",
) -> list[NoticeView]:
    """Return a page of a person's notices, and one more where there are older ones, newest first."""
    mine = Notice.objects.filter(recipient__in=[*keys_of(account, personal_id)]).order_by("-at")
    mine = mine.filter(about=about) if about else mine
    return _views(mine[(page - 1) * PAGE : page * PAGE + 1], language)


def unread_count(account: UUID, personal_id: str | None) -> int:
    keys = [*keys_of(account, personal_id)]
    return Notice.objects.filter(recipient__in=keys, read_at=None).count()


def mark_read(account: UUID, personal_id: str | None, now: datetime) -> int:
    """Note that the person has seen all that they were told until ``now``."""
    keys = [*keys_of(account, personal_id)]
    return Notice.objects.filter(recipient__in=keys, read_at=None, at__lte=now).update(read_at=now)


def told_about(about: str, *, language: str = "vi") -> list[NoticeView]:
    """Return who was told what of a dossier or complaint, newest first, for those who may see it."""
    return _views(Notice.objects.filter(about=about).order_by("-at"), language)


def _views(notices: Iterable[Notice], language: str) -> list[NoticeView]:
    notices = list(notices)
    sent: dict[UUID, list[SentState]] = {}
    for one in Sending.objects.filter(notice__in=notices).order_by("-channel"):
        sent.setdefault(one.notice_id, []).append(_state(one))
    return [_view(notice, tuple(sent.get(notice.id, ())), language) for notice in notices]


def _view(notice: Notice, sent: tuple[SentState, ...], language: str) -> NoticeView:
    subject, text = notice.subject, notice.text
    if language != "vi":  # what was sent is Vietnamese; the page says it again in its language
        used = templates()[notice.template].on(local_day(notice.at))
        words = spoken(notice.facts, language)
        subject = filled(used.subject.said(language), words)
        text = filled(used.text.said(language), words)
    return NoticeView(
        id=notice.id,
        template=notice.template,
        about=notice.about,
        subject=subject,
        text=text,
        at=notice.at,
        unread=notice.read_at is None,
        sent=sent,
    )


def _state(one: Sending) -> SentState:
    waits = one.state == Sending.State.WAITING and not one.attempts
    held = bool(waits and one.next_attempt_at and one.next_attempt_at > one.queued_at)
    return SentState(
        channel=Sending.Channel(one.channel).label,
        state=one.state,
        label=Sending.State(one.state).label,
        address=masked(one.address),
        at=one.settled_at or one.sent_at or one.queued_at,
        held_until=one.next_attempt_at if held else None,
        obstacle=OBSTACLES.get(one.obstacle, "đang gửi lại" if one.obstacle else ""),
    )


def masked(address: str) -> str:
    """'0912345678' → '0912•••678', 'dung@example.vn' → 'd•••@example.vn'."""
    name, at, host = address.partition("@")
    return f"{name[:1]}•••@{host}" if at else f"{address[:4]}•••{address[-3:]}"
