"""`motcua corrections`: load a matching run for the desk, give settled corrections to the sector."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.cli.at_database import at_database

if TYPE_CHECKING:
    from motcua.corrections.runs import Sources

REFUSED = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    load = what.add_parser("load", help="bring the proposals of `motcua reconcile` to the desk")
    load.add_argument("folder", type=Path, help="folder that `motcua reconcile` wrote")
    load.add_argument("--sector", help="name of the sector; default the folder's name")
    load.add_argument("--population", type=Path, help="register of the run, to show whole rows")
    load.add_argument("--sector-file", type=Path, help="sector file of the run")
    load.add_argument("--mapping", type=Path, help="mapping of the run")
    export = what.add_parser("export", help="write accepted corrections for the sector")
    export.add_argument("folder", type=Path, help="folder in which export-N appears")
    export.add_argument("--sector", required=True, help="name under which the run was loaded")
    export.add_argument("--again", type=int, metavar="N", help="write export N once more")
    for each in (load, export):
        each.add_argument("--agency", help="code of the agency that settles; default this node's")
        each.add_argument("--json", action="store_true", help="print one JSON object")


@at_database
def run(args: argparse.Namespace) -> int:
    from motcua.kernel.bad_input import BadInput
    from motcua.reconcile import BadInput as BadFile
    from motcua.reconcile import BadMapping

    try:
        return _load(args) if args.what == "load" else _export(args)
    except (BadInput, BadFile, BadMapping) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED


def _load(args: argparse.Namespace) -> int:
    from motcua.corrections import runs
    from motcua.kernel import clock

    sector = args.sector or args.folder.resolve().name
    loaded = runs.load_run(
        args.folder, agency=_agency(args), sector=sector, now=clock.now(), sources=_sources(args)
    )
    if args.json:
        print(json.dumps(vars(loaded)))
    elif loaded.known:
        print("Lần đối soát này đã được nạp trước đây; không thay đổi gì.")
    else:
        print(f"{loaded.proposals} đề xuất chờ quyết định")
        print(f"{loaded.rejected_before} dòng không hỏi lại vì đã từ chối lần trước")
        print(
            f"{loaded.conflicts} dòng trùng người đều khớp chính xác, để ngành chọn dòng giữ lại "
            "(links.parquet)"
        )
    return 0


def _export(args: argparse.Namespace) -> int:
    from motcua.corrections import runs
    from motcua.kernel import clock

    agency = _agency(args)
    if args.again is None:
        export = runs.give_out(agency, args.sector, clock.now())
    else:
        export = runs.export_of(agency, args.sector, args.again)
    place = runs.write_export(export, args.folder) if export else None
    if args.json:
        print(json.dumps({"export": export.pk if export else None}))
    else:
        print(f"Đã ghi {place.name}" if place else "Không có chỉnh sửa nào chờ giao.")
    return 0


def _agency(args: argparse.Namespace) -> str:
    """Return the agency's code; raises ``BadInput`` when there is no such agency."""
    from django.conf import settings

    from motcua.agencies import service as agencies
    from motcua.kernel.bad_input import BadInput

    code = args.agency or settings.SYSTEMS["national"]["agency"]
    if not agencies.names([code]):
        raise BadInput(f"Không có cơ quan mã {code}; nạp cơ quan bằng motcua load")
    return str(code)


def _sources(args: argparse.Namespace) -> Sources | None:
    from motcua.corrections.runs import Sources
    from motcua.kernel.bad_input import BadInput

    given = (args.population, args.sector_file, args.mapping)
    if not any(given):
        return None
    if not all(given):
        raise BadInput("Để xem đủ dòng, đưa cả --population, --sector-file và --mapping")
    return Sources(population=given[0], sector=given[1], mapping=given[2])
