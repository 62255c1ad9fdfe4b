"""Checks the shape of a package's files against the published JSON Schemas."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from motcua.catalogue.raw_data import key_of
from motcua.kernel.documents import Fault
from motcua.paths import PROCEDURES

SCHEMAS = PROCEDURES / "_schema"
_KINDS = ("common", "procedure", "form", "example")
_ABOUT_KEYS = {"required", "additionalProperties", "propertyNames"}


def check(kind: str, data: Any, name: str) -> tuple[list[Fault], Any]:
    """Return every fault in the shape of a file of this ``kind``, and its data without them.

    What is left has the right shape wherever it has anything, so that its meaning can be checked
    as well.
    """
    errors = list(_validator(kind).iter_errors(data))
    sound = copy.deepcopy(data)
    for error in errors:
        if error.validator not in _ABOUT_KEYS:
            sound = _without(sound, list(error.absolute_path))
    return [fault for error in errors for fault in _told(error, name)], sound


def load(kind: str) -> dict[str, Any]:
    text = (SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator(kind: str) -> Draft202012Validator:
    resources = [(f"{name}.schema.json", Resource.from_contents(load(name))) for name in _KINDS]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(load(kind), registry=registry, format_checker=FormatChecker())


def _without(data: Any, path: list[str | int]) -> Any:
    """Empty one place; places in a list keep their numbers."""
    if not path:
        return {}
    parent = data
    for part in path[:-1]:
        gone = isinstance(parent, dict) and part not in parent
        if gone or parent is None:
            return data
        parent = parent[part]
    if isinstance(parent, list):
        parent[int(path[-1])] = None
    elif parent is not None:
        parent.pop(path[-1], None)
    return data


def _told(error: ValidationError, name: str) -> Iterator[Fault]:
    path = list(error.absolute_path)
    rule, wanted = str(error.validator), error.validator_value
    shape: Any = error.schema
    instance: Any = error.instance
    if rule == "required":
        # jsonschema reports one missing key at a time; the last word of the message names it
        missing = error.message.split("'")[1]
        yield Fault(name, key_of([*path, missing]), "missing", _meaning(shape, missing))
    elif rule == "additionalProperties":
        known = set(shape.get("properties", {}))
        for key in sorted(set(instance) - known):
            yield Fault(name, key_of([*path, key]), "unknown key", f"one of {_listed(known)}")
    elif rule == "enum":
        yield Fault(name, key_of(path), f"{instance!r}", f"one of {_listed(wanted)}")
    else:
        wrong = f"{json.dumps(instance, ensure_ascii=False)[:60]} does not fit"
        yield Fault(name, key_of(path), wrong, _wish(rule, wanted, shape))


def _meaning(shape: Any, key: str) -> str:
    described = shape.get("properties", {}).get(key, {})
    return str(described.get("description") or "this key")


def _wish(rule: str, wanted: Any, schema: Any) -> str:
    if described := schema.get("description"):
        return str(described)
    return f"{rule} {wanted}"


def _listed(values: Any) -> str:
    return ", ".join(sorted(map(str, values)))
