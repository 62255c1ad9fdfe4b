"""`motcua admit rounds`: the exchange between ministry and universities (lọc ảo)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from motcua.admissions.loading import Inputs
from motcua.admissions.matching import RULES
from motcua.admissions.results import cutoffs_of, result_of
from motcua.admissions.rounds.exchange import (
    Exchange,
    answer_round,
    cutoffs_by_round,
    find,
    open_round,
    outcome,
    set_up,
)
from motcua.admissions.rounds.running import run_rounds, universities_of
from motcua.admissions.runs import manifest_of, sha256_of, write_folder


def arguments(parser: argparse.ArgumentParser) -> None:
    for name in ("candidates", "programmes", "preferences"):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help="for the ministry's side")
    parser.add_argument("--lottery-seed", metavar="TEXT")
    parser.add_argument("--top-score", type=int, default=3000)
    parser.add_argument("--rule", choices=RULES, default="strict")
    parser.add_argument("--state", type=Path, required=True, metavar="DIR", help="the exchange")
    parser.add_argument(
        "--as", dest="side", choices=("both", "ministry", "university"), default="both"
    )
    parser.add_argument("--university", metavar="NAME", help="whose answer to give")
    parser.add_argument("--stop-after", type=int, metavar="ROUNDS")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the result")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(command=run)


def run(args: argparse.Namespace) -> int:
    if args.side == "university":
        return _answer(args)
    if not (args.candidates and args.programmes and args.preferences):
        raise SystemExit("motcua admit rounds: cần --candidates, --programmes, --preferences")
    inputs = Inputs(
        args.candidates, args.programmes, args.preferences, args.lottery_seed, args.top_score
    )
    instance, year = inputs.load(args.rule)
    names = universities_of(inputs.read_programmes(), instance)
    identity = {name: sha256_of(path) for name, path in inputs.paths.items()}
    exchange = set_up(args.state, instance, names, args.rule, identity)
    if args.side == "ministry":
        waiting = exchange.waiting_for()
        over = not waiting and not open_round(exchange, instance, names)
    else:
        over = run_rounds(exchange, instance, names, args.stop_after)
    if over and args.out:
        final = outcome(exchange, instance, names)
        tables = {
            "result.parquet": result_of(final),
            "cutoffs.parquet": cutoffs_of(final),
            "cutoffs-by-round.parquet": cutoffs_by_round(exchange, names),
        }
        manifest = manifest_of(final, inputs.paths, seed=inputs.seed, year=year)
        write_folder(args.out, tables, manifest)
    _tell(args, exchange, over)
    return 0


def _answer(args: argparse.Namespace) -> int:
    exchange = find(args.state)
    if args.university not in exchange.waiting_for():
        print(f"Vòng này không chờ trả lời của {args.university}.")
        return 1
    answer_round(exchange, args.university)
    print(f"Đã trả lời vòng {exchange.rounds()[-1]} của {args.university}.")
    return 0


def _tell(args: argparse.Namespace, exchange: Exchange, over: bool) -> None:
    rounds = len(exchange.rounds())
    waiting = exchange.waiting_for()
    if args.json:
        told = {"over": over, "rounds": rounds, "waiting_for": waiting}
        print(json.dumps(told, ensure_ascii=False))
    elif over:
        print(f"Lọc ảo kết thúc sau {rounds} vòng: không còn thí sinh nào chuyển nguyện vọng.")
    else:
        print(f"Vòng {rounds}: còn chờ {len(waiting)} trường trả lời.")
