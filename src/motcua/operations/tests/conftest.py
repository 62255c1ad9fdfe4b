from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from motcua.operations.logs import JsonFormatter, RequestIdFilter


@pytest.fixture
def log_lines() -> Iterator[Callable[[], list[str]]]:
    """Everything that is logged, as an operator's log shows it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(RequestIdFilter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(settings.LOGGING["root"]["level"])
    yield lambda: out.getvalue().splitlines()
    root.removeHandler(handler)
    root.setLevel(before)
