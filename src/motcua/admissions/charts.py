"""Charts as SVG text: no script, no asset, readable in print and in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 360


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, its length, the text at its end, and an earlier length."""

    label: str
    value: float
    text: str
    earlier: float | None = None


def columns(title: str, bars: Sequence[Bar], height: int = 150) -> str:
    """Draw upright bars, one label under each; an earlier value is an outlined bar."""
    top, bottom = 18, height - 26
    peak = max([bar.value for bar in bars] + [bar.earlier or 0 for bar in bars] + [1])
    step = WIDTH / max(len(bars), 1)
    parts = []
    for index, bar in enumerate(bars):
        left, wide = index * step + step * 0.12, step * 0.76
        if bar.earlier is not None:
            parts.append(_outline(left, wide, bottom, (bottom - top) * bar.earlier / peak))
        tall = (bottom - top) * bar.value / peak
        parts.append(
            f'<rect class="bar" x="{left:.1f}" y="{bottom - tall:.1f}" '
            f'width="{wide:.1f}" height="{tall:.1f}"/>'
        )
        middle = left + wide / 2
        parts.append(_text(middle, bottom - tall - 3, bar.text, "middle"))
        parts.append(_text(middle, bottom + 12, bar.label, "middle"))
    parts.append(f'<line class="axis" x1="0" y1="{bottom}" x2="{WIDTH}" y2="{bottom}"/>')
    return _svg(title, height, parts)


def lines(title: str, bars: Sequence[Bar], full: float) -> str:
    """Draw lying bars against ``full``; an earlier value is a mark across the bar."""
    row, left, right = 13, 92, WIDTH - 52
    parts = []
    for index, bar in enumerate(bars):
        y = index * row + 4
        wide = (right - left) * min(bar.value / full, 1)
        parts.append(_text(left - 4, y + 9, bar.label, "end"))
        parts.append(f'<rect class="track" x="{left}" y="{y}" width="{right - left}" height="10"/>')
        parts.append(f'<rect class="bar" x="{left}" y="{y}" width="{wide:.1f}" height="10"/>')
        if bar.earlier is not None:
            at = left + (right - left) * min(bar.earlier / full, 1)
            parts.append(
                f'<line class="mark" x1="{at:.1f}" y1="{y - 1}" x2="{at:.1f}" y2="{y + 11}"/>'
            )
        parts.append(_text(right + 4, y + 9, bar.text, "start"))
    return _svg(title, len(bars) * row + 8, parts)


def _outline(left: float, wide: float, bottom: float, tall: float) -> str:
    return (
        f'<rect class="earlier" x="{left - 2:.1f}" y="{bottom - tall:.1f}" '
        f'width="{wide + 4:.1f}" height="{tall:.1f}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
