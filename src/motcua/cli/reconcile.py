"""`motcua reconcile`: match a sector's register with the population register."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import duckdb

from motcua.reconcile import BadInput, BadMapping, Request, Stopped, reconcile
from motcua.reconcile.engines import ENGINES

FAILED, REFUSED, STOPPED = 1, 2, 3


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--population", type=Path, required=True, help="register, Parquet or CSV")
    parser.add_argument("--sector", type=Path, required=True, help="sector file, Parquet or CSV")
    parser.add_argument("--mapping", type=Path, required=True, help="which column is what (YAML)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the results")
    parser.add_argument("--engine", choices=ENGINES, default="duckdb")
    parser.add_argument("--prepared", type=Path, help="keep the read register here and reuse it")
    parser.add_argument(
        "--max-wrong", type=float, default=1e-4, help="wrong links borne among scored ones"
    )
    parser.add_argument("--memory-mb", type=int, help="memory limit; default by size of the files")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--scratch", type=Path, help="where to spill; default the system's folder")
    parser.add_argument("--json", action="store_true", help="print the manifest, nothing else")


def run(args: argparse.Namespace) -> int:
    request = Request(
        population=args.population,
        sector=args.sector,
        mapping=args.mapping,
        out=args.out,
        prepared=args.prepared,
        engine=args.engine,
        max_wrong=args.max_wrong,
        memory_mb=args.memory_mb,
        threads=args.threads,
        scratch=args.scratch,
    )
    try:
        manifest = reconcile(request, lambda step: print(step, file=sys.stderr, flush=True))
    except BadMapping as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        return REFUSED
    except (BadInput, ValueError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except Stopped as stopped:
        for finding in stopped.findings:
            print(finding.sentence(), file=sys.stderr)
        print("Đã dừng, không ghi kết quả nào.", file=sys.stderr)
        return STOPPED
    except duckdb.OutOfMemoryException:
        print(
            "Không đủ bộ nhớ: chạy lại với --memory-mb lớn hơn. Không ghi kết quả nào.",
            file=sys.stderr,
        )
        return FAILED
    if args.json:
        print(json.dumps(manifest, ensure_ascii=False, sort_keys=True))
    else:
        for outcome, rows in manifest["outcomes"].items():
            print(f"{outcome:<10} {rows:>12,}")
    return 0
