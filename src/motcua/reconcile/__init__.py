"""Reconciles a sector's register with the population register (đối soát với dữ liệu dân cư).

No Django; DuckDB inside the process, or Spark. See docs/reconcile/index.md.
"""

from motcua.reconcile.mapping import BadMapping
from motcua.reconcile.quality import Stopped
from motcua.reconcile.run import Request, reconcile
from motcua.reconcile.source import BadInput

__all__ = ["BadInput", "BadMapping", "Request", "Stopped", "reconcile"]
