"""What every page knows."""

from __future__ import annotations

import time
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from motcua.accounts.service import Account
from motcua.agencies import service as agencies
from motcua.kernel import clock
from motcua.kernel.parameters import parameters
from motcua.notices import service as notices
from motcua.pages import type_size

DOWNTIME_KNOWN_S = 60
_node_names: dict[str, str] = {}


def every_page(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    people = {Account.Kind.PERSON, Account.Kind.ORGANISATION}
    citizen = user if user is not None and getattr(user, "kind", "") in people else None
    return {
        "demo": settings.DEMO,
        "role": settings.ROLE,
        "now": clock.now(),
        "node_name": node_name(),
        "help_phone": parameters().help_line.on(clock.today()),
        "citizen": citizen,
        "acting_for": request.session.get("acting_for", {}).get("name") if citizen else None,
        "large_type": type_size.is_large(request),
        "downtime": downtime(int(time.monotonic() // DOWNTIME_KNOWN_S)),
        "unread": lambda: notices.unread_count(citizen.id, citizen.personal_id) if citizen else 0,
    }


@lru_cache(maxsize=1)
def downtime(stretch: int) -> notices.Downtime | None:
    """Return the next announced pause; asked once a minute and process, not by every page."""
    return notices.next_downtime(clock.now())


def node_name() -> str:
    """Return the name of the agency that this node is of; asked once, it never changes."""
    code = str(settings.SYSTEMS["national"]["agency"])
    if code not in _node_names:
        _node_names.update(agencies.names([code]))
    return _node_names.get(code, "")
