"""Checks what the shape of ``procedure.yaml`` cannot say: references, order, dead ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from motcua.catalogue.package import Duty
from motcua.catalogue.raw_data import Path, everything, ids, key_of, rows
from motcua.kernel.documents import Fault
from motcua.kernel.limits import Limit

DAY_MINUTES = 8 * 60
_ONLY_ONCE = ("cases", "papers", "fees", "steps", "reasons")
Found = tuple[Path, str, str]


def faults(data: Any, name: str, questions: Iterable[str]) -> list[Fault]:
    """Return the faults of a procedure's data; ``questions`` are the ids of its form."""
    checks = (
        _cited(data),
        _in_order(data),
        _limits(data),
        _unique(data),
        _steps(data),
        _budgets(data),
        _references(data, set(questions)),
        _fees(data, set(questions)),
        _online(data),
    )
    return [
        Fault(name, key_of(path), wrong, expected)
        for check in checks
        for path, wrong, expected in check
    ]


def _cited(data: Any) -> Iterator[Found]:
    documents = data.get("sources") if isinstance(data, dict) else None
    known = set(documents) if isinstance(documents, dict) else set()
    cited = set()
    for path, value in everything(data):
        if not path or path[-1] not in {"sources", "basis", "legal_basis"}:
            continue
        for source in value if isinstance(value, list) else ():
            cited.add(source)
            if source not in known:
                yield path, f"no document {source!r}", "an id of sources"
    for source in sorted(known - cited):
        yield ("sources", source), "cited nowhere", "a value or legal_basis that cites it"


def _in_order(data: Any) -> Iterator[Found]:
    for path, value in everything(data):
        if not isinstance(value, list) or not value:
            continue
        since = [str(row["from"]) for row in value if isinstance(row, dict) and "from" in row]
        if any(later <= earlier for earlier, later in pairwise(since)):
            yield path, f"starts {', '.join(since)}", "later values after earlier ones"


def _limits(data: Any) -> Iterator[Found]:
    for path, row in everything(data):
        if not isinstance(row, dict) or not {"amount", "unit"} <= row.keys():
            continue
        try:
            Limit(row["amount"], row["unit"], None, row.get("hour_rule", "end_of_day"))
        except (ValueError, TypeError) as error:
            yield path, str(error), "a limit that can be counted"


def _unique(data: Any) -> Iterator[Found]:
    for key in _ONLY_ONCE:
        seen: set[str] = set()
        for path, row in rows(data, key):
            identity = str(row.get("id", row.get("code")))
            if identity in seen:
                yield path, f"{identity!r} again", "each id once"
            seen.add(identity)


def _steps(data: Any) -> Iterator[Found]:
    for channel in _channels(data):
        duties = [
            row.get("duty")
            for _, row in rows(data, "steps")
            if channel in (row.get("channels") or ())
        ]
        if not duties:
            yield ("steps",), f"nobody works on {channel} dossiers", "steps for every channel"
            continue
        if duties[0] != Duty.RECEIVE or duties[-1] != Duty.HAND_OVER:
            yield ("steps",), f"{channel}: {duties}", "receive first and hand_over last"
        if Duty.SEAL in duties and Duty.SIGN not in duties[: duties.index(Duty.SEAL)]:
            yield ("steps",), f"{channel}: sealed before it is signed", "sign before seal"
        draft = data.get("draft") if isinstance(data, dict) else None
        confirms = isinstance(draft, dict) and channel in (draft.get("channels") or ())
        if confirms != (Duty.CONFIRM_DRAFT in duties):
            wrong = f"{channel}: the draft and the steps disagree"
            yield ("steps",), wrong, "a confirm_draft step exactly for the channels of draft"


def _channels(data: Any) -> list[str]:
    """Return the channels that have a limit: only these can be filed by."""
    limited = {name for _, rule in rows(data, "limits") for name in rule.get("channels") or ()}
    return [channel for channel in ("online", "counter", "post") if channel in limited]


def _online(data: Any) -> Iterator[Found]:
    offered = "online" in _channels(data)
    if offered != (data.get("online") != "none" if isinstance(data, dict) else offered):
        yield (
            ("online",),
            f"{data['online']!r}",
            "none exactly when no limit is for online dossiers",
        )
    if offered and not data.get("identity_level"):
        yield ("identity_level",), "missing", "lowest level of the identity account, dated"


def _fees(data: Any, questions: set[str]) -> Iterator[Found]:
    for path, fee in rows(data, "fees"):
        if ("parameter" in fee) == ("scale" in fee):
            yield path, "no amount, or two", "either parameter or scale"
        scale = fee.get("scale")
        if not isinstance(scale, dict):
            continue
        if scale.get("by") not in questions:
            yield (
                (*path, "scale", "by"),
                f"no {scale.get('by')!r}",
                "the question that counts pages",
            )
        first: list[Any] = [rate.get("from") for _, rate in rows(scale, "rates")]
        if first[:1] != [1] or first != sorted(set(first)):
            yield (*path, "scale", "rates"), f"from {first}", "from page 1, rising"


def _budgets(data: Any) -> Iterator[Found]:
    for path, rule in rows(data, "limits"):
        values = [row for _, row in rows(rule, "values")]
        if not values or not isinstance(values[-1].get("amount"), int):
            continue
        allowed = _minutes(values[-1]["amount"], values[-1].get("unit"))
        for channel in rule.get("channels") or ():
            planned = sum(
                row.get("budget_minutes") or 0
                for _, row in rows(data, "steps")
                if channel in (row.get("channels") or ())
            )
            if planned > allowed:
                wrong = f"{channel}: the steps plan {planned} working minutes"
                yield path, wrong, f"at most {allowed}, the limit"


def _minutes(amount: int, unit: Any) -> int:
    if unit == "hours":
        return amount * 60
    return max(amount, 1) * DAY_MINUTES


def _references(data: Any, questions: set[str]) -> Iterator[Found]:
    cases = {row.get("code") for _, row in rows(data, "cases")}
    subjects = {*ids(rows(data, "papers")), *questions}
    yield from _known(data, "limits", "case", cases, "a code of cases")
    yield from _known(data, "reasons", "about", subjects, "a paper or a question")
    yield from _known(data, "fees", "per", {"dossier", *questions}, "dossier, or a question")
    for path, row in rows(data, "papers"):
        if ("replaced_by" in row) != ("replaced_when" in row):
            yield path, "half a replacement", "both replaced_by and replaced_when, or neither"
    for path, row in rows(data, "links"):
        if row.get("code") == data.get("code"):
            yield (*path, "code"), "the procedure itself", "another procedure"


def _known(
    data: Any, key: str, reference: str, known: Iterable[Any], expected: str
) -> Iterator[Found]:
    for path, row in rows(data, key):
        if reference in row and row[reference] not in known:
            yield (*path, reference), f"no {row[reference]!r}", expected
