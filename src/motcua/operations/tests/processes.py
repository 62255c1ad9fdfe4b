"""Real processes beside a test: this environment without what tells the code it is under test."""

from __future__ import annotations

import os

_OURS = ("PYTEST_", "MOTCUA_", "DATABASE_", "OWNER_", "DJANGO_", "SANDBOX_")


def plain_environment() -> dict[str, str]:
    from motcua.paths import ROOT

    kept = {name: v for name, v in os.environ.items() if not name.startswith(_OURS)}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "sandbox/src")]),
        "DJANGO_SETTINGS_MODULE": "motcua.settings",
        "MOTCUA_DEMO": "1",
        "PYTHONUNBUFFERED": "1",
    }
