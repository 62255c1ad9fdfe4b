"""Tell a person something: one row for them, one for each way it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection, transaction

from motcua.accounts.service import Account
from motcua.kernel.clock import local_day
from motcua.notices.models import Choices, Notice, Sending
from motcua.notices.quiet import QuietHours
from motcua.notices.recipients import Recipient
from motcua.notices.rules import Template, rules, templates
from motcua.notices.wording import Fact, filled, short_message, spoken, stored

_NOTICES = UUID("5be5cf42-7c2e-4a63-9a65-6fd2f1b9a0c4")


def notify(
    to: Recipient,
    template: str,
    facts: Mapping[str, Fact],
    *,
    cause: str,
    now: datetime,
    about: str = "",
) -> UUID:
    """Queue a notice inside the caller's transaction and return its id.

    ``template`` is a name of ``parameters/notices/templates.yaml``, ``facts`` its words;
    ``cause`` names what made it (an event's id): the same cause tells the same person once,
    however often this is called. ``about`` is the code of a dossier or complaint. Sending is the
    worker's. Raises ``KeyError`` for an unknown template or a missing fact.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a notice needs its cause's transaction")
    used = templates()[template].on(local_day(now))
    kept = {name: stored(facts[name]) for name in used.names()}
    words = spoken(kept)
    to, choices = _known(to), _choices(to.key)
    notice = Notice(
        id=uuid5(_NOTICES, f"{to.key} {cause}"),
        recipient=to.key,
        template=template,
        facts=kept,
        about=about,
        subject=filled(used.subject.vi, words),
        text=filled(used.text.vi, words),
        at=now,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    Sending.objects.bulk_create(_sendings(notice, used, to, choices), ignore_conflicts=True)
    return notice.id


def quiet_hours(choices: Choices | None, now: datetime) -> QuietHours:
    """Return the person's own quiet hours, else those of the day's rule."""
    if choices and choices.quiet:
        return QuietHours.parse(choices.quiet)
    return rules().quiet_hours.on(local_day(now))


def _known(to: Recipient) -> Recipient:
    account = Account.objects.filter(id=to.account).first() if to.account else None
    if account is None:
        return to
    return replace(to, phone=to.phone or account.phone, email=to.email or account.email)


def _choices(key: str) -> Choices | None:
    return Choices.objects.filter(recipient=key).first()


def _sendings(
    notice: Notice, template: Template, to: Recipient, choices: Choices | None
) -> Iterator[Sending]:
    quiet = quiet_hours(choices, notice.at)
    for channel, address in (("sms", to.phone), ("email", to.email)):
        wanted = choices is None or getattr(choices, channel) or template.at_once
        if address and wanted and channel in template.channels:
            yield Sending(
                id=uuid5(notice.id, channel),
                notice=notice,
                channel=channel,
                address=address,
                text=_text(notice, template, channel),
                at_once=template.at_once,
                quiet=str(quiet),
                queued_at=notice.at,
                next_attempt_at=first_attempt(channel, template.at_once, quiet, notice.at),
            )


def first_attempt(channel: str, at_once: bool, quiet: QuietHours, now: datetime) -> datetime:
    """A text message waits for the end of the quiet hours; a letter wakes nobody."""
    return now if at_once or channel == Sending.Channel.EMAIL else quiet.over(now)


def _text(notice: Notice, template: Template, channel: str) -> str:
    if channel == Sending.Channel.EMAIL:
        return notice.text
    most = rules().most_segments.on(local_day(notice.at))
    return short_message(template.sms, spoken(notice.facts), most)
