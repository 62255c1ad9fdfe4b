from __future__ import annotations

import re
from pathlib import Path

from motcua_sandbox import index
from motcua_sandbox.faults.switchboard import SYSTEMS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme() -> None:
    source = (ROOT / "src/motcua_sandbox/settings.py").read_text(encoding="utf-8")
    plain = set(re.findall(r'"(SANDBOX_\w+)",? ', source)) - {"SANDBOX_OIDC_CLIENT"}
    prefixes = re.findall(r'_credentials\("(\w+)"', source)
    names = {n for n in plain if n not in prefixes}
    names |= {f"{prefix}_{part}" for prefix in prefixes for part in ("NAME", "SECRET")}
    assert len(names) > 10
    assert [name for name in sorted(names) if f"`{name}`" not in README] == []


def test_every_system_and_kind_of_fault_is_in_the_readme() -> None:
    kinds = {kind for kinds in SYSTEMS.values() for kind in kinds}
    assert [system for system in index.WORDS if f"### `/{system}`" not in README] == []
    assert [kind for kind in kinds if f"`{kind}`" not in README] == []


def test_every_address_is_in_the_readme() -> None:
    sources = (ROOT / "src/motcua_sandbox").rglob("routes.py")
    paths = {
        path
        for source in sources
        for path in re.findall(r'Route\("(/[^"{]*)', source.read_text(encoding="utf-8"))
    }
    assert len(paths) > 15
    assert [path for path in sorted(paths) if path.rstrip("/") not in README] == []
