"""A hub of its own for measuring: PostgreSQL as in production, one web process, no worker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.web import node

SECRET = "bench hub secret"
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def hub() -> Iterator[tuple[str, int]]:
    """Start a hub with an account of H44; yields its address and the web server's process id."""
    with node.database():
        os.environ.update(MOTCUA_ROLE="hub", DJANGO_SETTINGS_MODULE="motcua.settings")
        import django

        django.setup()
        from motcua.hub import sessions

        sessions.keep_account("H44", "H44", "Tỉnh Phú Thọ", SECRET)
        with node.web() as served:
            yield served


def cpu_seconds(server: int) -> float:
    """Return what a web server's processes have used of the processors so far."""
    return sum(_used(pid) for pid in [server, *_children(server)])


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
