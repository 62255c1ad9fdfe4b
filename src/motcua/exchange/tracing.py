"""The one id that joins a request, its log lines and the deliveries it causes."""

from __future__ import annotations

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
