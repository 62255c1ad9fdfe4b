"""Rules of telling people, and the templates they are told with: dated data with their sources."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua.catalogue.words import Text
from motcua.kernel.dated import Dated
from motcua.kernel.dated_documents import read_dated
from motcua.kernel.documents import BadData, Fault, Node, read_document
from motcua.notices.quiet import QuietHours
from motcua.paths import PARAMETERS

CHANNELS = ("sms", "email")


@dataclass(frozen=True)
class Template:
    """What is said on one occasion.

    ``channels`` are the ways besides the person's own page; ``sms`` is Vietnamese only.
    ``at_once``: also sent in quiet hours, because the person waits for it.
    """

    subject: Text
    text: Text
    sms: str
    channels: frozenset[str]
    at_once: bool

    def names(self) -> set[str]:
        """Return the facts that the template needs."""
        texts = (self.subject.vi, self.subject.en, self.text.vi, self.text.en, self.sms)
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


@dataclass(frozen=True)
class Rules:
    most_segments: Dated[int]
    quiet_hours: Dated[QuietHours]
    downtime_days_ahead: Dated[int]  # working days


@cache
def rules() -> Rules:
    return read_rules(PARAMETERS)


@cache
def templates() -> Mapping[str, Dated[Template]]:
    return read_templates(PARAMETERS)


def read_rules(folder: Path) -> Rules:
    """Raises ``BadData`` with every fault of the file."""
    faults: list[Fault] = []
    names = "sms-most-segments quiet-hours downtime-working-days-ahead"
    most, quiet, ahead = (
        read_document(folder / "notices" / "rules.yaml", folder, faults).fields(names).values()
    )
    found = Rules(
        most_segments=read_dated(most, lambda node: node.integer(at_least=1)),
        quiet_hours=read_dated(quiet, _quiet_hours),
        downtime_days_ahead=read_dated(ahead, Node.integer),
    )
    if faults:
        raise BadData(faults)
    return found


def read_templates(folder: Path) -> Mapping[str, Dated[Template]]:
    """Raises ``BadData`` with every fault of the file."""
    faults: list[Fault] = []
    document = read_document(folder / "notices" / "templates.yaml", folder, faults)
    found = {name: read_dated(node, _template) for name, node in document.entries().items()}
    if faults:
        raise BadData(faults)
    return found


def _quiet_hours(node: Node) -> QuietHours:
    try:
        return QuietHours.parse(node.text())
    except ValueError:
        node.fail(f"{node.value!r}", "hours like 21:00-07:00")
        return QuietHours.parse("00:00-00:00")


def _template(node: Node) -> Template:
    fields = node.fields("subject text", "sms channels at-once")
    channels = frozenset(
        one.choice(CHANNELS)
        for one in ([] if fields["channels"].is_null() else fields["channels"].items())
    )
    return Template(
        subject=_both(fields["subject"]),
        text=_both(fields["text"]),
        sms=fields["sms"].text() if "sms" in channels else "",
        channels=channels,
        at_once=not fields["at-once"].is_null() and fields["at-once"].flag(),
    )


def _both(node: Node) -> Text:
    fields = node.fields("vi en")
    return Text(fields["vi"].text(), fields["en"].text())
