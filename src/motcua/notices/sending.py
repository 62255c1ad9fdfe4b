"""Send what waits and ask what became of it: for ever, ever more rarely, never twice.

An attempt whose end is unknown (a lost answer, a worker that died) is asked about by its id
before the message is handed over again; the gateways take each id once besides.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from motcua.exchange.clients import mail, sms
from motcua.exchange.clients.sms import BAD_ADDRESS, Fate
from motcua.exchange.errors import Malformed, Refused, Unreachable
from motcua.notices import leasing
from motcua.notices.models import Sending
from motcua.notices.notify import first_attempt
from motcua.notices.quiet import QuietHours

log = logging.getLogger(__name__)
A_ROUND = 20
LONGEST_PAUSE_S = 600
FIRST_QUESTION = timedelta(seconds=30)
LONGEST_QUESTION_PAUSE = timedelta(hours=6)
ASKED_FOR = timedelta(days=3)  # after that nobody will say any more
_chance = random.SystemRandom()


def send_notices(now: datetime) -> int:
    """Serve what is due, a round for each way; returns how many messages were handed over.

    A way whose gateway does not answer is left until its next turn and holds up no other.
    """
    return sum(_serve(channel, now) for channel in Sending.Channel.values)


def _serve(channel: str, now: datetime) -> int:
    handed_over = 0
    for one in leasing.lease(channel, now, A_ROUND):
        was_sent = one.state == Sending.State.SENT
        try:
            changes = _follow(one, now) if was_sent else _send(one, now)
        except (Unreachable, Malformed) as fault:
            log.warning("notice not sent", extra={"channel": channel, "outcome": fault.kind})
            changes = _later(one, now, fault.kind)
        leasing.write(one, **changes)
        handed_over += not was_sent and changes.get("state") == Sending.State.SENT
    return handed_over


def _send(one: Sending, now: datetime) -> dict[str, object]:
    due = first_attempt(one.channel, one.at_once, QuietHours.parse(one.quiet), now)
    if due > now:  # the worker was away and it has become night
        return {"next_attempt_at": due, "attempts": one.attempts - 1}
    try:
        if one.attempts == 1 or _fate(one) is Fate.UNKNOWN:
            SENDERS[one.channel](one)
    except Refused as refusal:
        if refusal.code in BAD_ADDRESS:
            return _settled(Sending.State.UNDELIVERABLE, now, "address")
        return _later(one, now, f"refused_{refusal.code}"[:80])
    return {
        "state": Sending.State.SENT,
        "sent_at": now,
        "attempts": 0,
        "obstacle": "",
        "next_attempt_at": now + FIRST_QUESTION,
    }


def _follow(one: Sending, now: datetime) -> dict[str, object]:
    fate = _fate(one)
    if fate is Fate.DELIVERED:
        return _settled(Sending.State.DELIVERED, now)
    if fate is Fate.UNDELIVERABLE:
        return _settled(Sending.State.UNDELIVERABLE, now, "network")
    if one.sent_at and now - one.sent_at > ASKED_FOR:
        return {"next_attempt_at": None}
    pause = min(FIRST_QUESTION * 2 ** min(one.attempts, 20), LONGEST_QUESTION_PAUSE)
    return {"next_attempt_at": now + pause}


def _settled(state: str, now: datetime, obstacle: str = "") -> dict[str, object]:
    return {"state": state, "settled_at": now, "next_attempt_at": None, "obstacle": obstacle}


def _later(one: Sending, now: datetime, obstacle: str) -> dict[str, object]:
    pause = min(2 ** min(one.attempts, 10), LONGEST_PAUSE_S) * _chance.uniform(0.5, 1.0)
    return {"next_attempt_at": now + timedelta(seconds=pause), "obstacle": obstacle}


def _fate(one: Sending) -> Fate:
    gateway = sms.gateway() if one.channel == Sending.Channel.SMS else mail.relay()
    return gateway.fate(one.id.hex)


def _message(one: Sending) -> None:
    sms.gateway().send(one.id.hex, one.address, one.text)


def _letter(one: Sending) -> None:
    mail.relay().send(one.id.hex, one.address, one.notice.subject, one.text)


SENDERS: Mapping[str, Callable[[Sending], None]] = {
    Sending.Channel.SMS: _message,
    Sending.Channel.EMAIL: _letter,
}
