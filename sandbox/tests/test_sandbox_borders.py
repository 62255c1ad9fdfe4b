from __future__ import annotations

import ast
from pathlib import Path

SOURCES = (Path(__file__).parents[1] / "src").rglob("*.py")


def imported(source: Path) -> set[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    return names | {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


def test_of_mot_cua_the_sandbox_uses_the_kernel_alone() -> None:
    foreign = {
        f"{source.name}: {name}"
        for source in SOURCES
        for name in imported(source)
        if name.split(".")[0] in {"motcua", "django"} and not name.startswith("motcua.kernel")
    }
    assert foreign == set()
