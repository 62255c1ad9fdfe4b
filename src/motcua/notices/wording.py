"""Put a notice into words; a text message into the segments that it may take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override

from motcua.kernel.clock import HANOI
from motcua.notices.segments import segments, without_marks

DEMO_MARK = "[BẢN TRÌNH DIỄN] "
CUT = "..."
Fact = str | datetime | None
MOMENTS = {
    "at": "lúc %(time)s ngày %(day)s",
    "due": "%(time)s ngày %(day)s",
    "until": "trước %(time)s ngày %(day)s",
    "begins": "%(time)s ngày %(day)s",
    "ends": "%(time)s ngày %(day)s",
}
WORDS = frozenset({"label", "procedure"})  # facts that are words of ours and have an English form
_LOOSE = re.compile(r" +(?=[ .,;)])")


def stored(fact: Fact) -> str:
    """Return a fact as it is kept: a moment as ISO 8601, nothing as an empty text."""
    return fact.isoformat() if isinstance(fact, datetime) else fact or ""


def spoken(facts: Mapping[str, str], language: str = "vi") -> dict[str, str]:
    """Return kept facts as they are read: 'trước 17:00 ngày 02/12/2026'."""
    with override(language):
        return {name: _spoken(name, fact) for name, fact in facts.items()}


def _spoken(name: str, fact: str) -> str:
    if name in MOMENTS and fact:
        at = datetime.fromisoformat(fact).astimezone(HANOI)
        return gettext(MOMENTS[name]) % {"time": f"{at:%H:%M}", "day": f"{at:%d/%m/%Y}"}
    return gettext(fact) if name in WORDS and fact else fact


def filled(template: str, words: Mapping[str, str]) -> str:
    """Fill a template; where a fact is empty no space is left behind."""
    return _LOOSE.sub("", template.format_map(words))


def short_message(template: str, words: Mapping[str, str], most: int) -> str:
    """Return a message of at most ``most`` segments.

    Marks stay wherever they fit, because without them words change their meaning; they go when
    that alone brings the message within the limit. What is still too long loses words of its
    longest fact, never a date or a code.
    """
    words = dict(words)
    while True:
        text = _marked(filled(template, words))
        for written in (text, without_marks(text)):
            if segments(written) <= most:
                return written
        name = max(words, key=lambda one: _cuttable(one, words[one]))
        if not _cuttable(name, words[name]):
            raise ValueError(f"The template takes more than {most} segments with {words}")
        words[name] = words[name].removesuffix(CUT).rpartition(" ")[0] + CUT


def _marked(text: str) -> str:
    return DEMO_MARK + text if settings.DEMO else text


def _cuttable(name: str, word: str) -> int:
    """Return how long a fact of several words is; codes and moments are not cut."""
    return len(word) if " " in word and name not in MOMENTS else 0
