"""Turns the data of a package, already checked, into a ``Procedure``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from motcua.accounts.roles import Role
from motcua.catalogue.citations import Citation, Source
from motcua.catalogue.conditions import Condition
from motcua.catalogue.conditions import read as read_condition
from motcua.catalogue.form_model import Form
from motcua.catalogue.package import (
    Applicant,
    Channel,
    Decision,
    DraftConfirmation,
    Duty,
    Fee,
    LimitRule,
    Link,
    Named,
    PageRate,
    PageScale,
    Paper,
    Procedure,
    Reason,
    Step,
)
from motcua.catalogue.words import Text
from motcua.kernel.dated import Dated, Span
from motcua.kernel.limits import Limit
from motcua.kernel.parameters import Parameters

Data = Mapping[str, Any]
# what 1.001193 results in: its first revision was frozen before packages named their paper
BEFORE_THE_KEY = "birth-certificate"
Value = TypeVar("Value")


def procedure(data: Data, form: Form, checksum: str, law: Parameters) -> Procedure:
    """Build a procedure from the data of ``procedure.yaml`` and what ``parameters/`` fixes."""
    sources = {key: Source(id=key, **source) for key, source in data["sources"].items()}
    return Procedure(
        code=data["code"],
        revision=data["revision"],
        name=Text.of(data["name"]),
        official_name=data["official_name"],
        summary=Text.of(data["summary"]),
        plain_names=tuple(data["plain_names"]),
        field=_named(data["field"]),
        competent_level=data["competent_level"],
        who=Text.of(data["who"]),
        where=Text.of(data["where"]),
        applicants=_applicants(data.get("applicants")),
        online=data["online"],
        identity_level=_history(data, "identity_level", sources, _value),
        effective_from=date.fromisoformat(data["effective_from"]),
        decision=_decision(data["decision"]),
        cases=tuple(map(_named, data["cases"])),
        limits=tuple(_limit_rule(rule, sources, law) for rule in data["limits"]),
        supplement_limit=_history(data, "supplement_limit", sources, _limit),
        verification_limit=_history(data, "verification_limit", sources, _limit),
        draft=_draft(data.get("draft"), law),
        papers=tuple(_paper(paper, sources) for paper in data["papers"]),
        fees=tuple(_fee(fee, law) for fee in data["fees"]),
        fees_note=optional_text(data.get("fees_note")),
        steps=tuple(map(_step, data["steps"])),
        result=_named(data["result"]),
        result_paper=data.get("result_paper", BEFORE_THE_KEY),
        result_validity_months=_history(data, "result_validity_months", sources, _value),
        reasons=tuple(_reason(reason, sources) for reason in data["reasons"]),
        legal_basis=tuple(sources[key] for key in data["legal_basis"]),
        links=tuple(map(_link, data.get("links", ()))),
        form=form,
        checksum=checksum,
    )


def condition(data: Data | None) -> Condition | None:
    return None if data is None else read_condition(data)


def optional_text(data: Any) -> Text | None:
    return None if data is None else Text.of(data)


def _applicants(data: Data | None) -> frozenset[Applicant]:
    """Revisions frozen before packages said who may file are people's."""
    return frozenset(map(Applicant, data["kinds"])) if data else frozenset({Applicant.PERSON})


def _named(data: Data) -> Named:
    return Named(data["code"], Text.of(data["name"]))


def _decision(data: Data) -> Decision:
    signed_on = date.fromisoformat(data["signed_on"]) if "signed_on" in data else None
    return Decision(data["number"], signed_on, _named(data["agency"]))


def _citation(data: Data, sources: Mapping[str, Source]) -> Citation:
    return Citation(
        sources=tuple(sources[key] for key in data["sources"]),
        checked_on=date.fromisoformat(data["checked_on"]),
        status=data["status"],
        article=data.get("article", ""),
    )


def _history(
    data: Data, name: str, sources: Mapping[str, Source], value: Callable[[Data], Value]
) -> Dated[Value]:
    """Build the history of one value of the package; empty where it has none."""
    return _dated(name, data.get(name, ()), sources, value)


def _dated(
    name: str,
    rows: Sequence[Data],
    sources: Mapping[str, Source],
    value: Callable[[Data], Value],
) -> Dated[Value]:
    """Build the history of a value: each row holds until the day before the next one."""
    starts = [date.fromisoformat(row["from"]) for row in rows]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), *[None][: len(starts)]]
    cited = [_citation(row, sources) for row in rows]
    return Dated(
        name,
        (
            Span(first, last, value(row), source.said(), source.checked_on, source.status)
            for row, first, last, source in zip(rows, starts, ends, cited, strict=True)
        ),
    )


def _value(row: Data) -> Any:
    return row["value"]


def _limit(row: Data) -> Limit:
    return Limit(row["amount"], row["unit"], hour_rule=row.get("hour_rule", "end_of_day"))


def _limit_rule(data: Data, sources: Mapping[str, Source], law: Parameters) -> LimitRule:
    values = _dated(f"limit {data['case']}", data["values"], sources, _limit)
    cut_off = law.rules.civil_status_cut_off if "cut_off" in data else None
    return LimitRule(data["case"], _channels(data), values, cut_off)


def _channels(data: Data) -> frozenset[Channel]:
    return frozenset(map(Channel, data["channels"]))


def _draft(data: Data | None, law: Parameters) -> DraftConfirmation | None:
    if data is None:
        return None
    rules = law.rules
    return DraftConfirmation(
        _channels(data), rules.draft_confirmation_hours, rules.draft_confirmation_pauses_clock
    )


def _paper(data: Data, sources: Mapping[str, Source]) -> Paper:
    return Paper(
        id=data["id"],
        code=data["code"],
        name=Text.of(data["name"]),
        demand=data["demand"],
        originals=data["originals"],
        copies=data["copies"],
        channels=_channels(data),
        when=condition(data.get("when")),
        replaced_by=optional_text(data.get("replaced_by")),
        replaced_when=condition(data.get("replaced_when")),
        citation=_citation(data, sources),
    )


def _fee(data: Data, law: Parameters) -> Fee:
    scale = _scale(data["scale"], law) if "scale" in data else None
    return Fee(
        id=data["id"],
        kind=data["kind"],
        name=Text.of(data["name"]),
        per=data["per"],
        amounts=scale.rates[0].amounts if scale else law.amounts[data["parameter"]],
        when=condition(data.get("when")),
        note=optional_text(data.get("note")),
        scale=scale,
    )


def _scale(data: Data, law: Parameters) -> PageScale:
    rates = tuple(PageRate(row["from"], law.amounts[row["parameter"]]) for row in data["rates"])
    return PageScale(data["by"], rates, law.amounts[data["at_most"]] if "at_most" in data else None)


def _step(data: Data) -> Step:
    return Step(
        id=data["id"],
        label=Text.of(data["label"]),
        role=Role(data["role"]),
        duty=Duty(data["duty"]),
        budget_minutes=data["budget_minutes"],
        channels=_channels(data),
    )


def _reason(data: Data, sources: Mapping[str, Source]) -> Reason:
    basis = tuple(sources[key] for key in data["basis"])
    text = Text.of(data["text"])
    return Reason(data["id"], data["action"], text, data.get("about", ""), basis)


def _link(data: Data) -> Link:
    return Link(data["code"], Text.of(data["name"]), Text.of(data["why"]))
