"""Reads the result folder of one matching run, after checking that it is whole and unchanged."""

# ruff: noqa: S608  (identifiers come from this module and the engine's mapping, values are quoted)
from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.kernel.bad_input import BadInput
from motcua.reconcile.dialect import quoted
from motcua.reconcile.duckdb_engine import DuckDBEngine
from motcua.reconcile.mapping import Mapping, Side, extra_column
from motcua.reconcile.mapping import load as load_mapping
from motcua.reconcile.output import MANIFEST, digest
from motcua.reconcile.report_tables import area
from motcua.reconcile.source import as_parquet, open_side

FORMAT = 2
READ = ("links.parquet", "proposals.parquet")
# two exact rows of one person: the link is certain, which row stays only the sector knows
_TO_DECIDE = "outcome = 'propose' OR (outcome = 'conflict' AND evidence NOT LIKE '%name:agrees%')"
BATCH, MEMORY_MB, THREADS = 5000, 1000, 2
Values = dict[str, str]


class BadRun(BadInput):
    """The folder is no result of a matching run, or not the one its manifest speaks of."""


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The files that the run matched, so that whole rows can be shown side by side."""

    population: Path
    sector: Path
    mapping: Path


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the loading needs of a run's manifest; ``digest`` is of its bytes."""

    digest: str
    rows: int
    proposed: int
    conflicts: int
    settle_from: float
    inputs: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row to decide on; ``changes`` are (field, before, after), None where empty.

    ``other_row`` is the key of another row that speaks of the same person, in a conflict.
    """

    key: str
    person_id: str
    probability: float
    runner_up: str
    runner_probability: float | None
    rivals: int
    evidence: str
    changes: list[tuple[str, str | None, str | None]]
    sides: dict[str, Values] = field(default_factory=dict)
    district: str = ""
    other_row: str = ""


def manifest_of(folder: Path, sources: Sources | None = None) -> Manifest:
    """Read and check a run's manifest; raises ``BadRun`` when any file is another than it says."""
    file = folder / MANIFEST
    try:
        found = json.loads(file.read_bytes())
        manifest = _manifest(found, digest(file))
        wrong = [name for name in READ if digest(folder / name) != found["results"][name]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRun(f"Thư mục {folder.name} không phải kết quả đối soát đọc được") from error
    if found["format"] != FORMAT:
        raise BadRun(f"Kết quả ở dạng {found['format']}, phần mềm này đọc dạng {FORMAT}")
    if wrong:
        raise BadRun(f"Không khớp với {MANIFEST}: {', '.join(wrong)} đã bị thay đổi")
    _check_sources(manifest, sources)
    return manifest


def _manifest(found: dict[str, Any], hashed: str) -> Manifest:
    return Manifest(
        digest=hashed,
        rows=int(found["rows"]["sector"]),
        proposed=int(found["outcomes"]["propose"]),
        conflicts=int(found["outcomes"]["conflict"]),
        settle_from=float(found["settle_from"]),
        inputs=dict(found["inputs"]),
    )


def _check_sources(manifest: Manifest, sources: Sources | None) -> None:
    given = vars(sources) if sources else {}
    missing = [path.name for path in given.values() if not path.is_file()]
    if missing:
        raise BadRun(f"Không thấy tệp {', '.join(missing)}")
    other = [path.name for name, path in given.items() if digest(path) != manifest.inputs.get(name)]
    if other:
        raise BadRun(f"Lần đối soát này không dùng tệp {', '.join(other)}")


@contextmanager
def proposed_rows(folder: Path, sources: Sources | None = None) -> Iterator[Iterator[list[Row]]]:
    """Open the proposed rows in the sector's order, in batches; check with ``manifest_of`` first."""
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        engine = DuckDBEngine(scratch / "spill", MEMORY_MB, THREADS)
        try:
            mapping = load_mapping(sources.mapping) if sources else None
            _join(engine, folder, sources, mapping, scratch)
            yield _batches(engine, mapping)
        finally:
            engine.close()


def _join(
    engine: DuckDBEngine,
    folder: Path,
    sources: Sources | None,
    mapping: Mapping | None,
    scratch: Path,
) -> None:
    """Make the table ``proposed``: one line per row, with whole rows when the files are given."""
    links, proposals = (f"read_parquet({quoted(str(folder / name))})" for name in READ)
    engine.view("links", f"SELECT * FROM {links} WHERE {_TO_DECIDE}")
    engine.view("changed", f"""
        SELECT rn, list([field, before, after] ORDER BY field) AS changes
        FROM {proposals} WHERE outcome IN ('propose', 'conflict') GROUP BY rn""")  # fmt: skip
    chosen, joined = "", ""
    if sources and mapping:
        _open(engine, "s", as_parquet(sources.sector, scratch / "s"), mapping.sector)
        _open(engine, "p", as_parquet(sources.population, scratch / "p"), mapping.population)
        engine.view("people", """
            SELECT * FROM p_raw WHERE k IN (SELECT person_id FROM links UNION SELECT runner_up FROM links)
            QUALIFY row_number() OVER (PARTITION BY k ORDER BY rn) = 1""")  # fmt: skip
        chosen = "".join(f", {expression}" for expression in _columns(mapping))
        joined = """ LEFT JOIN s_raw AS s ON s.rn = l.row
            LEFT JOIN people AS p ON p.k = l.person_id LEFT JOIN people AS q ON q.k = l.runner_up"""
    engine.table("proposed", f"""
        SELECT l.row, l.key, l.person_id, l.probability, l.runner_up, l.runner_probability,
               l.rivals, l.evidence, c.changes, CASE WHEN outcome = 'conflict' THEN l.other_row END{chosen}
        FROM links AS l LEFT JOIN changed AS c ON c.rn = l.row{joined}""")  # fmt: skip


def _open(engine: DuckDBEngine, name: str, path: Path, side: Side) -> None:
    open_side(engine, name, path, side, path.name)


def _shown(side: Side) -> list[str]:
    return [*side.fields, *map(extra_column, side.extra)]


def _columns(mapping: Mapping) -> list[str]:
    sides = (("s", mapping.sector), ("p", mapping.population), ("q", mapping.population))
    return [f"{name}.{column}" for name, side in sides for column in _shown(side)]


def _batches(engine: DuckDBEngine, mapping: Mapping | None) -> Iterator[list[Row]]:
    last = -1
    while found := engine.rows(
        f"SELECT * FROM proposed WHERE row > {last} ORDER BY row LIMIT {BATCH}"
    ):
        last = int(str(found[-1][0]))
        yield [_row(line, mapping) for line in found]


def _row(line: tuple[Any, ...], mapping: Mapping | None) -> Row:
    _, key, person, probability, runner, runner_probability, rivals, evidence, changes, other = (
        line[:10]
    )
    sides = _sides(line[10:], mapping) if mapping else {}
    part = area(mapping.sector) if mapping else None
    return Row(
        key=str(key),
        person_id=str(person),
        probability=float(probability),
        runner_up=str(runner or ""),
        runner_probability=None if runner_probability is None else float(runner_probability),
        rivals=int(rivals or 0),
        evidence=str(evidence or ""),
        changes=[(name, before, after) for name, before, after in changes or []],
        sides=sides,
        district=sides["sector"].get(part, "") if sides and part else "",
        other_row=str(other or ""),
    )


def _sides(values: tuple[Any, ...], mapping: Mapping) -> dict[str, Values]:
    left = iter(values)
    sides = {
        "sector": mapping.sector,
        "person": mapping.population,
        "runner_up": mapping.population,
    }
    named = {name: {column: next(left) for column in _shown(side)} for name, side in sides.items()}
    return {name: {c: str(v) for c, v in of.items() if v is not None} for name, of in named.items()}
