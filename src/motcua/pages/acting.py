"""As whom somebody is here (nộp với tư cách): for themselves, or for an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.accounts.linking import PEOPLE
from motcua.accounts.service import Account, Mandate, in_force_for
from motcua.kernel import clock

ACTING = "acting_for"  # in the session: the mandate's id and the organisation's name


@dataclass(frozen=True)
class ActingAs:
    """``person`` is signed in; drafts and dossiers are those of ``party``.

    ``procedures`` is the scope of the ``mandate``, None where there is no such limit.
    """

    person: Account
    party: Account
    procedures: frozenset[str] | None = None
    mandate: Mandate | None = None

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
    user = request.user
    if not isinstance(user, Account) or user.kind not in PEOPLE:
        raise PermissionDenied
    found = _acting_as(request, user)
    request._acting_as = found  # type: ignore[attr-defined]
    return found


def choose(request: HttpRequest, mandate: Mandate | None) -> None:
    """Act under a mandate from now on, or for oneself again."""
    if mandate is None:
        request.session.pop(ACTING, None)
    else:
        name = mandate.organisation.full_name
        request.session[ACTING] = {"mandate": str(mandate.id), "name": name}


def _acting_as(request: HttpRequest, person: Account) -> ActingAs:
    chosen = request.session.get(ACTING)
    if not chosen:
        return ActingAs(person, person)
    for mandate in in_force_for(person, clock.today()):
        if str(mandate.id) == chosen["mandate"]:
            scope = frozenset(mandate.procedures) if mandate.procedures else None
            return ActingAs(person, mandate.organisation, scope, mandate)
    choose(request, None)
    messages.info(
        request,
        _("Việc ủy quyền của %(name)s đã kết thúc. Từ nay ông/bà nộp với tư cách cá nhân")
        % {"name": chosen["name"]},
    )
    return ActingAs(person, person)
