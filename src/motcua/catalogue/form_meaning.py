"""Checks what the shape of ``form.yaml`` cannot say: references, order of questions, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from motcua.catalogue.conditions import BadCondition, Is, Known, atoms, read
from motcua.catalogue.raw_data import Path, Row, everything, ids, key_of, rows
from motcua.kernel.documents import Fault

_PICKED = {"choice", "agency_choice"}
_NEEDS_OTHER = {"after", "differs", "shares_word", "sex_of_id", "year_of_id"}
Found = tuple[Path, str, str]


def faults(data: Any, name: str, papers: Iterable[str]) -> list[Fault]:
    """Return the faults of a form's data; ``papers`` are the ids of the procedure's papers."""
    checks = (
        _unique(data),
        _picked(data),
        _conditions(data, _sources(data)),
        _prefills(data),
        _papers(data, set(papers)),
        _rules(data),
        _notices(data),
    )
    return [
        Fault(name, key_of(path), wrong, expected)
        for check in checks
        for path, wrong, expected in check
    ]


def condition_faults(data: Any, name: str, form: Any) -> list[Fault]:
    """Return the faults of the conditions that ``procedure.yaml`` puts on the form's answers."""
    questions, sources = _questions(form), _sources(form)
    return [
        Fault(name, key_of(path), wrong, expected)
        for path, value in everything(data)
        if path and path[-1] in {"when", "replaced_when"} and isinstance(value, dict)
        for path, wrong, expected in _condition(path, value, questions, set(questions), sources)
    ]


def _questions(data: Any) -> dict[str, Row]:
    return {str(row.get("id")): row for _, row in rows(data, "pages", "questions")}


def _sources(data: Any) -> set[str]:
    """Return the names that ``known`` may test: aliases, their sources, roots of prefills."""
    aliases = [row for _, row in rows(data, "aliases")]
    named = {str(row.get(key)) for row in aliases for key in ("name", "source")}
    return named | {path.partition(".")[0] for _, path in _paths(data)}


def _paths(data: Any) -> Iterator[tuple[Path, str]]:
    for path, row in rows(data, "pages", "questions"):
        prefill = row.get("prefill")
        if isinstance(prefill, str):
            yield (*path, "prefill"), prefill
        for deeper, part in rows(row, "prefill"):
            yield (*path, *deeper, "from"), str(part.get("from"))


def _unique(data: Any) -> Iterator[Found]:
    for keys in (("pages",), ("pages", "questions"), ("rules",)):
        seen: set[str] = set()
        for path, row in rows(data, *keys):
            if str(row.get("id")) in seen:
                yield path, f"{row.get('id')!r} again", "each id once"
            seen.add(str(row.get("id")))


def _picked(data: Any) -> Iterator[Found]:
    questions = _questions(data)
    for path, row in rows(data, "pages", "questions"):
        if ("choices" in row) != (row.get("type") in _PICKED):
            yield path, f"a {row.get('type')} question", "choices with choice and agency_choice"
        options = ids(rows(row, "choices"))
        if len(options) != len(set(options)):
            yield (*path, "choices"), "an option twice", "each id once"
        for deeper, option in rows(row, "choices"):
            if "value_of" in option and option["value_of"] not in questions:
                wrong = f"no question {option['value_of']!r}"
                yield (*path, *deeper, "value_of"), wrong, "the id of a question"
        low, high = row.get("minimum", 0), row.get("maximum", row.get("minimum", 0))
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield path, f"from {low} to {high}", "minimum not above maximum"


def _conditions(data: Any, sources: set[str]) -> Iterator[Found]:
    questions = _questions(data)
    asked: set[str] = set()
    for path, page in rows(data, "pages"):
        if isinstance(page.get("when"), dict):
            yield from _condition((*path, "when"), page["when"], questions, asked, sources)
        for deeper, question in rows(page, "questions"):
            for inner, value in everything(question, (*path, *deeper)):
                if inner[-1] == "when" and isinstance(value, dict):
                    # the question itself may only look at earlier ones
                    yield from _condition(inner, value, questions, asked, sources)
            asked.add(str(question.get("id")))
    for key in ("aliases", "rules", "notices", "wire_constants"):
        for path, row in rows(data, key):
            if isinstance(row.get("when"), dict):
                yield from _condition((*path, "when"), row["when"], questions, asked, sources)


