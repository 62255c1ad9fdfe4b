"""What law and notices fix: read once from parameters/, every value dated and cited.

``load`` reports all faults together; a value that cites no source is a fault, and so is a key
written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path

from motcua.kernel.agency_codes import AgencyCode, BadAgencyCode
from motcua.kernel.calendar import OfficeHours, WorkCalendar, joined
from motcua.kernel.calendar_documents import read_office_hours, read_year
from motcua.kernel.dated import Dated
from motcua.kernel.dated_documents import read_dated, read_status
from motcua.kernel.documents import BadData, Fault, Node, read_document
from motcua.kernel.place_tables import read_places
from motcua.kernel.places import Places
from motcua.paths import PARAMETERS


@dataclass(frozen=True)
class LifeEvent:
    """A situation in life that leads to procedures (sự kiện trong đời)."""

    id: str
    vi: str
    en: str
    procedures: tuple[str, ...]


@dataclass(frozen=True)
class AgencyRecord:
    """An agency or unit of the demo province; ``commune_code`` is where it serves, if one place."""

    code: AgencyCode
    name: str
    short_name: str
    kind: str
    commune_code: str | None = None


@dataclass(frozen=True)
class Rules:
    """Rules about time that law can change."""

    civil_status_cut_off: Dated[time]
    draft_confirmation_hours: Dated[int]
    draft_confirmation_pauses_clock: Dated[bool]
    apology_working_days_before: Dated[int]
    apologies_allowed: Dated[int]
    inquiry_pauses_clock: Dated[bool]
    opinion_working_days: Dated[int]
    uncollected_after_working_days: Dated[int]
    certificate_warning_days: Dated[int]


@dataclass(frozen=True)
class Parameters:
    calendar: WorkCalendar
    default_hours: Dated[OfficeHours]
    agency_hours: Mapping[str, Dated[OfficeHours]]
    amounts: Mapping[str, Dated[int]]  # in đồng
    rules: Rules
    life_events: tuple[LifeEvent, ...]
    procedure_names: Mapping[str, str]  # of procedures that are not done here, by code
    ethnic_groups: Mapping[str, str]  # code → name, in the order of the official list
    countries: Mapping[str, str]  # ISO 3166-1 code → Vietnamese name, Việt Nam first
    help_line: Dated[str]
    places: Places
    agencies: tuple[AgencyRecord, ...]  # parents before children

    def hours_of(self, agency_code: str, day: date) -> OfficeHours:
        """Return the office hours of an agency: its own, or the default."""
        return self.agency_hours.get(agency_code, self.default_hours).on(day)

    def amount(self, name: str, day: date) -> int:
        return self.amounts[name].on(day)


@cache
def parameters() -> Parameters:
    """Return the parameters of this installation, read at the first call."""
    return load(PARAMETERS)


def load(folder: Path) -> Parameters:
    """Read a folder of parameters; raise BadData with every fault found."""
    faults: list[Fault] = []

    def document(name: str) -> Node:
        return read_document(folder / name, folder, faults)

    hours = document("office-hours.yaml").fields("default agencies")
    loaded = Parameters(
        calendar=_calendar([document(f"calendar/{y}") for y in _names(folder / "calendar")]),
        default_hours=read_dated(hours["default"], read_office_hours),
        agency_hours={
            code: read_dated(node, read_office_hours)
            for code, node in hours["agencies"].entries().items()
        },
        amounts={
            name: read_dated(node, Node.integer)
            for name, node in document("amounts.yaml").entries().items()
        },
        rules=_rules(document("rules.yaml")),
        life_events=tuple(_life_events(document("life-events.yaml"))),
        procedure_names=_names_elsewhere(document("life-events.yaml")),
        ethnic_groups=_codes(document("codes/ethnic-groups.yaml")),
        countries=_codes(document("codes/countries.yaml")),
        help_line=read_dated(
            document("help-line.yaml").fields("help-line")["help-line"], Node.text
        ),
        places=read_places(folder / "places", document("demo/hamlets.yaml"), faults),
        agencies=tuple(_agencies(document("demo/agencies.yaml"))),
    )
    if faults:
        raise BadData(faults)
    return loaded


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.yaml")) or ["YYYY.yaml"]


def _calendar(documents: list[Node]) -> WorkCalendar:
    calendars = [read_year(document) for document in documents]
    try:
        return joined(calendars)
    except ValueError as fault:
        documents[-1].child("year").fail(str(fault), "calendars of consecutive years")
        return calendars[0]


def _rules(document: Node) -> Rules:
    names = (
        "civil-status-cut-off draft-confirmation-hours draft-confirmation-pauses-clock "
        "apology-working-days-before apologies-allowed inquiry-pauses-clock opinion-working-days "
        "uncollected-after-working-days certificate-warning-days"
    )
    found = document.fields(names)

    def number(name: str) -> Dated[int]:
        return read_dated(found[name], lambda node: node.integer(at_least=1))

    return Rules(
        civil_status_cut_off=read_dated(found["civil-status-cut-off"], Node.clock),
        draft_confirmation_hours=number("draft-confirmation-hours"),
        draft_confirmation_pauses_clock=read_dated(
            found["draft-confirmation-pauses-clock"], Node.flag
        ),
        apology_working_days_before=read_dated(found["apology-working-days-before"], Node.integer),
        apologies_allowed=read_dated(found["apologies-allowed"], Node.integer),
        inquiry_pauses_clock=read_dated(found["inquiry-pauses-clock"], Node.flag),
        opinion_working_days=number("opinion-working-days"),
        uncollected_after_working_days=number("uncollected-after-working-days"),
        certificate_warning_days=number("certificate-warning-days"),
    )


def _life_events(document: Node) -> Iterator[LifeEvent]:
    for item in document.fields("life_events names")["life_events"].items():
        fields = item.fields("id vi en procedures")
        procedures = tuple(code.text() for code in fields["procedures"].items())
        yield LifeEvent(fields["id"].text(), fields["vi"].text(), fields["en"].text(), procedures)


def _names_elsewhere(document: Node) -> dict[str, str]:
    names = document.fields("life_events names")["names"]
    return {code: name.text() for code, name in names.entries().items()}


def _codes(document: Node) -> dict[str, str]:
    fields = document.fields("source checked_on status codes")
    fields["source"].text()
    fields["checked_on"].day()
    read_status(fields["status"])
    return {code: node.text() for code, node in fields["codes"].entries().items()}


def _agencies(document: Node) -> Iterator[AgencyRecord]:
    top = document.fields("unit_sets agencies")
    for item in top["agencies"].items():
        fields = item.fields("code name kind", "short commune units")
        agency = _agency(fields, "")
        yield agency
        if not fields["units"].is_null():
            for unit in top["unit_sets"].child(fields["units"].text()).items():
                parts = unit.fields("code name kind")
                yield _agency(parts, f"{agency.code}.", agency)


def _agency(fields: dict[str, Node], above: str, of: AgencyRecord | None = None) -> AgencyRecord:
    try:
        code = AgencyCode.parse(above + fields["code"].text())
    except BadAgencyCode as fault:
        fields["code"].fail(str(fault), "an agency code")
        code = AgencyCode(("A00",))
    name = fields["name"].text()
    short = fields["short"].text() if "short" in fields and not fields["short"].is_null() else name
    if of:
        full_name = f"{name} {of.short_name.removeprefix('UBND ')}"
        return AgencyRecord(code, full_name, name, fields["kind"].text(), of.commune_code)
    commune = None if fields["commune"].is_null() else fields["commune"].text()
    return AgencyRecord(code, name, short, fields["kind"].text(), commune)
