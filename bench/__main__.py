"""`make bench`: the web figures, as ratios to a control in the same run, and where the others are."""

from __future__ import annotations

from importlib.util import find_spec

from bench import ready
from bench.web.__main__ import main

OTHERS = ("bench.admissions", "bench.reconcile")

if __name__ == "__main__":
    ready.main()
    main()
    for name in OTHERS:
        if find_spec(f"{name}.__main__"):
            print(f"more figures: python -m {name}")
