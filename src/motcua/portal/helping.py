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

from motcua.accounts.service import Account, AppointedHelper, appointed_helper
from motcua.catalogue import service as catalogue
from motcua.dossiers import service as dossiers
from motcua.kernel.clock import local_day
from motcua.notices import service as notices
from motcua.portal.models import Help
from motcua.portal.rate_limits import tried

DAYS = (1, 3, 7)
CODE_LASTS = timedelta(minutes=30)
TRIES_AN_HOUR = 10
SHOWN = 50


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


@dataclass(frozen=True, kw_only=True)
class Helped:
    """What a helper sees of one person: the name, and the code once it was filed."""

    draft: UUID
    name: str
    until: datetime
    code: str
    running: bool


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
        post = appointed_helper(helper, local_day(now))
        found.helper, found.begun_at = helper, now
        found.appointed_as = post.said if post else ""
        found.save(update_fields=["helper", "begun_at", "appointed_as"])
        dossiers.note_help(draft.id)
        notices.notify(
            notices.Recipient(account=found.owner),
            "help-begun",
            {
                "helper": _named(found),
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


def helped_by(owner: Account, draft_id: UUID) -> list[dossiers.Helper]:
    """Return everybody who helped with the owner's declaration, each once."""
    begun = Help.objects.filter(draft=draft_id, owner=owner.id, begun_at__isnull=False)
    found = {one.helper_id: one for one in begun.select_related("helper").order_by("begun_at")}
    return [dossiers.Helper(one.helper, one.appointed_as) for one in found.values() if one.helper]


def owner_helped(helper: Account, draft_id: UUID, now: datetime) -> Account | None:
    """Return whose declaration it is, when this person may help with it now.

    Who helps by appointment helps no longer than that lasts.
    """
    found = _open(draft_id, now).filter(helper=helper).first()
    if found is None or (found.appointed_as and not appointed_helper(helper, local_day(now))):
        return None
    return Account.objects.get(id=found.owner)


def my_help(helper: Account, post: AppointedHelper | None, now: datetime) -> list[Helped]:
    """Return what this person helps with now; an appointed helper also sees what was filed.

    Nothing of a declaration is told after it was filed but that it was, and its code.
    """
    mine = Help.objects.filter(helper=helper).order_by("-begun_at")
    if post is None:
        mine = mine.filter(ended_at=None, until__gt=now, appointed_as="")
    rows = list(mine[:SHOWN])
    owners = {one.owner for one in rows}
    names = dict(Account.objects.filter(id__in=owners).values_list("id", "full_name"))
    filed = dossiers.filed_drafts(owners, [one.draft for one in rows]) if post else {}
    return [
        Helped(
            draft=one.draft,
            name=names.get(one.owner, ""),
            until=one.until,
            code=filed.get(one.draft, ""),
            running=one.ended_at is None and one.until > now and one.draft not in filed,
        )
        for one in rows
    ]


def _named(help_: Help) -> str:
    name = help_.helper.full_name if help_.helper else ""
    return f"{name} ({help_.appointed_as})" if help_.appointed_as else name


def _open(draft_id: UUID, now: datetime) -> QuerySet[Help]:
    return Help.objects.filter(draft=draft_id, ended_at=None, until__gt=now)


def _digest(code: str) -> str:
    return salted_hmac("motcua.portal.helping", code, algorithm="sha256").hexdigest()
