"""Opening a page of register matching: at a post, of the agency whose rows they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from motcua.corrections.service import FAULT_WORDS, Place, ProposalNotFound
from motcua.desk.at_post import Me, at_post, told

View = Callable[..., HttpResponseBase]
LONGEST_DISTRICT = 80
LARGEST = 2**31 - 1
_NOT_FOUND = (
    "Địa chỉ có thể đã gõ sai, hoặc đề xuất thuộc cơ quan khác. Kiểm tra vị trí công tác đang chọn"
)


def at_matching(view: View) -> View:
    """Call ``view(request, me, …)``; a proposal of another agency is not found (404)."""

    @at_post
    @wraps(view)
    def opened(request: HttpRequest, me: Me, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, me, *args, **kwargs)
        except ProposalNotFound:
            return told(request, me, 404, "Không tìm thấy đề xuất", _NOT_FOUND)

    return opened


def place_of(asked: QueryDict) -> Place:
    """Read filters and place from an address; what cannot be read is left out."""
    fault = asked.get("fault", "")
    district = asked.get("district", "").replace("\0", "")[:LONGEST_DISTRICT]
    return Place(
        fault=fault if fault in set(FAULT_WORDS) else "",
        district=district,
        after=_after(asked.get("after", "")),
    )


def address(name: str, place: Place, *args: object) -> str:
    """Return the address of a page that keeps filters and place."""
    kept = {"fault": place.fault, "district": place.district}
    if place.after:
        kept["after"] = "{}.{}".format(*place.after)
    words = urlencode({key: value for key, value in kept.items() if value})
    return reverse(f"desk:corrections:{name}", args=args) + (f"?{words}" if words else "")


def _after(text: str) -> tuple[int, int] | None:
    priority, _, number = text.partition(".")
    digits = priority.removeprefix("-")
    if not all(part.isascii() and part.isdecimal() and len(part) < 11 for part in (digits, number)):
        return None
    found = int(priority), int(number)
    return found if abs(found[0]) <= LARGEST else None
