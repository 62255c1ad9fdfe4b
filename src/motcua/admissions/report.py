"""One printable page about a run: cut-offs, fill, and what differs from another run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from motcua.admissions.charts import Bar, columns, lines
from motcua.admissions.diffing import CAUSES
from motcua.admissions.explaining import points
from motcua.admissions.runs import Run

BIN = 200  # hundredths per column of the histogram of cut-offs
CHARTED = 16
LISTED = 12
FILLS = (
    (0, "0 %"),
    (50, "dưới 50 %"),
    (80, "50–79 %"),
    (100, "80–99 %"),
    (101, "đủ"),
    (None, "vượt"),
)
STYLE = """
@page { size: A4; margin: 12mm }
body { font: 9pt/1.35 "Be Vietnam Pro", "Noto Sans", sans-serif; color: #111; margin: 0 auto;
  max-width: 190mm }
h1 { font-size: 15pt; margin: 0 0 2mm } h2 { font-size: 10.5pt; margin: 3mm 0 1mm }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 2mm 6mm }
.charts > section { break-inside: avoid }
svg { width: 100%; height: auto } svg text { font-size: 8px; fill: #111 }
.bar { fill: #8f1d2c } .track { fill: #eee } .axis { stroke: #111 }
.mark { stroke: #111; stroke-width: 2 } .earlier { fill: none; stroke: #111 }
table { border-collapse: collapse; width: 100% } th, td { border-bottom: 1px solid #bbb;
  padding: 0.6mm 1.5mm; text-align: right } th:first-child, td:first-child { text-align: left }
.hash { font-family: monospace; font-size: 7pt; overflow-wrap: anywhere }
"""


@dataclass(frozen=True)
class Comparison:
    """Another run to hold this one against, and how many candidates changed for which cause."""

    run: Run
    causes: Mapping[str, int] | None


def report(run: Run, against: Comparison | None, *, title: str, chosen: Sequence[str] = ()) -> str:
    """Return the page; ``chosen`` are the programmes to chart, the largest when none."""
    now = _by_code(run)
    before = _by_code(against.run) if against else {}
    charted = [code for code in chosen if code in now] or _largest(now)
    mark = " (vạch: lần trước)" if against else ""
    sections = [
        ("Phân bố điểm chuẩn (số ngành)", columns("Phân bố điểm chuẩn", _histogram(now, before))),
        ("Mức lấp đầy chỉ tiêu (số ngành)", columns("Mức lấp đầy", _fills(now, before))),
        (f"Điểm chuẩn theo ngành{mark}", _cutoff_lines(charted, now, before)),
        (f"Lấp đầy theo ngành{mark}", _fill_lines(charted, now, before)),
    ]
    charts = "".join(f"<section><h2>{name}</h2>{svg}</section>" for name, svg in sections)
    compared = _comparison(run, against, now, before) if against else ""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{_head(run)}"
        f'<div class="charts">{charts}</div>{compared}{_origin(run)}</body></html>\n'
    )


def _by_code(run: Run) -> dict[str, dict[str, Any]]:
    return {str(row["programme"]): row for row in run.cutoffs.to_pylist()}


def _largest(lines_: Mapping[str, dict[str, Any]]) -> list[str]:
    return sorted(lines_, key=lambda code: (-lines_[code]["quota"], code))[:CHARTED]


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %".replace(".", ",") if whole else "–"


def _head(run: Run) -> str:
    counts = run.manifest["counts"]
    rule = {"strict": "phân định thí sinh đồng điểm bằng thứ tự nguyện vọng rồi bốc thăm",
            "ties": "nhận mọi thí sinh bằng điểm chuẩn"}[run.rule]  # fmt: skip
    year = f"Năm {run.manifest['year']}. " if run.manifest["year"] else ""
    return (
        f"<p>{year}{_count(counts['candidates'])} thí sinh, {_count(counts['preferences'])} nguyện "
        f"vọng, {_count(counts['programmes'])} ngành, {_count(counts['seats'])} chỉ tiêu. "
        f"<strong>{_count(counts['admitted'])} thí sinh đỗ "
        f"({_percent(counts['admitted'], counts['candidates'])})</strong>. Quy tắc: {rule}.</p>"
    )


def _histogram(now: Mapping[str, Any], before: Mapping[str, Any]) -> list[Bar]:
    def counted(lines_: Mapping[str, Any]) -> dict[int, int]:
        found: dict[int, int] = {}
        for row in lines_.values():
            if row["cutoff"] is not None:
                found[row["cutoff"] // BIN] = found.get(row["cutoff"] // BIN, 0) + 1
        return found

    here, there = counted(now), counted(before)
    every = sorted({*here, *there}) or [0]
    return [
        Bar(f"{index * BIN // 100}–{(index + 1) * BIN // 100}", here.get(index, 0),
            _count(here.get(index, 0)), there.get(index, 0) if before else None)
        for index in range(every[0], every[-1] + 1)
    ]  # fmt: skip


def _fills(now: Mapping[str, Any], before: Mapping[str, Any]) -> list[Bar]:
    def counted(lines_: Mapping[str, Any]) -> list[int]:
        found = [0] * len(FILLS)
        for row in lines_.values():
            found[_fill_class(row)] += 1
        return found

    here, there = counted(now), counted(before)
    return [
        Bar(label, here[index], _count(here[index]), there[index] if before else None)
        for index, (_, label) in enumerate(FILLS)
    ]


def _fill_class(row: Mapping[str, Any]) -> int:
    if row["admitted"] == 0:
        return 0
    if row["admitted"] > row["quota"]:
        return len(FILLS) - 1
    share = 100 * row["admitted"] // row["quota"]
    return next(i for i, (top, _) in enumerate(FILLS) if i and (top is None or share < top))


def _cutoff_lines(codes: Sequence[str], now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    bars = []
    for code in codes:
        cutoff = now[code]["cutoff"]
        earlier = before.get(code, {}).get("cutoff")
        text = "không tuyển" if cutoff is None else points(cutoff)
        bars.append(Bar(code, cutoff or 0, text, earlier))
    return lines("Điểm chuẩn theo ngành", bars, 3000)


def _fill_lines(codes: Sequence[str], now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    def share(row: Mapping[str, Any]) -> float:
        return row["admitted"] / row["quota"] if row.get("quota") else 0.0

    bars = [
        Bar(code, share(now[code]), f"{now[code]['admitted']}/{now[code]['quota']}",
            share(before[code]) if code in before else None)
        for code in codes
    ]  # fmt: skip
    return lines("Lấp đầy theo ngành", bars, 1)


def _comparison(
    run: Run, against: Comparison, now: Mapping[str, Any], before: Mapping[str, Any]
) -> str:
    moved = [
        (abs(now[code]["cutoff"] - before[code]["cutoff"]), code)
        for code in now
        if code in before and None not in (now[code]["cutoff"], before[code]["cutoff"])
        and now[code]["cutoff"] != before[code]["cutoff"]
    ]  # fmt: skip
    rows = "".join(
        f"<tr><td>{escape(code)}</td><td>{points(before[code]['cutoff'])}</td>"
        f"<td>{points(now[code]['cutoff'])}</td><td>{before[code]['admitted']}/"
        f"{before[code]['quota']}</td><td>{now[code]['admitted']}/{now[code]['quota']}</td></tr>"
        for _, code in sorted(moved, key=lambda pair: (-pair[0], pair[1]))[:LISTED]
    )
    admitted = [r.manifest["counts"]["admitted"] for r in (against.run, run)]
    told = "".join(
        f"<li>{_count(number)} thí sinh: {escape(CAUSES.get(cause, cause))}</li>"
        for cause, number in (against.causes or {}).items()
    )
    return (
        f"<h2>So với lần trước</h2><p>Số thí sinh đỗ: {_count(admitted[0])} → "
        f"{_count(admitted[1])}. {_count(len(moved))} ngành đổi điểm chuẩn.</p><ul>{told}</ul>"
        "<table><thead><tr><th>Ngành đổi nhiều nhất</th><th>Điểm chuẩn trước</th>"
        f"<th>Điểm chuẩn nay</th><th>Đỗ trước</th><th>Đỗ nay</th></tr></thead><tbody>{rows}"
        "</tbody></table>"
    )


def _origin(run: Run) -> str:
    hashes = "; ".join(
        f"{escape(entry['file'])} {entry['sha256']}" for entry in run.manifest["inputs"].values()
    )
    seed = run.manifest["lottery"]["seed_sha256"]
    lottery = f"; hạt giống bốc thăm {seed}" if seed else ""
    return f'<p class="hash">SHA-256: {hashes}{lottery}</p>'
