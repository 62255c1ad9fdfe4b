"""JSON log lines, one event a line, without personal data.

Log calls name dossier codes, counts and error kinds; never names, numbers or addresses of people.
"""

from __future__ import annotations

import json
import logging
import traceback

from motcua.exchange.tracing import request_id
from motcua.kernel import clock

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
        if record.exc_info and record.exc_info[1]:
            line["trace"] = trace(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def trace(error: BaseException) -> str:
    """Return where an error came from, without the messages of the errors.

    Messages repeat what people typed ("invalid literal …", "Key (personal_id)=(…) exists"); only
    the system's own, about connections and files, are kept.
    """
    parts: list[str] = []
    for link in _chain(error):
        frames = traceback.extract_tb(link.__traceback__)
        parts += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        said = f": {link}" if isinstance(link, OSError) else ""
        parts.append(f"{type(link).__qualname__}{said}")
    return "\n".join(parts)


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error with its causes, the first cause first."""
    found = [error]
    while (cause := found[0].__cause__ or found[0].__context__) and cause not in found:
        found.insert(0, cause)
    return found


def _simple(value: object) -> bool:
    return isinstance(value, str | int | float | bool) or value is None
