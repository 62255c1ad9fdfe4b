"""The report's table beside ours, and the same as one JSON object. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from motcua.scenario.checking import Findings
from motcua.scenario.ledger import Entry
from motcua.scenario.plan import (
    REPORTED_DOSSIERS,
    REPORTED_FALSELY_LATE,
    REPORTED_LOOK_UPS,
    REPORTED_ONLINE,
    REPORTED_SYNCHRONISED,
)

DAY_S = 86_400
LEVELS = {"district": "district (its commune since 01/07/2025)"}


@dataclass(frozen=True, kw_only=True)
class Report:
    """Shares are of 1. ``verified`` were answered by the registers, ``attempted`` still wait."""

    dossiers: int
    online: int
    verified: float
    attempted: float
    nobody_to_ask: int  # no register knows anybody on them; counted as verified
    questions_asked: int
    synchronised: float
    acknowledged_only: int  # dossiers that only the plain wire had carried when the story ended
    differences_found: int  # by comparing both sides then; posted again
    unproven: int  # after that
    falsely_late: int
    falsely_in_time: int
    truly_late: int
    lost: int
    doubled: int
    wrong_status: int
    wrong_times: int
    events: int
    lost_events: int
    oldest_undelivered_s: int
    oldest_undelivered_at_worst_s: int
    unheard_at_worst: float  # share that a portal which takes silence for lateness would accuse
    procedures: Mapping[str, int]
    levels: Mapping[str, Mapping[str, int]]
    left_out: Mapping[str, str]  # procedure and channel → why nobody filed it
    gateway: Mapping[str, int]
    rendered: int
    not_rendered: int
    refused_commands: int  # became late meanwhile, or nobody here knows what to do
    seconds: int
    seed: int
    named: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def targets_hold(self) -> bool:
        wrong = (
            self.falsely_late, self.falsely_in_time, self.lost, self.lost_events, self.doubled,
            self.wrong_status, self.wrong_times, self.not_rendered,
        )  # fmt: skip
        asked = round(self.verified + self.attempted, 9)
        return self.dossiers > 0 and asked == 1 and self.synchronised == 1 and not any(wrong)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "targets_hold": self.targets_hold}


def shares(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return what the ledger alone tells."""
    entries = list(entries)
    answered = sum(e.verification not in {"", "pending"} for e in entries)
    waiting = sum(e.verification == "pending" for e in entries)
    levels: dict[str, Counter[str]] = {}
    for entry in entries:
        levels.setdefault(entry.level, Counter())["online" if entry.online else "counter"] += 1
    return {
        "dossiers": len(entries),
        "online": sum(e.online for e in entries),
        "verified": _share(answered, len(entries)),
        "attempted": _share(waiting, len(entries)),
        "nobody_to_ask": sum(not e.asks for e in entries),
        "truly_late": sum(e.is_late for e in entries),
        "events": sum(e.steps.total() for e in entries),
        "levels": {level: dict(counted) for level, counted in levels.items()},
    }


def found(findings: Findings, dossiers: int) -> dict[str, Any]:
    """Return what the comparison with the national side tells."""
    return {
        "synchronised": _share(findings.synchronised, dossiers),
        "falsely_late": len(findings.falsely_late),
        "falsely_in_time": len(findings.falsely_in_time),
        "lost": len(findings.lost),
        "lost_events": findings.lost_steps,
        "doubled": len(findings.doubled),
        "wrong_status": len(findings.wrong_status),
        "wrong_times": len(findings.wrong_times),
        "named": findings.named(),
    }


def table(report: Report) -> str:
    """Return the figures of report 004 beside those of this run."""
    worst = report.oldest_undelivered_at_worst_s / DAY_S
    reported_verified = REPORTED_LOOK_UPS / REPORTED_DOSSIERS
    rows = (
        ("dossiers", f"{REPORTED_DOSSIERS:,}", f"{report.dossiers:,}"),
        ("  of them online", f"{REPORTED_ONLINE:,}", f"{report.online:,}"),
        ("verified with the population register", f"{reported_verified:.1%}", f"{report.verified:.1%}"),
        ("  attempted, register still away", "–", f"{report.attempted:.1%}"),
        ("  of them with nobody to ask about", "–", f"{report.nobody_to_ask:,}"),
        ("  questions asked of registers", f"{REPORTED_LOOK_UPS:,}", f"{report.questions_asked:,}"),
        ("synchronised", f"{REPORTED_SYNCHRONISED:.0%}", f"{report.synchronised:.1%}"),
        ("  acknowledged, not proven, on the plain wire", "–", f"{report.acknowledged_only:,}"),
        ("  still so once both sides were compared", "–", f"{report.unproven:,}"),
        ("shown late though done in time", f"{REPORTED_FALSELY_LATE:.0%}", f"{report.falsely_late:,}"),
        ("  if silence were lateness, at worst", "–", f"{report.unheard_at_worst:.0%}"),
        ("truly late, apologised for", "–", f"{report.truly_late:,}"),
        ("lost dossiers / events", "–", f"{report.lost:,} / {report.lost_events:,}"),
        ("doubled", "–", f"{report.doubled:,}"),
        ("wrong status or times", "–", f"{report.wrong_status + report.wrong_times:,}"),
        ("oldest undelivered, at the end", "–", f"{report.oldest_undelivered_s:,} s"),
        ("  at worst", "–", f"{worst:.1f} days"),
    )  # fmt: skip
    lines = [f"{'':46}{'report 004':>12}{'this run':>14}"]
    lines += [f"{name:46}{theirs:>12}{ours:>14}" for name, theirs, ours in rows]
    return "\n".join([*lines, "", *_notes(report)])


def _notes(report: Report) -> list[str]:
    kinds = ", ".join(f"{name} {count:,}" for name, count in sorted(report.gateway.items()))
    levels = "; ".join(
        f"{LEVELS.get(level, level)}: {counted.get('online', 0):,} online of {sum(counted.values()):,}"
        for level, counted in sorted(report.levels.items(), reverse=True)
    )
    mix = ", ".join(f"{code} × {count:,}" for code, count in sorted(report.procedures.items()))
    return [
        f"procedures: {mix}",
        *(f"  left out {name}: {why}" for name, why in sorted(report.left_out.items())),
        f"levels: {levels}",
        f"gateway: {kinds}",
        f"{report.rendered} results rendered and signed ({report.not_rendered} failed); for the "
        "others the same commands without.",
        f"{report.refused_commands} commands refused by the rules, and thought over.",
        f"seed {report.seed}, {report.seconds} s. TARGETS {'HOLD' if report.targets_hold else 'MISSED'}",
    ]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
