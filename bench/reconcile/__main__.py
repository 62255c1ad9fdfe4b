"""The figures of reconciliation, as ratios to Splink 5 in one run on the same data.

    python -m bench.reconcile --splink-python ENV/bin/python [--size 2m] [--folder DIR]

Sizes: 200k, 2m, 10m (register rows; the sector file has half as many), dense (2 M people who
collide as 100 M do) and 30m (30 M × 20 M: nightly, one whole run without the yardstick). The yardstick needs an environment with requirements-splink.txt; without
one only our own figures are measured. CPU and peak memory are those of whole child processes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.reconcile import measure

SIZES = {
    "200k": (200_000, 100_000), "2m": (2_000_000, 1_000_000), "10m": (10_000_000, 5_000_000),
    "dense": (2_000_000, 1_000_000), "30m": (30_000_000, 20_000_000),
}  # fmt: skip
HERE, NIGHTLY = Path(__file__).parent, "30m"


def measured(command: list[str]) -> dict[str, Any]:
    """Run a child; return its CPU and wall seconds, peak memory in MB and standard output."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ)
    assert child.stdout is not None
    text = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} ended with status {status}")
    cpu, wall = used.ru_utime + used.ru_stime, time.perf_counter() - began
    return {"cpu": cpu, "wall": wall, "peak_mb": used.ru_maxrss / 1024, "said": text}


def engine(folder: Path, out: Path, scratch: Path, *more: str) -> dict[str, Any]:
    """Run `motcua reconcile` on a generated folder."""
    script = "import sys; from motcua.cli.main import main; sys.exit(main(sys.argv[1:]))"
    files = ["--population", folder / "P.parquet", "--sector", folder / "S.parquet"]
    files += ["--mapping", folder / "M.yaml", "--out", out, "--scratch", scratch]
    words = [sys.executable, "-c", script, "reconcile", *map(str, files), "--json", "--threads", "2"]  # fmt: skip
    return measured([*words, *more])


def bench(args: argparse.Namespace) -> dict[str, Any]:
    """Measure one size and return every figure; a child's peak is at least this process's."""
    people, rows = SIZES[args.size]
    folder = args.folder / f"{args.size}-{args.errors}-{args.seed}"
    if not (folder / "M.yaml").is_file():
        words = [str(folder), "--people", str(people), "--rows", str(rows), "--errors", args.errors]
        words += ["--seed", str(args.seed), *(["--dense"] if args.size == "dense" else [])]
        measured([sys.executable, "-m", "bench.reconcile.generate", *words])
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        scratch = Path(name)
        kept = ["--prepared", str(scratch / "prepared")]
        limit = ["--memory-mb", str(args.memory_mb)] if args.memory_mb else []
        whole = engine(folder, scratch / "out", scratch, *limit)
        figures: dict[str, Any] = {
            "size": args.size,
            "errors": args.errors,
            "seed": args.seed,
            "rows": people + rows,
            "cpu": whole["cpu"],
            "wall": whole["wall"],
            "peak_mb": whole["peak_mb"],
            **measure.ours(folder, scratch / "out"),
        }
        if args.size == NIGHTLY:
            return figures
        engine(folder, scratch / "first", scratch, *kept, *limit)
        figures["cpu_prepared"] = engine(folder, scratch / "again", scratch, *kept, *limit)["cpu"]
        if not args.splink_python:
            return figures
        anchor = scratch / "splink.parquet"
        ran = yardstick(args, folder, anchor)
        return figures | ratios(figures, ran, measure.splinks(folder, anchor))


def yardstick(args: argparse.Namespace, folder: Path, anchor: Path) -> dict[str, Any]:
    """Run Splink on a generated folder."""
    words = [args.splink_python, str(HERE / "yardstick.py"), str(folder), str(anchor)]
    return measured([*words, "--memory", args.splink_memory, "--scratch", str(anchor.parent)])


def ratios(figures: dict[str, Any], ran: dict[str, Any], judged: dict[str, Any]) -> dict[str, Any]:
    """Return Splink's figures and ours divided by them."""
    without_u = ran["cpu"] - json.loads(ran["said"])["u"]
    return {
        "splink": {"cpu": ran["cpu"], "cpu_without_u": without_u, "peak_mb": ran["peak_mb"], **judged},
        "ratios": {
            "missed_at_0.999": figures["missed_at_0.999"] / judged["missed_at_0.999"],
            "missed_at_0.9999": figures["missed_at_0.9999"] / judged["missed_at_0.9999"],
            "cpu": figures["cpu"] / ran["cpu"],
            "cpu_u_taken_out": figures["cpu"] / without_u,
            "cpu_prepared": figures["cpu_prepared"] / ran["cpu"],
            "cpu_prepared_u_taken_out": figures["cpu_prepared"] / without_u,
            "peak": figures["peak_mb"] / ran["peak_mb"],
        },
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="2m")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--splink-python", help="interpreter of an environment with Splink")
    parser.add_argument("--splink-memory", default="12GB")
    parser.add_argument("--memory-mb", type=int, help="the engine's limit; default by size")
    parser.add_argument("--errors", choices=("usual", "other"), default="usual")
    args = parser.parse_args()
    print(json.dumps(bench(args), indent=1))


if __name__ == "__main__":
    main()
