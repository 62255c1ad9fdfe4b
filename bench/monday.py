"""A commune's Monday by keyboard: groups of keys and seconds a dossier: python -m bench.monday [--share]

Every page, signature and seal is real. The machine's seconds are what the browser waited; those of
an official are an estimate by the keystroke-level model (Card, Moran and Newell, 'The
keystroke-level model for user performance time with interactive systems', CACM 23(7), 1980): 1.35 s
of thought before each group of keys and 0.28 s a key, for who types without being a typist. What
hands do with paper, the scanner and the person at the counter is not in it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "journeys")]

MOST_GROUPS, MOST_S = 12, 60
COPY = ("certified copy", "Ký chứng thực", "Đóng dấu, phát hành")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.monday", description=__doc__)
    parser.add_argument("--share", action="store_true", help="nine dossiers instead of sixty-three")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright
    from stack import claim_ports, start
    from test_monday import SHARE, WHOLE

    base, claim = claim_ports()
    with closing(claim), tempfile.TemporaryDirectory(prefix="motcua-monday-") as name:
        Path(name).chmod(0o711)
        running = start(Path(name) / "home", base)
        try:
            running.await_line("READY")
            with sync_playwright() as playwright:
                alone = ["--no-sandbox"] if os.geteuid() == 0 else []
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=alone
                )
                work(running, browser, SHARE if args.share else WHOLE)
                browser.close()
        finally:
            running.end()


def work(running: object, browser: object, mix: object) -> None:
    from cast import Cast
    from monday import Monday

    class Unlooked:
        """In place of the probe: what is measured is the desk, not the tests' closer look."""

        def watch(self, page: object) -> None: ...

        def look(self, page: object, *, narrow: bool) -> None: ...

    monday = Monday(Cast(running, browser, Unlooked()), mix)  # type: ignore[arg-type]
    begun = time.perf_counter()
    monday.goes_by()
    tell(monday, time.perf_counter() - begun)


def tell(monday: object, took: float) -> None:
    mix, spent = monday.mix, monday.spent  # type: ignore[attr-defined]
    copies = (*COPY, "Đã trả bản sao và bản chính")
    print(f"{mix.copies + mix.filed} dossiers, {mix.copies} of them certified copies: {took:.0f} s")
    for kind, cost in spent.items():
        number = mix.copies if kind in copies else mix.filed
        print(
            f"{kind}: {len(cost.groups) / number:.1f} groups of keys a dossier, "
            f"official {cost.person_s / number:.1f} s (model), "
            f"machine {cost.machine_s / number:.1f} s"
        )
    scan, *batches = (spent[kind] for kind in COPY)
    groups = [
        *scan.groups[: len(scan.groups) // mix.copies],
        *(g for b in batches for g in b.groups),
    ]
    person = type(scan)(groups).person_s
    machine = scan.machine_s / mix.copies + sum(batch.machine_s for batch in batches)
    met = len(groups) <= MOST_GROUPS and person + machine <= MOST_S
    print(
        f"a certified copy from scan to seal: {len(groups)} groups of keys (target {MOST_GROUPS}), "
        f"official {person:.0f} s (model) and machine {machine:.1f} s (target {MOST_S} s): "
        f"{'met' if met else 'MISSED'}"
    )


if __name__ == "__main__":
    main()
