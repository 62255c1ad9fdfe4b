"""Bring a database to this version with the owner's login, in a process of its own.

Only migrations know the owner; no web or worker process ever has its password.
"""

from __future__ import annotations

import os
import subprocess
import sys


def migrate(owner_url: str) -> None:
    """Run all migrations; raises ``CalledProcessError`` with Django's words when one fails."""
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "-v", "0"],
        env={
            **os.environ,
            "DATABASE_URL": owner_url,
            "DJANGO_SETTINGS_MODULE": "motcua.settings",
            "MOTCUA_DB_POOLED": "0",
        },
        check=True,
    )
