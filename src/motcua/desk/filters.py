"""Keep the group or search on screen under a name, and drop it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.desk.at_post import Me, at_post
from motcua.dossiers import service as dossiers
from motcua.kernel.names import nfc

_KEPT = ("tab", "q", "who")
_SHOWN = "filters"  # key of the session, so that the queue reads one table less


def saved(request: HttpRequest, me: Me) -> list[tuple[str, str]]:
    """Return the official's filters as (name, query), read once a session and after each change."""
    if _SHOWN not in request.session:
        found = dossiers.filters_of(me.actor.account_id)
        request.session[_SHOWN] = [(one.name, one.query) for one in found]
    return [(name, query) for name, query in request.session[_SHOWN]]


@require_POST
@at_post
def change(request: HttpRequest, me: Me) -> HttpResponseBase:
    request.session.pop(_SHOWN, None)
    dropped = request.POST.get("drop", "")
    if dropped:
        dossiers.drop_filter(me.actor.account_id, dropped)
        return redirect("desk:queue")
    asked = QueryDict(request.POST.get("query", "").replace("\0", "")[:300])
    query = QueryDict(mutable=True)
    query.update({name: asked[name] for name in _KEPT if asked.get(name)})
    name = nfc(request.POST.get("name", "").replace("\0", "")).strip()
    if name and query:
        dossiers.save_filter(me.actor.account_id, name, query.urlencode())
    return redirect(f"{reverse('desk:queue')}?{query.urlencode()}")
