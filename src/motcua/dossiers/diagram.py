"""The phase diagram, drawn from the table: as SVG for pages, as a table of arrows for the docs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.accounts.roles import ROLE_LABELS
from motcua.dossiers.labels import ACTION_LABELS, CITIZEN_LABELS
from motcua.dossiers.phases import WIRE_STATUS, ClockEffect, Phase
from motcua.dossiers.table import TABLE, Action, Rule

WIDTH, HEIGHT = 208, 52
GAP_X, GAP_Y = 56, 40
# column and row of each phase; the arrows between them come from the table
GRID = {
    Phase.WAITING_PAYMENT: (0, 0),
    Phase.SUBMITTED: (1, 0),
    Phase.DECLINED: (2, 0),
    Phase.RECEIVED: (1, 1),
    Phase.WITHDRAWN: (2, 1),
    Phase.WAITING_SUPPLEMENT: (0, 2),
    Phase.PROCESSING: (1, 2),
    Phase.STOPPED: (2, 2),
    Phase.DECIDED: (1, 3),
    Phase.HANDED_OVER: (1, 4),
}
CLOCK_WORDS = {
    ClockEffect.NONE: "",
    ClockEffect.START: "bắt đầu tính",
    ClockEffect.PAUSE: "tạm dừng",
    ClockEffect.RESUME: "tính tiếp",
    ClockEffect.EXTEND: "hẹn lại",
    ClockEffect.STOP: "kết thúc",
}
# after a wait the dossier goes back to where it came from (Dossier.returns_to)
RETURNING = {Action.ANSWER_SUPPLEMENT, Action.RECORD_PAYMENT}


@dataclass(frozen=True, order=True)
class Arrow:
    source: Phase
    target: Phase


def arrows() -> list[Arrow]:
    """Return every way from one phase to another, each once."""
    return sorted({arrow for rule in TABLE for arrow in _arrows(rule)})


def svg(title: str) -> str:
    """Return the diagram as an SVG element without style attributes or scripts."""
    columns, rows = 3, 5
    width = columns * WIDTH + (columns - 1) * GAP_X + 8
    height = rows * HEIGHT + (rows - 1) * GAP_Y + 8
    return "".join(
        (
            f'<svg class="phases" viewBox="-4 -4 {width} {height}" role="img" '
            f'aria-label="{title}" xmlns="http://www.w3.org/2000/svg">',
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>',
            *(_line(arrow) for arrow in arrows()),
            *(_box(phase) for phase in GRID),
            "</svg>",
        )
    )


def markdown() -> str:
    """Return docs/phases.md: one row for each action of the table."""
    head = (
        "# Phases of a dossier (trạng thái hồ sơ)\n\n"
        "Written from `src/motcua/dossiers/table.py`; a test compares the two.\n\n"
        "| Việc làm | Từ | Đến | Ai | Thời hạn |\n|---|---|---|---|---|\n"
    )
    return head + "\n".join(_row(rule) for rule in TABLE) + "\n"


def _arrows(rule: Rule) -> Iterator[Arrow]:
    for source in rule.phases:
        targets = (
            {Phase.SUBMITTED, Phase.PROCESSING} if rule.action in RETURNING else {rule.to or source}
        )
        yield from (Arrow(source, target) for target in targets if target != source)


def _corner(phase: Phase) -> tuple[int, int]:
    column, row = GRID[phase]
    return column * (WIDTH + GAP_X), row * (HEIGHT + GAP_Y)


def _box(phase: Phase) -> str:
    x, y = _corner(phase)
    return (
        f'<g class="phase"><rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="4"/>'
        f'<text x="{x + WIDTH // 2}" y="{y + HEIGHT // 2 + 5}" text-anchor="middle">'
        f"{CITIZEN_LABELS[phase]}</text></g>"
    )


def _line(arrow: Arrow) -> str:
    (x1, y1), (x2, y2) = _corner(arrow.source), _corner(arrow.target)
    from_x, to_x = x1 + WIDTH // 2, x2 + WIDTH // 2
    from_y, to_y = y1 + HEIGHT // 2, y2 + HEIGHT // 2
    if x1 != x2:
        from_x += WIDTH // 2 if x2 > x1 else -WIDTH // 2
        to_x += -WIDTH // 2 if x2 > x1 else WIDTH // 2
        shift = 8 if x2 > x1 else -8
        from_y, to_y = from_y + shift, to_y + shift
    else:
        from_y += HEIGHT // 2 if y2 > y1 else -HEIGHT // 2
        to_y += -HEIGHT // 2 if y2 > y1 else HEIGHT // 2
    return f'<path class="way" d="M{from_x} {from_y}L{to_x} {to_y}" marker-end="url(#tip)"/>'


def _row(rule: Rule) -> str:
    sources = ", ".join(sorted(f"{WIRE_STATUS[p]} {CITIZEN_LABELS[p]}" for p in rule.phases))
    target = f"{WIRE_STATUS[rule.to]} {CITIZEN_LABELS[rule.to]}" if rule.to else "giữ nguyên"
    if rule.action in RETURNING:
        target = "trở lại nơi chờ"
    roles = ", ".join(sorted(ROLE_LABELS[role] for role in rule.roles))
    action = ACTION_LABELS[rule.action]
    return f"| {action} | {sources or '–'} | {target} | {roles} | {CLOCK_WORDS[rule.clock]} |"
