"""One word for one thing: the glossary is what the code says."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ROWS = yaml.safe_load((ROOT / "docs/glossary.yaml").read_text())
SOURCES = [
    file
    for folder in ("src", "sandbox/src")
    for file in (ROOT / folder).rglob("*.py")
    if not {"migrations", "tests"} & set(file.parts)
]
_DEFINED = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize("key", ["vi", "id"])
def test_no_word_stands_for_two_things(key):
    words = [row[key] for row in ROWS]
    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_word_is_explained_with_its_source_and_used_in_the_code(row):
    assert set(row) == {"vi", "id", "means", "source", "not"}
    assert row["id"] in _words(), f"{row['id']} is nowhere in src/"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_no_class_function_or_module_has_the_name_that_a_thing_must_not_have(row):
    used = {name: where for name, where in _names().items() if name in row["not"]}
    assert not used, f"say {row['id']} ({row['vi']})"


def test_the_words_that_a_row_forbids_are_no_words_of_another():
    ours = {row["id"] for row in ROWS}
    assert not ours & {word for row in ROWS for word in row["not"]}


@cache
def _words() -> frozenset[str]:
    """Return every identifier and every word of a value in the code."""
    found: set[str] = set()
    for file in SOURCES:
        found.update(re.findall(r"[a-z][a-z_]*", file.read_text()))
    return frozenset(found)


@cache
def _names() -> dict[str, str]:
    """Return the names of modules, classes and functions, in snake case, and where they are."""
    found = {}
    for file in SOURCES:
        found[file.stem] = str(file)
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, _DEFINED):
                snake = re.sub(r"(?<!^)(?=[A-Z])", "_", node.name).lower().strip("_")
                found[snake] = f"{file}:{node.lineno}"
    return found
