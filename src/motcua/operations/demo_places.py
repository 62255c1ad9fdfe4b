"""Where a demo keeps its database, when no other is named."""

from __future__ import annotations

import os
from pathlib import Path

from motcua.operations.postgres import cluster_at


def owner_url(home: Path) -> str:
    """Return OWNER_DATABASE_URL, or the owner's address of the node of a running demo."""
    given = os.environ.get("OWNER_DATABASE_URL")
    return given or cluster_at(home).url("motcua_owner", "motcua_node")
