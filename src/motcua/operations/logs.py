"""JSON log lines, one event a line, without personal data.

Log calls name dossier codes, counts and error kinds; never names, numbers or addresses of people.
"""

from __future__ import annotations

import json
import logging

from motcua.kernel import clock
from motcua.operations.requests import request_id

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {
    "message",
    "asctime",
    "request_id",
    "taskName",
}


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class JsonFormatter(logging.Formatter):
    """Render a record as one JSON object; ``extra`` values become keys."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        if getattr(record, "request_id", ""):
            line["request_id"] = record.request_id  # type: ignore[attr-defined]
        line.update({k: v for k, v in record.__dict__.items() if k not in _PLAIN and _simple(v)})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _simple(value: object) -> bool:
    return isinstance(value, str | int | float | bool) or value is None
