"""What the matching asks of an SQL engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from motcua.reconcile.dialect import Dialect

Column = npt.NDArray[np.generic]


class Engine(Protocol):
    """Runs the shared SQL; tables live until ``drop`` or the end of the run."""

    sql: Dialect

    def view(self, name: str, select: str) -> None:
        """Name a query without running it."""

    def table(self, name: str, select: str) -> None:
        """Run a query and keep its rows under a name, replacing an earlier one."""

    def drop(self, *names: str) -> None:
        """Forget tables that are no longer needed."""

    def arrays(self, select: str) -> dict[str, Column]:
        """Return a small result as one NumPy array per column, NULL numbers as 0 or NaN."""

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """Return a small result as tuples."""

    def put(self, name: str, columns: Mapping[str, Column]) -> None:
        """Make a small table from NumPy arrays of equal length."""

    def keep(self, name: str, path: Path) -> None:
        """Write a table as Parquet for another run."""

    def reuse(self, name: str, path: Path) -> None:
        """Name a Parquet file or folder written by ``keep``."""

    def write(self, select: str, path: Path) -> None:
        """Write an ordered result as one Parquet file, the same bytes for the same rows."""

    def columns(self, path: Path) -> dict[str, str]:
        """Return column names and types of a Parquet file, types in lower case."""

    def close(self) -> None:
        """Free memory and scratch space."""
