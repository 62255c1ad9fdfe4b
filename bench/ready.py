"""How long `motcua demo` takes from an empty folder to READY: python -m bench.ready"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.stack import claim_ports, start

TARGET_S = 60


def main() -> None:
    base, claim = claim_ports()
    with closing(claim), tempfile.TemporaryDirectory(prefix="motcua-ready-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        for start_of in ("an empty folder", "the data of the first start"):
            begun = time.perf_counter()
            running = start(folder / "home", base)
            running.await_line("READY")
            took = time.perf_counter() - begun
            running.end()
            verdict = "met" if took <= TARGET_S else "MISSED"
            print(f"demo ready from {start_of}: {took:.0f} s — target {TARGET_S} s: {verdict}")


if __name__ == "__main__":
    main()
