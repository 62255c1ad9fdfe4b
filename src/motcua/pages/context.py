"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from motcua.accounts.service import Account
from motcua.agencies import service as agencies
from motcua.kernel import clock
from motcua.kernel.parameters import parameters

_node_names: dict[str, str] = {}


def every_page(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    people = {Account.Kind.PERSON, Account.Kind.ORGANISATION}
    return {
        "demo": settings.DEMO,
        "role": settings.ROLE,
        "now": clock.now(),
        "node_name": node_name(),
        "help_phone": parameters().help_line.on(clock.today()),
        "citizen": user if user is not None and getattr(user, "kind", "") in people else None,
    }


def node_name() -> str:
    """Return the name of the agency that this node is of; asked once, it never changes."""
    code = str(settings.SYSTEMS["national"]["agency"])
    if code not in _node_names:
        _node_names.update(agencies.names([code]))
    return _node_names.get(code, "")
