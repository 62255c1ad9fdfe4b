"""A declaration being filled in (tờ khai): a draft, its procedure's form, and what registers know.

Answers of registers stay with the draft, so that later pages are filled without asking again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.agencies import service as agencies
from motcua.catalogue import forms
from motcua.catalogue.competence import competent
from motcua.catalogue.conditions import holds
from motcua.catalogue.form_model import Form, Page, Question
from motcua.catalogue.package import Procedure
from motcua.catalogue.place_names import agency_name
from motcua.dossiers import service as dossiers
from motcua.kernel.parameters import parameters

KNOWN_SOURCES = "_known"  # in Draft.sources: source name → its values and when it answered
UPLOAD = "file"
AGENCY = "agency_choice"


class Draft(Protocol):
    """What this face reads of a draft."""

    id: UUID
    account: UUID
    procedure: str
    revision: int
    version: int
    updated_at: datetime
    answers: dict[str, Any]
    sources: dict[str, Any]


@dataclass(frozen=True)
class Declaration:
    """``sources`` is what registers said, ``fills`` which question came from where and when."""

    draft_id: UUID
    account: UUID
    version: int
    saved_at: datetime
    procedure: Procedure
    answers: Mapping[str, Any]
    fills: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, Mapping[str, Any]]

    @property
    def form(self) -> Form:
        return self.procedure.form

    @property
    def pages(self) -> tuple[Page, ...]:
        return forms.visible_pages(self.form, self.answers)

    @property
    def locked(self) -> frozenset[str]:
        """Questions whose answer cannot be typed: a register is right, or papers have their page."""
        registered = {question for question, fill in self.fills.items() if fill["locked"]}
        return frozenset(registered | {q.id for q in self.form.questions() if q.type == UPLOAD})

    def after(self, page: Page) -> Page | None:
        """Return the page that follows, None after the last one."""
        rest = [p for p in _following(self.form.pages, page) if p in self.pages]
        return rest[0] if rest else None

    def before(self, page: Page) -> Page | None:
        done = [p for p in self.pages if _place(self.form, p) < _place(self.form, page)]
        return done[-1] if done else None

    def next_to_fill(self) -> Page | None:
        """Return the first page that still misses an answer, None when all is answered."""
        return next((page for page in self.pages if self._misses(page)), None)

    def papers_asked(self, page_id: str, question_id: str) -> Question | None:
        """Return the question for papers of that name on a page to be filled in."""
        asked = [q for page in self.pages if page.id == page_id for q in page.questions]
        return next((q for q in asked if q.id == question_id and q.type == UPLOAD), None)

    def _misses(self, page: Page) -> bool:
        return any(q.required for q in forms.unanswered(page, self.answers))


def read(draft: Draft, procedure: Procedure) -> Declaration:
    fills = {name: fill for name, fill in draft.sources.items() if fill and name != KNOWN_SOURCES}
    return Declaration(
        draft_id=draft.id,
        account=draft.account,
        version=draft.version,
        saved_at=draft.updated_at,
        procedure=procedure,
        answers=draft.answers,
        fills=fills,
        sources=draft.sources.get(KNOWN_SOURCES) or {},
    )


def save(
    declaration: Declaration,
    answers: Mapping[str, Any],
    *,
    seen: int,
    now: datetime,
    sources: Mapping[str, Mapping[str, Any]] | None = None,
) -> Declaration:
    """Save all answers with what registers fill in by them; raises ``DraftMoved``.

    ``sources`` replaces what registers said, e.g. after asking them again.
    """
    known = declaration.sources if sources is None else sources
    filled = forms.prefill(declaration.form, _values(known), answers)
    fills = {
        question: {"locked": fill.locked, **_origin(declaration.form, fill.path, known, answers)}
        for question, fill in filled.fills.items()
    }
    gone = dict.fromkeys(declaration.fills.keys() - fills.keys())
    draft = dossiers.save_answers(
        declaration.account,
        declaration.draft_id,
        _changes(declaration.answers, filled.answers),
        seen=seen,
        now=now,
        sources={**gone, **fills, KNOWN_SOURCES: known},
    )
    return read(draft, declaration.procedure)


def filled(declaration: Declaration, on: date) -> forms.Filled:
    return forms.filled(declaration.form, declaration.answers, on)


def faults(declaration: Declaration, on: date, language: str) -> dict[str, str]:
    return forms.check(filled(declaration, on), language)


def unserved(declaration: Declaration, on: date) -> dict[str, str]:
    """Return what to say when the commune chosen has no agency on this node."""
    form = declaration.form
    commune = competent(form, declaration.answers, parameters().places)
    asked = next((q.id for q in form.questions() if q.type == AGENCY), None)
    if commune is None or asked is None or agencies.commune_serving(commune.code, on):
        return {}
    sentence = _(
        "%(agency)s chưa nhận hồ sơ trên cổng này. Đề nghị chọn nơi khác, "
        "hoặc nộp trên Cổng Dịch vụ công quốc gia"
    )
    return {asked: sentence % {"agency": agency_name(commune)}}


def deciding(declaration: Declaration, on: date) -> str | None:
    """Return the code of the agency that the answers make competent, None before they do."""
    commune = competent(declaration.form, declaration.answers, parameters().places)
    return agencies.commune_serving(commune.code, on) if commune else None


def questions(page: Page, declaration: Declaration) -> tuple[Question, ...]:
    """Return what the page puts on the screen, also what hangs on its own open questions.

    Without JavaScript nothing appears while a person fills the page; what a register has settled
    is no longer open.
    """
    still_open = open_questions(page, declaration)
    return tuple(
        q for q in page.questions if holds(q.when, declaration.answers, still_open) is not False
    )


def open_questions(page: Page, declaration: Declaration) -> frozenset[str]:
    settled = {name for name, fill in declaration.fills.items() if fill["locked"]}
    return frozenset(question.id for question in page.questions) - settled


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to store: changed answers, None for those that are gone."""
    names = before.keys() | after.keys()
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def _values(sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {name: said["values"] for name, said in sources.items()}


def _origin(
    form: Form, path: str, sources: Mapping[str, Mapping[str, Any]], answers: Mapping[str, Any]
) -> dict[str, str]:
    """Return which register stands behind ``source.field`` and when it answered.

    The source's name may be an alias, such as the mother who is the signed-in person.
    """
    name, _, field = path.partition(".")
    aliases = [a.source for a in form.aliases if a.name == name and holds(a.when, answers)]
    said = next((sources[source] for source in (*aliases, name) if source in sources), {})
    register = said.get("registers", {}).get(field) or said.get("register", "")
    return {"source": name, "register": register, "at": said.get("at", "")}


def _following(pages: Iterable[Page], page: Page) -> list[Page]:
    listed = list(pages)
    return listed[listed.index(page) + 1 :]


def _place(form: Form, page: Page) -> int:
    return form.pages.index(page)
