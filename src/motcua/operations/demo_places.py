"""Where a demo keeps its database and settings, for commands that are run beside it.

The demo writes the settings of each role into its own folder, readable by its owner only, since
they hold the passwords of that folder's database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from motcua import env
from motcua.operations.postgres import cluster_at
from motcua.paths import ROOT

REAL = ("DATABASE_URL", "MOTCUA_SECRET_KEY")  # whoever sets one of these means no demo


def home() -> Path:
    return Path(env.text("MOTCUA_HOME", str(ROOT / ".motcua")))


def owner_url() -> str:
    """Return OWNER_DATABASE_URL, or the owner's address of the node of a demo in ``home()``."""
    given = os.environ.get("OWNER_DATABASE_URL")
    return given or cluster_at(home()).url("motcua_owner", "motcua_node")


def keep(folder: Path, role: str, settings: Mapping[str, str]) -> None:
    """Write down with which settings the processes of ``role`` run."""
    file = _settings_file(folder, role)
    file.touch(mode=0o600)
    file.write_text(json.dumps(settings, indent=1), encoding="utf-8")


def adopt() -> None:
    """Take over the settings of the demo in ``home()``, unless the environment names a database.

    What the environment says itself stays; ``MOTCUA_ROLE=hub`` takes the hub's.
    """
    file = _settings_file(home(), env.text("MOTCUA_ROLE", "node"))
    if any(name in os.environ for name in REAL) or not file.exists():
        return
    for name, value in json.loads(file.read_text(encoding="utf-8")).items():
        os.environ.setdefault(name, value)


def _settings_file(folder: Path, role: str) -> Path:
    return folder / f"settings-{role}.json"
