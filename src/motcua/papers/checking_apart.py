"""Check a stranger's PDF in a process of its own, with a bound on time and memory.

A file made to harm then ends that process, not the worker; what was not read in time counts as
unreadable.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.papers.verdicts import CheckReport, Verdict

CPU_S = 20
MEMORY = 1024**3  # bytes of address space
PATIENCE_S = 90


def check_apart(pdf: bytes, keys: Path, now: datetime) -> dict[str, Any]:
    """Return ``CheckReport.as_json()`` for ``pdf``, trusting whom the folder ``keys`` names."""
    command = [sys.executable, "-m", "motcua.papers.checking_apart", str(keys), now.isoformat()]
    try:
        run = subprocess.run(
            command, input=pdf, capture_output=True, timeout=PATIENCE_S, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return CheckReport(Verdict.UNREADABLE).as_json()
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def main(keys: str, now: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from motcua.papers.authority import trust_list
    from motcua.papers.checking import check

    report = check(sys.stdin.buffer.read(), trust_list(Path(keys)), datetime.fromisoformat(now))
    sys.stdout.write(json.dumps(report.as_json()))


if __name__ == "__main__":
    main(*sys.argv[1:])
