"""Sizes that keep a file one idea: 400 lines a module, 40 a function; exits 1 and names what is over."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE = 400
FUNCTION = 40
FOLDERS = ("src", "sandbox/src", "bench", "tests", "scripts")


def main() -> int:
    over = [line for file in sorted(_files()) for line in _over(file)]
    print("\n".join(over) or "sizes: all within the gates")  # noqa: T201
    return int(bool(over))


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for file in Path(folder).rglob("*.py"):
            if "migrations" not in file.parts and "node_modules" not in file.parts:
                yield file


def _over(file: Path) -> Iterator[str]:
    text = file.read_text()
    lines = text.count("\n")
    if lines > MODULE:
        yield f"{file}: {lines} lines (at most {MODULE})"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                yield f"{file}:{node.lineno} {node.name}: {length} lines (at most {FUNCTION})"


if __name__ == "__main__":
    sys.exit(main())
