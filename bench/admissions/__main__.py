"""Measure admissions and print every figure as a ratio to a control of the same run.

python -m bench.admissions [--quick] [--runs 3] [--packages-python PYTHON]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from bench.admissions.measure import Measured, alternately, measure

RULES = ("strict", "ties")
NAMES = ("candidates", "programmes", "preferences")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.admissions", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs")
    parser.add_argument("--packages-python", default=sys.executable, help="has algmatch, matching")
    parser.add_argument("--only", choices=("national", "large", "chain", "packages"))
    args = parser.parse_args()
    parts = {"national": _national, "large": _large, "chain": _chain, "packages": _packages}
    with tempfile.TemporaryDirectory(prefix="bench-admissions-") as folder:
        for name, part in parts.items():
            if args.only in (None, name):
                part(Path(folder), args)
    return 0


def _size(args: argparse.Namespace, number: int) -> int:
    return number // 20 if args.quick else number


def _made(kind: str, people: int, wishes: int, programmes: int, folder: Path) -> Path:
    """Make a set in a process of its own: a child's peak memory begins at its parent's size."""
    numbers = [str(number) for number in (people, wishes, programmes)]
    words = [sys.executable, "-m", "bench.admissions.generate", kind, *numbers, str(folder)]
    subprocess.run(words, check=True)
    return folder


def _inputs(folder: Path) -> list[str]:
    return [word for name in NAMES for word in (f"--{name}", str(folder / f"{name}.parquet"))]


def _motcua(*words: str) -> list[str]:
    return [sys.executable, "-m", "motcua.cli.main", "admit", *words]


def _admit(folder: Path, rule: str, engine: str) -> Measured:
    out = folder / f"{rule}-{engine}"
    words = [*_inputs(folder), "--rule", rule, "--engine", engine, "--out", str(out)]
    return measure(_motcua(*words))


def _heap(folder: Path, rule: str) -> Measured:
    out = folder / f"{rule}-heap.parquet"
    module = "bench.admissions.plain_heap"
    return measure([sys.executable, "-m", module, str(folder), rule, str(out)])


def _say(name: str, measured: Measured, note: str = "") -> None:
    print(
        f"  {name:<24} {measured.wall:7.2f} s  cpu {measured.cpu:7.2f} s  "
        f"{measured.megabytes:6.0f} MB  {note}",
        flush=True,
    )


def _ratio(control: Measured, ours: Measured) -> str:
    wall, cpu = control.wall / ours.wall, control.cpu / ours.cpu
    return f"control ÷ this = {wall:.2f} (cpu {cpu:.2f})"


def _whole_process(folder: Path, args: argparse.Namespace) -> dict[str, Measured]:
    """Run both engines and the plain heap under both rules; check that all agree."""
    found = {}
    for rule in RULES:
        print(f" rule {rule}")
        _admit(folder, rule, "numba")  # so that what Numba keeps is there before anything is timed
        works = [lambda e=e, r=rule: _admit(folder, r, e) for e in ("numpy", "numba")]
        numpy, numba, heap = alternately(args.runs, *works, lambda r=rule: _heap(folder, r))
        _say("motcua admit (NumPy)", numpy, _ratio(heap, numpy))
        _say("motcua admit (Numba)", numba, _ratio(heap, numba))
        _say("plain heap", heap)
        _check(folder, rule)
        found[rule] = numpy
    return found


def _check(folder: Path, rule: str) -> None:
    results = [folder / f"{rule}-{engine}" / "result.parquet" for engine in ("numpy", "numba")]
    same = results[0].read_bytes() == results[1].read_bytes()
    ours, heaps = (
        pq.read_table(path, columns=["programme"])["programme"].cast("int64")
        for path in (results[0], folder / f"{rule}-heap.parquet")
    )
    verify = subprocess.run(
        _motcua("verify", *_inputs(folder), "--out", str(folder / f"{rule}-numpy")),
        capture_output=True,
    )
    print(
        f"  NumPy and Numba bytes {'equal' if same else 'DIFFER'}; plain heap "
        f"{'agrees' if ours.equals(heaps) else 'DISAGREES'}; independent checker "
        f"{'green' if verify.returncode == 0 else 'RED'}",
        flush=True,
    )


def _national(folder: Path, args: argparse.Namespace) -> None:
    people, wishes = _size(args, 1_000_000), _size(args, 3_200_000)
    place = _made("realistic", people, wishes, _size(args, 4000), folder / "national")
    print(f"national: {people} candidates, about {wishes} preferences")
    for rule in RULES:
        words = [sys.executable, "-m", "bench.admissions.solve_alone", str(place), rule]
        done = subprocess.run([*words, str(2 * args.runs + 1)], capture_output=True, check=True)
        seconds = json.loads(done.stdout)
        read = seconds["read"]
        for engine in ("numpy", "numba"):
            solve, sort = seconds[f"{engine} decide"], seconds[f"{engine} sort"]
            print(
                f"  solve alone, {rule}, {engine}: {solve:.3f} s = {solve / read:.1f} × reading "
                f"({read:.3f} s); after the sort {(solve - sort) / read:.1f} ×",
                flush=True,
            )
    _whole_process(place, args)


def _large(folder: Path, args: argparse.Namespace) -> None:
    people, wishes = _size(args, 850_000), _size(args, 7_500_000)
    place = _made("shuffled", people, wishes, _size(args, 4000), folder / "large")
    print(f"large: {people} candidates, about {wishes} preferences, shuffled")
    _whole_process(place, args)


def _chain(folder: Path, args: argparse.Namespace) -> None:
    people, links = _size(args, 1_000_000), _size(args, 4000)
    place = _made("chain", people, 0, links, folder / "chain")
    wishes = _size(args, 3_200_000)
    national = _made("realistic", people, wishes, links, folder / "national")
    print(f"chain: {people} candidates, {links} programmes of one seat, one displacement a round")
    for engine in ("numpy", "numba"):
        ours, yardstick = alternately(
            args.runs,
            lambda e=engine: _admit(place, "strict", e),
            lambda e=engine: _admit(national, "strict", e),
        )
        _say(
            f"chain ({engine})",
            ours,
            f"÷ national = {ours.wall / yardstick.wall:.2f} (cpu {ours.cpu / yardstick.cpu:.2f})",
        )
    _heap(place, "strict")
    _check(place, "strict")


def _packages(folder: Path, args: argparse.Namespace) -> None:
    """Give the packages fifty times what we take, and at least a minute for ``matching``."""
    print("packages")
    for package, people, times in (
        ("algmatch", 10_000, 50),
        ("algmatch", 100_000, 50),
        ("matching", 10_000, 200),
        ("matching", 100_000, 50),
    ):
        probe = subprocess.run(
            [args.packages_python, "-c", f"import {package}"], capture_output=True
        )
        if probe.returncode:
            print(f"  {package} is not installed in {Path(args.packages_python).name}: skipped")
            continue
        where = folder / f"packages-{people}"
        place = _made("realistic", people, people * 32 // 10, people // 250, where)
        (ours,) = alternately(args.runs, lambda p=place: _admit(p, "strict", "numpy"))
        module = "bench.admissions.packages"
        words = [args.packages_python, "-m", module, package, str(place), str(place / "p.parquet")]
        theirs = measure(words, limit=1.02 * times * ours.wall)
        _say(f"motcua admit, {people}", ours)
        if theirs.status == 0:
            _say(f"{package}, {people}", theirs, _ratio(theirs, ours))
        elif theirs.status is None:
            _say(f"{package}, {people}", theirs, f"stopped unfinished: more than {times} × ours")
        else:
            _say(f"{package}, {people}", theirs, f"failed with status {theirs.status}")


if __name__ == "__main__":
    sys.exit(main())
