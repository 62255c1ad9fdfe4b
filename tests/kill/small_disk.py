"""A disk of a few megabytes for one table of the hub; only root may mount one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from motcua.operations import ownership
from motcua.scenario.stage import HUB, Stage

SIZE = "4m"
PIECE = 4096


@contextmanager
def small_disk(stage: Stage, table: str) -> Iterator[Path]:
    """Keep a table of the hub on a disk of its own; yields the folder where it is mounted."""
    where = stage.home / "small-disk"
    _mount(where)
    try:
        with _superuser(stage) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{where / 'data'}'".encode())
            # every row wants a page of its own, so that no old page has room for it
            connection.execute(f"ALTER TABLE {table} SET (fillfactor = 10)".encode())
            connection.execute(f"ALTER TABLE {table} SET TABLESPACE small".encode())
        yield where
        with _superuser(stage) as connection:
            connection.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default".encode())
            connection.execute(f"ALTER TABLE {table} RESET (fillfactor)".encode())
            connection.execute(b"DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "--lazy", where], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; returns the file that can be removed again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (PIECE, 1):
            try:
                while True:
                    out.write(b"x" * size)
            except OSError:
                continue
    return filler


def _mount(where: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    where.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(where)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    (where / "data").mkdir(mode=0o700)
    ownership.give(where / "data")


def _superuser(stage: Stage) -> psycopg.Connection:
    return psycopg.connect(stage.database(HUB, "postgres"), autocommit=True)