def _condition(
    path: Path, raw: Row, questions: dict[str, Row], asked: set[str], sources: set[str]
) -> Iterator[Found]:
    try:
        condition = read(raw)
    except BadCondition as error:
        yield path, str(error), "a condition such as {question: relation, is: mother}"
        return
    for atom in atoms(condition):
        if isinstance(atom, Known):
            if atom.source not in sources:
                yield path, f"no source {atom.source!r}", "an alias or the root of a prefill"
        elif atom.question not in asked:
            where = "asked later" if atom.question in questions else "no such question"
            yield path, f"{atom.question!r} ({where})", "a question asked before"
        elif isinstance(atom, Is):
            yield from _values(path, atom, questions[atom.question])


def _values(path: Path, atom: Is, question: Row) -> Iterator[Found]:
    options: list[Any] | None = None
    if question.get("type") in _PICKED:
        options = [*ids(rows(question, "choices"))]
    elif question.get("type") == "yes_no":
        options = [True, False]
    for value in atom.values:
        if options is not None and value not in options:
            yield path, f"{atom.question} is never {value!r}", f"one of {options}"


def _prefills(data: Any) -> Iterator[Found]:
    questions = _questions(data)
    for path, prefill in _paths(data):
        source, _, field = prefill.partition(".")
        if not source or not field or "." in field:
            yield path, f"{prefill!r}", "a path such as person.full_name"
        elif source == "answers" and field not in questions:
            yield path, f"no question {field!r}", "the id of a question"
    for path, row in rows(data, "pages", "questions"):
        locked = row.get("locked") or any(part.get("locked") for _, part in rows(row, "prefill"))
        if locked and "wrong" not in row:
            yield path, "locked without 'wrong'", "who corrects the register, in wrong"


def _papers(data: Any, papers: set[str]) -> Iterator[Found]:
    for path, row in rows(data, "pages", "questions"):
        if (row.get("type") == "file") != ("paper" in row):
            yield path, f"a {row.get('type')} question", "a paper with each file, and only there"
        elif "paper" in row and row["paper"] not in papers:
            yield (*path, "paper"), f"no paper {row['paper']!r}", "an id of papers"


def _rules(data: Any) -> Iterator[Found]:
    questions = _questions(data)
    for path, row in rows(data, "rules"):
        if row.get("question") not in questions:
            yield (*path, "question"), f"no question {row.get('question')!r}", "its id"
        other = row.get("other")
        if (row.get("kind") in _NEEDS_OTHER) != (other is not None):
            yield path, f"a rule {row.get('kind')}", "other where the rule compares two values"
        elif other is not None and row.get("kind") != "sex_of_id" and other not in questions:
            yield (*path, "other"), f"no question {other!r}", "its id"
        if (row.get("kind") == "within_days") != ("days" in row):
            yield path, f"a rule {row.get('kind')}", "days with within_days"
    named = set(ids(rows(data, "rules")))
    for path, row in rows(data, "wire_constants"):
        if ("value" in row) == ("value_of" in row):
            yield path, "no value, or two", "either value or value_of"
        if "value_of" in row and row["value_of"] not in questions:
            yield (*path, "value_of"), f"no question {row['value_of']!r}", "its id"
        if "if_broken" in row and row["if_broken"] not in named:
            yield (*path, "if_broken"), f"no rule {row['if_broken']!r}", "the id of a rule"


def _notices(data: Any) -> Iterator[Found]:
    questions = _questions(data)
    for path, row in rows(data, "notices"):
        if row.get("question") not in questions:
            yield (*path, "question"), f"no question {row.get('question')!r}", "its id"
