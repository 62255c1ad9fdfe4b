"""The figures of reconciliation, as ratios to Splink 5 in one run on the same data.

    python -m bench.reconcile --splink-python ENV/bin/python [--size 2m] [--folder DIR]

Sizes: 200k, 2m, 10m (register rows; the sector file has half as many) and dense (2 M people who
collide as 100 M do). The yardstick needs an environment with requirements-splink.txt; without
one only our own figures are measured. CPU and peak memory are those of whole child processes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.reconcile import measure
from bench.reconcile.generate import Plan, generate

SIZES = {"200k": 200_000, "2m": 2_000_000, "10m": 10_000_000, "dense": 2_000_000}
HERE = Path(__file__).parent


def measured(command: list[str]) -> dict[str, Any]:
    """Run a child; return its CPU seconds, peak memory in MB and standard output."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ)
    assert child.stdout is not None
    text = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} ended with status {status}")
    return {"cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024, "said": text}


def engine(folder: Path, out: Path, scratch: Path, *more: str) -> dict[str, Any]:
    """Run `motcua reconcile` on a generated folder."""
    script = "import sys; from motcua.cli.main import main; sys.exit(main(sys.argv[1:]))"
    files = ["--population", folder / "P.parquet", "--sector", folder / "S.parquet"]
    files += ["--mapping", folder / "M.yaml", "--out", out, "--scratch", scratch]
    words = [sys.executable, "-c", script, "reconcile", *map(str, files), "--json", "--threads", "2"]  # fmt: skip
    return measured([*words, *more])


def bench(args: argparse.Namespace) -> dict[str, Any]:
    """Measure one size and return every figure."""
    size, seed, splink = args.size, args.seed, args.splink_python
    root, people = args.folder, SIZES[size]
    folder = root / f"{size}-{args.errors}-{seed}"
    if not (folder / "M.yaml").is_file():
        generate(folder, Plan(people, people // 2, seed, size == "dense", args.errors))
    with tempfile.TemporaryDirectory(dir=root) as name:
        scratch = Path(name)
        kept = ["--prepared", str(scratch / "prepared")]
        whole = engine(folder, scratch / "out", scratch)
        engine(folder, scratch / "first", scratch, *kept)
        again = engine(folder, scratch / "again", scratch, *kept)
        figures: dict[str, Any] = {
            "size": size,
            "errors": args.errors,
            "seed": seed,
            "rows": people + people // 2,
            "cpu": whole["cpu"],
            "cpu_prepared": again["cpu"],
            "peak_mb": whole["peak_mb"],
            **measure.ours(folder, scratch / "out"),
        }
        if splink:
            anchor = scratch / "splink.parquet"
            words = [splink, str(HERE / "yardstick.py"), str(folder), str(anchor)]
            ran = measured([*words, "--memory", args.splink_memory, "--scratch", str(scratch)])
            figures |= ratios(figures, ran, measure.splinks(folder, anchor))
    return figures


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
    parser.add_argument("--errors", choices=("usual", "other"), default="usual")
    args = parser.parse_args()
    print(json.dumps(bench(args), indent=1))


if __name__ == "__main__":
    main()
