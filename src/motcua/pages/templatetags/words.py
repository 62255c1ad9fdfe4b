"""Vietnamese spellings of values in templates, and the parts that every page shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.catalogue.words import Text
from motcua.kernel import clock, money
from motcua.kernel.limits import DueState, Outcome
from motcua.kernel.partial_dates import BadDate, PartialDate
from motcua.pages import icons, kept_posts, looks
from motcua.pages.fields import Field
from motcua.pages.sentences import in_language

register = template.Library()
NO_BREAK_HYPHEN = "\u2011"
NO_BREAK_SPACE = "\u00a0"


@register.filter
def dong(amount: int | None) -> str:
    """8000 → '8.000 đồng', kept on one line."""
    return "" if amount is None else money.format_dong(amount).replace(" ", NO_BREAK_SPACE)


@register.filter
def day(value: date | datetime | None) -> str:
    """→ '22/11/2026', the local day."""
    if value is None:
        return ""
    local = clock.local_day(value) if isinstance(value, datetime) else value
    return f"{local:%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """→ 'lúc 14:05 ngày 23/11/2026'."""
    if value is None:
        return ""
    local = value.astimezone(clock.HANOI)
    return _("lúc %(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": f"{local:%d/%m/%Y}"}


@register.filter
def iso_moment(text: str | None) -> str:
    """'2026-11-23T14:05:00+07:00' → 'lúc 14:05 ngày 23/11/2026'."""
    return moment(datetime.fromisoformat(text)) if text else ""


@register.filter
def until(value: datetime | None) -> str:
    """→ '17:00 ngày 02/12/2026', as a deadline is written."""
    if value is None:
        return ""
    local = value.astimezone(clock.HANOI)
    return _("%(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": f"{local:%d/%m/%Y}"}


@register.filter
def hour(value: datetime | None) -> str:
    """→ '20:15'."""
    return "" if value is None else f"{value.astimezone(clock.HANOI):%H:%M}"


@register.filter
def partial_date(iso: str | None) -> str:
    """'1955' → '1955'; '1999-03-27' → '27/03/1999'."""
    try:
        return PartialDate.parse(iso).vi() if iso else ""
    except BadDate:
        return str(iso)


@register.filter
def code(value: object) -> str:
    """A dossier code that no line end divides."""
    return str(value).replace("-", NO_BREAK_HYPHEN)


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """Look up a key that is itself a variable."""
    return mapping.get(key)


@register.filter
def said(text: Text | str | None) -> str:
    """A procedure's text in the language of the page."""
    return text.said(get_language() or "vi") if isinstance(text, Text) else str(text or "")


@register.filter
def worded(text: str) -> str:
    """An official word or sentence of another room in the language of the page."""
    return in_language(text) if text else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(icons.svg(name))  # noqa: S308 - constant drawings


@register.simple_tag
def state_tag(label: str, phase: str, step: str = "", outcome: str = "") -> SafeString:
    """``{% state_tag dossier.label dossier.phase dossier.step dossier.outcome %}``."""
    return _tag(looks.of(phase, step, outcome), worded(label))


@register.simple_tag
def due_tag(state: DueState) -> SafeString:
    """``{% due_tag dossier.due_state %}``: how a dossier in work stands to its due time."""
    return _tag(looks.DUE[state.word], worded(state.vi()))


@register.simple_tag
def outcome_tag(outcome: Outcome) -> SafeString:
    """How a finished dossier stood to its due day."""
    look, word = looks.OUTCOME[outcome]
    return _tag(look, worded(word))


def _tag(look: str, text: object) -> SafeString:
    return format_html(
        '<strong class="mc-tag mc-tag--{}">{}{}</strong>',
        look,
        mark_safe(icons.svg(look)),  # noqa: S308 - constant drawings
        text,
    )


@register.inclusion_tag("pages/summary.html")
def summary(rows: Sequence[Mapping[str, Any]], title: str = "") -> dict[str, Any]:
    """Rows of ``{label, value, source?, change_url?, note?}`` as a summary list."""
    return {"rows": rows, "title": title}


@register.inclusion_tag("pages/timeline.html")
def timeline(entries: Sequence[Any]) -> dict[str, Any]:
    """Entries, newest first, with ``at, label, body, person`` and, where known, ``note``."""
    return {"entries": entries}


@register.inclusion_tag("pages/error_summary.html")
def error_summary(errors: Mapping[str, str] | Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Pairs of question id (or empty) and sentence, above the page's first heading."""
    pairs = errors.items() if isinstance(errors, Mapping) else errors
    return {"errors": list(pairs)}


@register.inclusion_tag("pages/table.html")
def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], caption: str) -> dict[str, Any]:
    """A table that becomes one card a row on a phone; the first cell is the card's title."""
    return {
        "columns": columns,
        "rows": [list(zip(columns, row, strict=True)) for row in rows],
        "caption": caption,
    }


@register.simple_tag(takes_context=True)
def form_token(context: template.Context) -> SafeString:
    """In place of ``{% csrf_token %}`` in forms of people who are signed in.

    The seal lets what was typed survive the end of the session.
    """
    request = context["request"]
    csrf = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )
    if not request.user.is_authenticated:
        return csrf
    seal = kept_posts.seal(request.user.pk, request.path)
    return csrf + format_html('<input type="hidden" name="{}" value="{}">', kept_posts.SEAL, seal)


@register.inclusion_tag("pages/question.html")
def question(field: Field) -> dict[str, Any]:
    return {"field": field}
