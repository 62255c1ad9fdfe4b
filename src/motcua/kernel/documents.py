"""Reading YAML data strictly: every fault is collected with its file and key, none is guessed away.

Only null, true, false and plain integers are converted. Codes keep their zeros ('05200'), times
their minutes ('13:30'), and a key written twice is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    file: str
    key: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        place = ":".join(filter(None, (self.file, self.key)))
        return f"{place}: {self.wrong}, expected {self.expected}"


class BadData(Exception):
    """Data files hold faults; ``str()`` lists them all, one a line."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Node:
    """A value in a file. A reading that fails notes a fault and returns a harmless stand-in."""

    file: str
    key: str
    value: object
    faults: list[Fault]

    def fail(self, wrong: str, expected: str) -> None:
        self.faults.append(Fault(self.file, self.key, wrong, expected))

    def fields(self, required: str, optional: str = "") -> dict[str, Node]:
        """Return the named fields, absent ones as null; unknown and missing ones are faults."""
        mapping = self._mapping()
        known = [*required.split(), *optional.split()]
        for name in mapping.keys() - set(known):
            self.child(name).fail("unknown key", f"one of {', '.join(known)}")
        for name in required.split():
            if isinstance(self.value, dict) and name not in mapping:
                self.child(name).fail("missing", "a value")
        return {name: self.child(name) for name in known}

    def entries(self) -> dict[str, Node]:
        """Return the fields of a mapping whose keys are data themselves."""
        return {str(name): self.child(str(name)) for name in self._mapping()}

    def items(self) -> list[Node]:
        if not isinstance(self.value, list):
            return self._refuse("a list", [])
        return [
            Node(self.file, f"{self.key}[{index}]", item, self.faults)
            for index, item in enumerate(self.value)
        ]

    def text(self) -> str:
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        return self._refuse("text", "")

    def integer(self, at_least: int = 0) -> int:
        whole = isinstance(self.value, int) and not isinstance(self.value, bool)
        if whole and isinstance(self.value, int) and self.value >= at_least:
            return self.value
        return self._refuse(f"a whole number from {at_least}", at_least)

    def flag(self) -> bool:
        return self.value if isinstance(self.value, bool) else self._refuse("true or false", False)

    def choice(self, choices: Collection[str]) -> str:
        if isinstance(self.value, str) and self.value in choices:
            return self.value
        return self._refuse(f"one of {', '.join(sorted(choices))}", min(choices))

    def day(self) -> date:
        try:
            return date.fromisoformat(str(self.value))
        except ValueError:
            return self._refuse("a day like 2026-11-23", date(1900, 1, 1))

    def clock(self) -> time:
        try:
            return time.fromisoformat(str(self.value))
        except ValueError:
            return self._refuse("a time like 07:30", time())

    def is_null(self) -> bool:
        return self.value is None

    def child(self, name: str) -> Node:
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return Node(self.file, f"{self.key}.{name}" if self.key else name, value, self.faults)

    def instead(self, value: object) -> Node:
        """Return a part of this value as if it stood here."""
        return replace(self, value=value)

    def _mapping(self) -> dict[str, object]:
        return self.value if isinstance(self.value, dict) else self._refuse("named fields", {})

    def _refuse(self, expected: str, stand_in: T) -> T:
        shown = "missing" if self.value is None else f"{self.value!r}"
        if not any(fault.key == self.key and fault.file == self.file for fault in self.faults):
            self.fail(shown, expected)
        return stand_in


def read_document(path: Path, root: Path, faults: list[Fault]) -> Node:
    """Read one YAML file; ``path`` is shown relative to ``root`` in faults."""
    file = path.relative_to(root).as_posix()
    if not path.is_file():
        faults.append(Fault(file, "", "missing", "a file"))
        return Node(file, "", {}, faults)
    loader = _StrictLoader(path.read_text(encoding="utf-8"))
    try:
        value = loader.get_single_data()
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        faults.append(Fault(file, f"line {line}", fault.problem or "unreadable", "valid YAML"))
        value = {}
    finally:
        loader.dispose()
    for key, line in loader.repeated:
        faults.append(Fault(file, key, f"written again on line {line}", "one value"))
    return Node(file, "", value, faults)


class _StrictLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.repeated: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        self.repeated += _repeated_keys(node)
        return super().construct_mapping(node, deep)


def _repeated_keys(node: yaml.MappingNode) -> Iterator[tuple[str, int]]:
    seen = set()
    for key, _ in node.value:
        if key.value in seen:
            yield key.value, key.start_mark.line + 1
        seen.add(key.value)


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"0|-?[1-9][0-9]*", list("-0123456789")),
):
    _StrictLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first
    )
