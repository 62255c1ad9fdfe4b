"""`make bench`: the web figures, as ratios to a control in the same run, and where the others are."""

from __future__ import annotations

from bench import ready
from bench.web.__main__ import main

OTHERS = (
    "bench.admissions",
    "bench.desk",
    "bench.desk.signing",
    "bench.hub",
    "bench.link drain",
    "bench.monday",
    "bench.reconcile",
)

if __name__ == "__main__":
    ready.main()
    main()
    for name in OTHERS:
        print(f"more figures: python -m {name}")
