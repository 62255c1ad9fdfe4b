"""What must change hands when root starts a server that refuses to run as root."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Any

_NOBODY = "nobody"


def is_root() -> bool:
    return os.geteuid() == 0


def unprivileged() -> dict[str, Any]:
    """Return the ``subprocess`` arguments that drop root's rights; none for anybody else."""
    if not is_root():
        return {}
    account = pwd.getpwnam(_NOBODY)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give(path: Path) -> None:
    """Hand ``path`` to the unprivileged server when root made it."""
    if is_root():
        account = pwd.getpwnam(_NOBODY)
        os.chown(path, account.pw_uid, account.pw_gid)


def others_may_enter(folder: Path) -> bool:
    """Return whether every existing folder on the way to ``folder`` lets strangers through."""
    existing = [p for p in (folder.resolve(), *folder.resolve().parents) if p.exists()]
    return all(p.stat().st_mode & 0o001 for p in existing)
