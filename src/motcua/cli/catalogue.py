"""`motcua catalogue`: check, publish, show and import procedures."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from motcua.catalogue import examples, loader, national, reach, revisions
from motcua.catalogue.package import Procedure
from motcua.kernel.documents import BadData
from motcua.paths import PROCEDURES


def arguments(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    check = tasks.add_parser("check", help="say every fault of the packages under PATH")
    check.add_argument("path", nargs="?", type=Path, default=PROCEDURES)
    publish = tasks.add_parser("publish", help="freeze a revision that has no faults")
    publish.add_argument("code")
    publish.add_argument("revision", type=int)
    show = tasks.add_parser("show", help="show the newest revision of a procedure")
    show.add_argument("code")
    take = tasks.add_parser("import", help="read a copy of the national catalogue")
    take.add_argument("file", type=Path)
    take.add_argument("--output", type=Path, help="write the index rows here, as JSON Lines")
    for task in (check, show, take):
        task.add_argument("--json", action="store_true", help="for machines")


def run(args: argparse.Namespace) -> int:
    task = {"check": _check, "publish": _publish, "show": _show, "import": _import}[args.task]
    try:
        return task(args)
    except (BadData, national.UnknownFormat, revisions.AlreadyPublished, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _check(args: argparse.Namespace) -> int:
    faults = loader.check(args.path)
    wrong = [] if faults else list(_wrong_examples(args.path))
    folders = list(revisions.folders(args.path))
    if args.json:
        told = {"revisions": len(folders), "faults": [asdict(f) for f in faults], "examples": wrong}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(*faults, *wrong, sep="\n", end="\n" if faults or wrong else "")
        print(f"{len(folders)} revisions, {len(faults)} faults, {len(wrong)} examples differ")
    return int(bool(faults or wrong or not folders))


def _wrong_examples(root: Path) -> Iterator[str]:
    newest = {folder.parent.name: folder for folder in revisions.folders(root)}
    for code, folder in newest.items():
        procedure = loader.load(folder, root)
        for name, example in loader.examples(root, code):
            for difference in examples.differences(procedure, example):
                yield f"{code}/examples/{name}.yaml: {difference}"


def _publish(args: argparse.Namespace) -> int:
    folder = PROCEDURES / args.code / str(args.revision)
    procedure = loader.load(folder, PROCEDURES)
    revisions.publish(folder)
    print(f"{procedure.code} revision {procedure.revision} is published and frozen")
    return 0


def _show(args: argparse.Namespace) -> int:
    folders = [f for f in revisions.folders(PROCEDURES) if f.parent.name == args.code]
    if not folders:
        print(f"no procedure {args.code} in {PROCEDURES.name}/", file=sys.stderr)
        return 1
    procedure = loader.load(folders[-1], PROCEDURES)
    shown = _preview(procedure, published=revisions.is_published(folders[-1]))
    if args.json:
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return 0
    print(f"{procedure.code} {procedure.name} (revision {procedure.revision})")
    for page in shown["pages"]:
        print(f"\n{page['title']}")
        for question in page["questions"]:
            print(f"  {question['id']:<24} {question['type']:<14} {question['label']}")
    return 0


def _preview(procedure: Procedure, *, published: bool) -> dict[str, Any]:
    """Return the form as data, each question with answers that bring it to the screen."""
    form = procedure.form
    pages = [
        {
            "id": page.id,
            "title": page.title.vi,
            "questions": [
                {"id": q.id, "type": q.type, "label": q.label.vi, "way": reach.way_to(form, q.id)}
                for q in page.questions
            ],
        }
        for page in form.pages
    ]
    return {
        "code": procedure.code,
        "revision": procedure.revision,
        "published": published,
        "checksum": procedure.checksum,
        "name": procedure.name.vi,
        "pages": pages,
    }


def _import(args: argparse.Namespace) -> int:
    imported = national.read(args.file)
    rows = sorted(imported.rows.values())
    if args.output:
        lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
        args.output.write_text("".join(lines), encoding="utf-8")
    faults = [str(fault) for fault in imported.faults]
    fields = len({row.field for row in rows})
    if args.json:
        told = {
            "procedures": len(rows),
            "fields": fields,
            "given_again": len(imported.again),
            "by_level": dict(Counter(level for row in rows for level in row.levels)),
            "faults": faults,
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print(*faults, sep="\n", end="\n" if faults else "")
        print(f"{len(rows)} procedures in {fields} fields, {len(imported.again)} given again")
    return int(not rows)
