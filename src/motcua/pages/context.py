"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from motcua.kernel import clock


def every_page(request: HttpRequest) -> dict[str, object]:
    return {"demo": settings.DEMO, "role": settings.ROLE, "now": clock.now()}
