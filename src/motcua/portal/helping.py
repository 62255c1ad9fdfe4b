"""One person helps another with one declaration: offered by a code, for a limited time.

The helper fills in; the owner alone submits, and the helper never sees the dossier or its result.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from motcua.accounts.service import Account
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.notices import service as notices
from motcua.portal.models import Help
from motcua.portal.rate_limits import tried

DAYS = (1, 3, 7)
CODE_LASTS = timedelta(minutes=30)
TRIES_AN_HOUR = 10


class CodeRefused(Exception):
    """The code belongs to no offer that this person may take up."""


class TooManyCodes(Exception):
    """So many codes were tried that more would be guessing."""


@dataclass(frozen=True)
class Offer:
    """``code`` is shown to the owner once and kept nowhere."""

    code: str
    code_until: datetime
    until: datetime


def offer(owner: Account, draft_id: UUID, days: int, now: datetime) -> Offer:
    """Make a code that lets one person help; an older code of this declaration ends."""
    dossiers.draft_of(owner.id, draft_id)
    code = f"{secrets.randbelow(10**8):08}"
    made = Offer(code, now + CODE_LASTS, now + timedelta(days=days))
    with transaction.atomic():
        _open(draft_id, now).filter(begun_at=None).update(ended_at=now)
        Help.objects.create(
            draft=draft_id,
            owner=owner.id,
            code=_digest(code),
            code_until=made.code_until,
            until=made.until,
            offered_at=now,
        )
    return made


def begin(helper: Account, typed: str, now: datetime) -> UUID:
    """Take up an offer and return the draft's id; raises ``CodeRefused`` or ``TooManyCodes``."""
    if tried("help code", str(helper.id), now) > TRIES_AN_HOUR:
        raise TooManyCodes
    code = "".join(sign for sign in typed if sign.isdecimal())
    with transaction.atomic():
        offered = Help.objects.select_for_update(of=("self",)).filter(
            code=_digest(code), begun_at=None, ended_at=None, code_until__gt=now
        )
        found = offered.exclude(owner=helper.id).first()
        if found is None:
            raise CodeRefused
        draft = dossiers.draft_of(found.owner, found.draft)
        found.helper, found.begun_at = helper, now
        found.save(update_fields=["helper", "begun_at"])
        notices.notify(
            notices.Recipient(account=found.owner),
            "help-begun",
            {
                "helper": helper.full_name,
                "procedure": catalogue.revision(draft.procedure, draft.revision).name.vi,
                "at": now,
                "ends": found.until,
            },
            cause=f"help {found.id}",
            now=now,
        )
    return found.draft


def end(owner: Account, help_id: UUID, now: datetime) -> bool:
    """Let the owner end a help at once; says whether there was one."""
    mine = Help.objects.filter(id=help_id, owner=owner.id, ended_at=None)
    return bool(mine.update(ended_at=now))


def helps_with(draft_id: UUID) -> list[Help]:
    """Return who was let help with a declaration, and offers not taken up, newest first."""
    found = Help.objects.filter(draft=draft_id).select_related("helper")
    return list(found.order_by("-offered_at"))


def helped_by(owner: Account, draft_id: UUID) -> list[Account]:
    """Return everybody who helped with the owner's declaration, each once."""
    begun = Help.objects.filter(draft=draft_id, owner=owner.id, begun_at__isnull=False)
    people = {one.helper_id: one.helper for one in begun.select_related("helper")}
    return [helper for helper in people.values() if helper]


def owner_helped(helper: Account, draft_id: UUID, now: datetime) -> Account | None:
    """Return whose declaration it is, when this person may help with it now."""
    found = _open(draft_id, now).filter(helper=helper).first()
    return Account.objects.get(id=found.owner) if found else None


def my_help(helper: Account, now: datetime) -> list[tuple[UUID, str, datetime]]:
    """Return the declarations that this person helps with: draft, owner's name, until when."""
    mine = Help.objects.filter(helper=helper, ended_at=None, until__gt=now).order_by("until")
    names = dict(
        Account.objects.filter(id__in={one.owner for one in mine}).values_list("id", "full_name")
    )
    return [(one.draft, names.get(one.owner, ""), one.until) for one in mine]


def _open(draft_id: UUID, now: datetime) -> QuerySet[Help]:
    return Help.objects.filter(draft=draft_id, ended_at=None, until__gt=now)


def _digest(code: str) -> str:
    return salted_hmac("motcua.portal.helping", code, algorithm="sha256").hexdigest()
