"""Loads packages: YAML, then shape, then meaning; every fault is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from motcua.catalogue import building, form_building, form_meaning, meaning, revisions, schema
from motcua.catalogue.package import Procedure
from motcua.catalogue.raw_data import everything, ids, key_of, rows
from motcua.catalogue.reach import unreachable
from motcua.kernel.documents import BadData, Fault, read_document
from motcua.kernel.parameters import Parameters, parameters


def load(folder: Path, root: Path) -> Procedure:
    """Load the revision in ``folder``; raises ``BadData`` with all its faults."""
    law = parameters()
    procedure, form, faults = _read_both(folder, root)
    if procedure is not None and form is not None:
        faults += _meaning(folder, root, procedure, form, law)
    if faults:
        raise _told(faults)
    built = form_building.form(form, form_building.lists(law))
    name = (folder / "form.yaml").relative_to(root).as_posix()
    if hidden := unreachable(built):
        wished = "conditions that some answers meet"
        raise _told([Fault(name, question, "can never be shown", wished) for question in hidden])
    return building.procedure(procedure, built, revisions.checksum(folder), law)


def check(root: Path) -> list[Fault]:
    """Return all faults of all revisions under ``root``."""
    faults: list[Fault] = []
    for folder in revisions.folders(root):
        try:
            load(folder, root)
        except BadData as bad:
            faults += bad.faults
    return list(dict.fromkeys(faults))


def examples(root: Path, code: str) -> Iterator[tuple[str, Any]]:
    """Yield name and data of each worked example of a procedure; raises ``BadData``."""
    for file in sorted((root / code / "examples").glob("*.yaml")):
        faults: list[Fault] = []
        data = _read("example", file, root, faults)
        if faults:
            raise _told(faults)
        yield file.stem, data


def _read_both(folder: Path, root: Path) -> tuple[Any, Any, list[Fault]]:
    faults: list[Fault] = []
    read = []
    for kind, name in zip(("procedure", "form"), revisions.REQUIRED, strict=True):
        file = folder / name
        if file.exists():
            read.append(_read(kind, file, root, faults))
        else:
            lost = Fault(file.relative_to(root).as_posix(), "(whole file)", "missing", name)
            faults.append(lost)
            read.append(None)
    return read[0], read[1], faults


def _read(kind: str, file: Path, root: Path, faults: list[Fault]) -> Any:
    """Return what is sound of a file's data, or None when it cannot be read as YAML at all."""
    unreadable: list[Fault] = []
    data = read_document(file, root, unreadable).value
    faults += unreadable
    if any(fault.key.startswith("line ") for fault in unreadable):
        return None
    wrong, sound = schema.check(kind, data, file.relative_to(root).as_posix())
    faults += wrong
    return sound


def _meaning(
    folder: Path, root: Path, procedure: Any, form: Any, law: Parameters
) -> Iterator[Fault]:
    name, form_name = ((folder / file).relative_to(root).as_posix() for file in revisions.REQUIRED)
    yield from revisions.frozen_faults(folder, root)
    yield from meaning.faults(procedure, name, ids(rows(form, "pages", "questions")))
    yield from form_meaning.condition_faults(procedure, name, form)
    yield from form_meaning.faults(form, form_name, ids(rows(procedure, "papers")))
    for key, wanted in (("code", folder.parent.name), ("revision", folder.name)):
        given = procedure.get(key) if isinstance(procedure, dict) else None
        if str(given) != wanted:
            yield Fault(name, key, f"{given!r}", f"{wanted}, as the folder says")
    for path, amount in everything(procedure):
        if path[-1:] in {("parameter",), ("at_most",)} and amount not in law.amounts:
            wrong = f"no amount {amount!r}"
            yield Fault(name, key_of(path), wrong, "one of parameters/amounts.yaml")


def _told(faults: list[Fault]) -> BadData:
    return BadData(sorted(set(faults), key=lambda fault: (fault.file, fault.key, fault.wrong)))
