"""`motcua admit diff`, `whatif`, `report`: runs compared, imagined and printed."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa

from motcua.admissions.diffing import CAUSES, Change, Side, changes, changes_table
from motcua.admissions.intake import COLUMNS
from motcua.admissions.loading import Inputs
from motcua.admissions.matching import RULES, decide
from motcua.admissions.refusal import Fault, InputRefused
from motcua.admissions.report import Comparison, report
from motcua.admissions.runs import (
    Run,
    RunUnusable,
    manifest_of,
    open_run,
    sha256_of,
    write_run,
    write_table,
)
from motcua.admissions.tables import read
from motcua.admissions.whatif import Wanted, changed, effect

SHOWN = 20


def diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--before", type=Path, required=True, metavar="DIR")
    parser.add_argument("--after", type=Path, required=True, metavar="DIR")
    parser.add_argument("--preferences", type=Path, required=True, metavar="FILE")
    parser.add_argument("--preferences-before", type=Path, metavar="FILE", help="where they differ")
    parser.add_argument("--candidates", type=Path, metavar="FILE", help="for lottery numbers")
    parser.add_argument("--candidates-before", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="FILE", help="all changes as Parquet")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=diff)


def diff(args: argparse.Namespace) -> int:
    before = _side(
        args.before,
        args.preferences_before or args.preferences,
        args.candidates_before or args.candidates,
    )
    after = _side(args.after, args.preferences, args.candidates)
    found = changes(before, after)
    if args.out:
        _write(_table(found, before.run), args.out)
    if args.json:
        print(json.dumps([vars(each) for each in found], ensure_ascii=False))
        return 0
    _print_changes(found)
    return 0


def _side(folder: Path, preferences: Path, candidates: Path | None) -> Side:
    run = open_run(folder)
    if sha256_of(preferences) != run.manifest["inputs"]["preferences"]["sha256"]:
        raise RunUnusable(f"{preferences} không phải danh sách nguyện vọng của {folder}")
    wishes = read(preferences, "preferences", COLUMNS["preferences"])
    listed = read(candidates, "candidates", ["candidate"], ["lottery"]) if candidates else None
    return Side(run, wishes, listed)


def _table(found: list[Change], run: Run) -> pa.Table:
    return changes_table(found, run.result["candidate"].type, run.result["programme"].type)


def _write(table: pa.Table, path: Path) -> None:
    draft = path.with_name(path.name + ".new")
    write_table(table, draft)
    draft.replace(path)


def _print_changes(found: list[Change]) -> None:
    print(f"{len(found)} thí sinh có kết quả thay đổi.")
    for cause, count in Counter(each.cause for each in found).most_common():
        print(f"  {count}: {CAUSES[cause]}")
    for each in found[:SHOWN]:
        before, after = (_place(p, r) for p, r in
                         ((each.before, each.before_rank), (each.after, each.after_rank)))  # fmt: skip
        print(f"Thí sinh {each.candidate}: {before} → {after}, vì {each.reason}.")
    if len(found) > SHOWN:
        print(f"… và {len(found) - SHOWN} thí sinh khác (xem đủ bằng --out hoặc --json).")


def _place(programme: Any, rank: int | None) -> str:
    return "không đỗ" if programme is None else f"đỗ NV{rank} ngành {programme}"


def whatif_arguments(parser: argparse.ArgumentParser) -> None:
    for name in ("candidates", "programmes", "preferences"):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE")
    parser.add_argument("--lottery-seed", metavar="TEXT")
    parser.add_argument("--top-score", type=int, default=3000)
    parser.add_argument("--rule", choices=(*RULES, "both"), default="strict")
    for name, told in (("quota", "seats"), ("floor", "hundredths of a point")):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="PROGRAMME=N", help=told
        )
    parser.add_argument("--changes", type=Path, metavar="FILE", help="programme, quota, floor")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=whatif)


def whatif(args: argparse.Namespace) -> int:
    inputs = Inputs(
        args.candidates, args.programmes, args.preferences, args.lottery_seed, args.top_score
    )
    wanted = _wanted(args)
    told = []
    for rule in RULES if args.rule == "both" else (args.rule,):
        instance, year = inputs.load(rule)
        for name, each in (("before", instance), ("after", changed(instance, wanted))):
            outcome = decide(each, rule)
            manifest = manifest_of(outcome, inputs.paths, seed=inputs.seed, year=year)
            imagined = {"what_if": vars(wanted)} if name == "after" else {}
            write_run(args.out / f"{rule}-{name}", outcome, {**manifest, **imagined})
        told.append(_effect(args, rule, inputs))
    if args.json:
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _effect(args: argparse.Namespace, rule: str, inputs: Inputs) -> dict[str, Any]:
    before, after = (
        Side(
            open_run(args.out / f"{rule}-{name}"),
            inputs.read_preferences(),
            inputs.read_candidates(),
        )
        for name in ("before", "after")
    )
    found, programmes = changes(before, after), effect(before.run.cutoffs, after.run.cutoffs)
    _write(_table(found, before.run), args.out / f"{rule}-changes.parquet")
    _write(programmes, args.out / f"{rule}-programmes.parquet")
    if not args.json:
        print(f"Quy tắc {rule}: {len(programmes)} ngành thay đổi.")
        _print_changes(found)
    return {
        "rule": rule,
        "programmes": programmes.to_pylist(),
        "changed": len(found),
        "admitted_before": before.run.manifest["counts"]["admitted"],
        "admitted_after": after.run.manifest["counts"]["admitted"],
    }


def _wanted(args: argparse.Namespace) -> Wanted:
    values: dict[str, dict[str, int]] = {"quota": {}, "floor": {}}
    if args.changes:
        table = read(args.changes, "changes", ["programme"], ["quota", "floor"])
        for row in table.to_pylist():
            for name, chosen in values.items():
                if row.get(name) is not None:
                    chosen[str(row["programme"])] = _number(str(row[name]))
    for name, chosen in values.items():
        for text in getattr(args, name):
            programme, _, number = text.rpartition("=")
            chosen[programme] = _number(number)
    return Wanted(values["quota"], values["floor"])


def _number(text: str) -> int:
    if not text.lstrip("-").isdigit():
        raise InputRefused([Fault("changes", "not_whole", f"'{text}' không phải số nguyên", 0)])
    return int(text)


def report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, required=True, metavar="DIR")
    parser.add_argument("--against", type=Path, metavar="DIR", help="an earlier or imagined run")
    parser.add_argument(
        "--changes", type=Path, metavar="FILE", help="the file of motcua admit diff"
    )
    parser.add_argument("--programme", action="append", default=[], metavar="CODE", help="to chart")
    parser.add_argument("--title", default="Kết quả xét tuyển đại học")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    parser.set_defaults(command=print_report)


def print_report(args: argparse.Namespace) -> int:
    run = open_run(args.run)
    against = None
    if args.against:
        causes: dict[str, int] | None = None
        if args.changes:
            table = read(args.changes, "changes", ["candidate", "cause"])
            causes = dict(Counter(table["cause"].to_pylist()).most_common())
        against = Comparison(open_run(args.against), causes)
    page = report(run, against, title=args.title, chosen=args.programme)
    draft = args.out.with_name(args.out.name + ".new")
    draft.write_text(page, encoding="utf-8")
    draft.replace(args.out)
    print(f"Đã lập báo cáo: {args.out}.")
    return 0
