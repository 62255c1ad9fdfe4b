"""As whom somebody is here (nộp với tư cách): for themselves, or for an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.accounts.service import Account, Actor, Mandate, Organisation, Role, in_force_for
from motcua.kernel import clock
from motcua.portal.sign_in import the_person

ACTING = "acting_for"  # in the session: the mandate's id and the organisation's name


@dataclass(frozen=True)
class ActingAs:
    """``person`` is signed in; drafts and dossiers are those of ``party``.

    ``procedures`` is the scope of a mandate, None where there is no such limit.
    """

    person: Account
    party: Account
    procedures: frozenset[str] | None = None

    @property
    def for_organisation(self) -> bool:
        return self.party.kind == Account.Kind.ORGANISATION

    @property
    def delegated(self) -> bool:
        return self.party.id != self.person.id

    def covers(self, procedure: str) -> bool:
        return self.procedures is None or procedure in self.procedures


def acting_as(request: HttpRequest) -> ActingAs:
    """Return as whom the person acts now; a mandate that has ended opens nothing any more."""
    known = getattr(request, "_acting_as", None)
    if isinstance(known, ActingAs):
        return known
    found = _acting_as(request, the_person(request))
    request._acting_as = found  # type: ignore[attr-defined]
    return found


def party(request: HttpRequest) -> Account:
    """Return the account whose drafts and dossiers are meant."""
    return acting_as(request).party


def choose(request: HttpRequest, mandate: Mandate | None) -> None:
    """Act under a mandate from now on, or for oneself again."""
    if mandate is None:
        request.session.pop(ACTING, None)
    else:
        name = mandate.organisation.full_name
        request.session[ACTING] = {"mandate": str(mandate.id), "name": name}


def applicant(request: HttpRequest) -> Actor:
    """Return who is at the keyboard as the actor of what they do, and for whom they do it."""
    now = acting_as(request)
    return Actor(
        account_id=now.person.id,
        role=Role.APPLICANT,
        name=_name(now),
        title=_title(now),
        channel="online",
        terminal=address_of(request),
        on_behalf_of=now.party.id if now.for_organisation else None,
    )


def address_of(request: HttpRequest) -> str:
    """Return the network address that the request came from."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _acting_as(request: HttpRequest, person: Account) -> ActingAs:
    chosen = request.session.get(ACTING)
    if not chosen:
        return ActingAs(person, person)
    for mandate in in_force_for(person, clock.today()):
        if str(mandate.id) == chosen["mandate"]:
            scope = frozenset(mandate.procedures) if mandate.procedures else None
            return ActingAs(person, mandate.organisation, scope)
    choose(request, None)
    messages.info(
        request,
        _("Việc ủy quyền của %(name)s đã kết thúc. Từ nay ông/bà nộp với tư cách cá nhân")
        % {"name": chosen["name"]},
    )
    return ActingAs(person, person)


def _name(now: ActingAs) -> str:
    if not now.for_organisation or now.delegated:
        return now.person.full_name
    known = Organisation.objects.filter(account=now.party).first()
    return known.representative if known and known.representative else now.party.full_name


def _title(now: ActingAs) -> str:
    """Return the words beside the name on the timeline; the record is in Vietnamese."""
    if not now.for_organisation:
        return ""
    return f"được ủy quyền của {now.party.full_name}" if now.delegated else "người đại diện"
