"""`motcua admit`: decide ranked preferences, explain, check, compare (xét tuyển đại học)."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from motcua.admissions.explaining import (
    LotteryNeeded,
    Wish,
    cutoffs_by_programme,
    explain,
    points,
    summary,
)
from motcua.admissions.loading import Inputs
from motcua.admissions.matching import ENGINES, RULES, chosen, decide
from motcua.admissions.refusal import InputRefused
from motcua.admissions.rounds.exchange import OtherExchange
from motcua.admissions.runs import Run, RunUnusable, manifest_of, open_run, sha256_of, write_run
from motcua.cli import admit_compare, admit_rounds

REFUSED = 2
BROKEN = 1

Command = Callable[[argparse.Namespace], int]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the plain run and the subcommands that work on its results."""
    parser.epilog = "Scores, floors and cut-offs are whole hundredths of a point: 24,35 is 2435."
    _inputs(parser, required=False)
    _choices(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the result")
    parser.add_argument("--json", action="store_true", help="say what was done as JSON")
    parser.set_defaults(command=_admit)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _explain_arguments(commands.add_parser("explain", help="why candidates got what they got"))
    _verify_arguments(commands.add_parser("verify", help="check a result independently"))
    _scores_arguments(commands.add_parser("scores", help="from exam marks to scored preferences"))
    admit_rounds.arguments(commands.add_parser("rounds", help="decide round by round (lọc ảo)"))
    admit_compare.diff_arguments(commands.add_parser("diff", help="whose result changed, and why"))
    admit_compare.whatif_arguments(commands.add_parser("whatif", help="other quotas or floors"))
    admit_compare.report_arguments(commands.add_parser("report", help="a page to print"))
    _lottery_arguments(commands.add_parser("lottery", help="draw the lottery from a seed"))


def run(args: argparse.Namespace) -> int:
    """Return 0 when done, 1 when a check failed, 2 when the input is refused."""
    command: Command = args.command
    try:
        return command(args)
    except InputRefused as refusal:
        faults = [vars(fault) for fault in refusal.faults]
        if getattr(args, "json", False):
            print(json.dumps({"refused": faults}, ensure_ascii=False))
        print("Không xét được, dữ liệu đầu vào có lỗi:", file=sys.stderr)
        print(refusal, file=sys.stderr)
        return REFUSED
    except (RunUnusable, OtherExchange) as error:
        print(error, file=sys.stderr)
        return REFUSED


def _inputs(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    for name, columns in (
        ("candidates", "candidate, lottery"),
        ("programmes", "programme, quota, floor"),
        ("preferences", "candidate, rank, programme, score"),
    ):
        parser.add_argument(
            f"--{name}",
            type=Path,
            metavar="FILE",
            required=required,
            help=f"{columns} (Parquet, Arrow or CSV)",
        )
    parser.add_argument("--lottery-seed", metavar="TEXT", help="draw, or check, the lottery")
    parser.add_argument("--top-score", type=int, default=3000, help="highest score possible")


def _choices(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rule",
        choices=RULES,
        default="strict",
        help="ties at the cut-off: broken by rank, then lottery; or all admitted",
    )
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="same bytes from each")


def _given(args: argparse.Namespace) -> Inputs:
    missing = [n for n in ("candidates", "programmes", "preferences") if not getattr(args, n)]
    if missing:
        raise SystemExit(f"motcua admit: thiếu --{', --'.join(missing)}")
    return Inputs(
        args.candidates, args.programmes, args.preferences, args.lottery_seed, args.top_score
    )


def _tell(text: str) -> None:
    """Show progress to a person who waits."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _admit(args: argparse.Namespace) -> int:
    inputs = _given(args)
    if args.out is None or args.out.is_file():
        raise SystemExit("motcua admit: cần --out là một thư mục")
    began = time.perf_counter()
    _tell("Đang đọc và kiểm tra dữ liệu…")
    instance, year = inputs.load(args.rule)
    read = time.perf_counter()
    _tell(f"Đang xét {_count(len(instance.rank))} nguyện vọng…")
    outcome = decide(instance, args.rule, args.engine)
    decided = time.perf_counter()
    manifest = write_run(
        args.out, outcome, manifest_of(outcome, inputs.paths, seed=inputs.seed, year=year)
    )
    if args.json:
        seconds = {
            "read": round(read - began, 3),
            "decide": round(decided - read, 3),
            "write": round(time.perf_counter() - decided, 3),
        }
        engine = chosen(args.engine)
        done = {**manifest, "out": str(args.out), "engine": engine, "seconds": seconds}
        print(json.dumps(done, ensure_ascii=False))
    else:
        _print_summary(manifest, args.out)
    return 0


def _print_summary(manifest: dict[str, Any], out: Path) -> None:
    counts = manifest["counts"]
    share = f"{100 * counts['admitted'] / counts['candidates']:.2f}".replace(".", ",")
    print(
        f"Đã xét {_count(counts['preferences'])} nguyện vọng của {_count(counts['candidates'])} "
        f"thí sinh vào {_count(counts['programmes'])} ngành (quy tắc {manifest['rule']}): "
        f"{_count(counts['admitted'])} thí sinh đỗ ({share} %). Kết quả trong {out}."
    )
    shared = manifest["lottery"]["shared_numbers"]
    if shared:
        print(f"Lưu ý: {_count(shared)} thí sinh trùng số bốc thăm với người khác.")


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the run")
    parser.add_argument("--preferences", type=Path, required=True, metavar="FILE")
    parser.add_argument("--candidates", type=Path, metavar="FILE", help="for lottery numbers")
    parser.add_argument("--lottery-seed", metavar="TEXT")
    parser.add_argument(
        "--candidate", nargs="+", required=True, metavar="CODE", help="whom to explain it to"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=_explain)


def _explain(args: argparse.Namespace) -> int:
    from motcua.admissions.asking import UnknownCandidate, lottery_of, wishes_of

    run_ = open_run(args.out)
    _same_inputs(run_, {"preferences": args.preferences, "candidates": args.candidates})
    cutoffs = cutoffs_by_programme(run_.cutoffs)
    told: dict[str, Any] = {}
    lots = lottery_of(args.candidates, args.lottery_seed, args.candidate)
    try:
        for code, (candidate, own) in wishes_of(args.preferences, args.candidate).items():
            told[code] = explain(own, cutoffs, candidate, lots.get(code))
    except UnknownCandidate as error:
        print(error, file=sys.stderr)
        return BROKEN
    except LotteryNeeded:
        print("Cần --candidates: chỉ số bốc thăm mới phân định được.", file=sys.stderr)
        return BROKEN
    if args.json:
        plain = {
            code: [
                {**vars(each.wish), "verdict": each.verdict, "sentence": each.sentence}
                for each in explanations
            ]
            for code, explanations in told.items()
        }
        print(json.dumps(plain, ensure_ascii=False))
        return 0
    for code, explanations in told.items():
        _print_explanation(code, explanations, cutoffs)
    return 0


def _same_inputs(run_: Run, paths: Mapping[str, Path | None]) -> None:
    for name, path in paths.items():
        if path and sha256_of(path) != run_.manifest["inputs"][name]["sha256"]:
            raise RunUnusable(f"{path} không phải tệp {name} của lần xét này")


def _print_explanation(code: str, explanations: list[Any], cutoffs: dict[Any, Any]) -> None:
    print(f"Thí sinh {code}: {summary(explanations)}.")
    for each in explanations:
        wish: Wish = each.wish
        cutoff = cutoffs[wish.programme].cutoff
        needed = "không tuyển" if cutoff is None else points(cutoff)
        print(
            f"  NV{wish.rank}  ngành {wish.programme}  điểm {points(wish.score)}  "
            f"điểm chuẩn {needed}  {each.sentence}"
        )


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    _inputs(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the run")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=_verify)


def _verify(args: argparse.Namespace) -> int:
    from motcua.admissions.checker import check, check_cutoffs

    inputs, run_ = _given(args), open_run(args.out)
    _same_inputs(run_, inputs.paths)
    _tell("Đang kiểm tra độc lập…")
    tables = inputs.read_candidates(), inputs.read_programmes(), inputs.read_preferences()
    found = check(*tables, run_.result, run_.rule)
    found = found or check_cutoffs(*tables, run_.result, run_.cutoffs, run_.rule)
    if args.json:
        print(json.dumps([vars(each) for each in found], ensure_ascii=False))
    elif found:
        for each in found:
            print(f"SAI: {each}.")
    else:
        print(
            "ĐÚNG: kết quả khả thi, không vượt chỉ tiêu, không ai bị từ chối sai, "
            "không có kết quả nào tốt hơn cho thí sinh."
        )
    return BROKEN if found else 0


SCORE_FILES = {
    "candidates": ("candidate area group bonus", "lottery year"),
    "marks": ("candidate subject mark", "year"),
    "programmes": ("programme quota floor", "year"),
    "offers": ("programme combination", "weights year"),
    "wishes": ("candidate rank programme", "year"),
    "direct": ("candidate programme", "year"),
}


def _scores_arguments(parser: argparse.ArgumentParser) -> None:
    for name, (columns, optional) in SCORE_FILES.items():
        told = f"{', '.join(columns.split())} [{', '.join(optional.split())}]"
        parser.add_argument(
            f"--{name}", type=Path, metavar="FILE", required=name != "direct", help=told
        )
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD",
                        help="day whose rules apply")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.set_defaults(command=_scores)


def _scores(args: argparse.Namespace) -> int:
    from motcua.admissions.runs import write_folder
    from motcua.admissions.score_rules import score_rule_book
    from motcua.admissions.scoring import Registration, nobody, score
    from motcua.admissions.tables import read

    book = score_rule_book()
    paths = {name: path for name in SCORE_FILES if (path := getattr(args, name))}
    tables = {
        name: read(path, name, *(words.split() for words in SCORE_FILES[name]))
        for name, path in paths.items()
    }
    scored = score(Registration(**{"direct": nobody(), **tables}), book.on(args.on))
    unverified = book.unverified_on(args.on)
    manifest = {
        "rules_of": args.on.isoformat(),
        "unverified_rules": unverified,
        "inputs": {name: sha256_of(path) for name, path in paths.items()},
    }
    write_folder(
        args.out, {f"{name}.parquet": table for name, table in vars(scored).items()}, manifest
    )
    print(
        f"Đã tính điểm {_count(len(scored.preferences))} nguyện vọng theo quy định ngày "
        f"{args.on:%d/%m/%Y}; {_count(len(scored.without_score))} nguyện vọng không có tổ hợp "
        f"hợp lệ, {_count(len(scored.direct))} thí sinh tuyển thẳng. Kết quả trong {args.out}."
    )
    if unverified:
        print(f"Chưa đối chiếu với văn bản: {', '.join(unverified)}.", file=sys.stderr)
    return 0


def _lottery_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--candidates", type=Path, required=True, metavar="FILE")
    parser.add_argument("--seed", required=True, metavar="TEXT")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.set_defaults(command=_lottery)


def _lottery(args: argparse.Namespace) -> int:
    from motcua.admissions.lottery import with_lottery
    from motcua.admissions.runs import write_table
    from motcua.admissions.tables import read

    table = with_lottery(read(args.candidates, "candidates", ["candidate"], ["year"]), args.seed)
    draft = args.out.with_name(args.out.name + ".new")
    write_table(table, draft)
    draft.replace(args.out)
    print(f"Đã bốc thăm cho {_count(len(table))} thí sinh: {args.out}.")
    return 0
