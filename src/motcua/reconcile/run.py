"""Reconciles a sector file with the population register, from the two files to the results."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.reconcile import (
    bearers,
    calibration,
    candidates,
    comparison,
    exact,
    learning,
    manifest,
    mapping,
    normalise,
    outcomes,
    posterior,
    prepared,
    quality,
    quality_between,
)
from motcua.reconcile.comparison import Field
from motcua.reconcile.engine import Engine
from motcua.reconcile.engines import default_memory_mb, opened
from motcua.reconcile.mapping import Mapping
from motcua.reconcile.model import Model
from motcua.reconcile.output import digest, whole
from motcua.reconcile.places import Successors
from motcua.reconcile.quality import Finding, Stopped
from motcua.reconcile.source import as_parquet, open_side, successors

Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to reconcile, and how. ``memory_mb`` None: by the size of the files."""

    population: Path
    sector: Path
    mapping: Path
    out: Path
    prepared: Path | None = None
    engine: str = "duckdb"
    max_wrong: float = 1e-4
    memory_mb: int | None = None
    threads: int = 2
    scratch: Path | None = None
    known_sample: int = 60_000
    batch_rows: int = 2_000_000


@dataclass
class Run:
    """What one run knows on its way."""

    request: Request
    engine: Engine
    mapping: Mapping
    tell: Tell
    digests: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    exact: exact.ExactCounts | None = None
    people: int = 0
    rows: int = 0


def reconcile(request: Request, tell: Tell = lambda step: None) -> dict[str, Any]:
    """Match every row of the sector file; return the manifest that is also in ``request.out``.

    Writes links.parquet, proposals.parquet, report.html and manifest.json, all or none. Raises
    mapping.BadMapping or source.BadInput for files that cannot be used and quality.Stopped for
    files that must not be matched; then nothing is written.
    """
    if not 0 < request.max_wrong < 1:
        raise ValueError(
            f"max_wrong (mức sai cho phép) phải lớn hơn 0 và nhỏ hơn 1, không phải {request.max_wrong}"
        )
    columns = mapping.load(request.mapping)
    with whole(request.out) as draft, tempfile.TemporaryDirectory(dir=request.scratch) as folder:
        scratch = Path(folder)
        files = {
            "population": as_parquet(request.population, scratch / "p"),
            "sector": as_parquet(request.sector, scratch / "s"),
        }
        extras = columns.compared_extras() + columns.kin_to_find_at_home()
        memory = request.memory_mb or default_memory_mb(files, len(extras))
        engine = opened(request.engine, scratch, files, memory, request.threads)
        try:
            run = Run(request, engine, columns, tell)
            links = _matched(run, files)
            return manifest.written(run, links, draft)
        finally:
            engine.close()


def _inputs(run: Run) -> list[tuple[str, Path]]:
    named = [("population", run.request.population), ("sector", run.request.sector)]
    named.append(("mapping", run.request.mapping))
    if run.mapping.crosswalk:
        named.append(("crosswalk", run.mapping.crosswalk.file))
    return named


@dataclass(frozen=True)
class Links:
    """The tables ``links`` and what they were decided by."""

    fields: tuple[Field, ...]
    model: Model
    curve: calibration.Curve
    threshold: int
    exact_chance: int
    error: tuple[float, float, float]  # share of wrong scored links, with its 95 % interval


def _matched(run: Run, files: dict[str, Path]) -> Links:
    engine, sides = run.engine, run.mapping
    old = successors(sides.crosswalk)
    open_side(engine, "p", files["population"], sides.population, quality.SIDES["p"])
    open_side(engine, "s", files["sector"], sides.sector, quality.SIDES["s"])
    run.digests = {name: digest(path) for name, path in _inputs(run)}
    _read(run, old)
    run.tell("Ghép theo số định danh")
    run.exact = exact.run(engine)
    _judge(run, _match_findings(run, run.exact))
    return _scored(run, run.exact)


def _judge(run: Run, found: list[Finding]) -> None:
    run.findings += found
    if any(finding.stops for finding in found):
        raise Stopped(run.findings)


def _read(run: Run, old: Successors | None) -> None:
    """Judge and normalise both files; a register read before is taken as it was kept."""
    engine, sides, folder = run.engine, run.mapping, run.request.prepared
    run.tell("Kiểm tra chất lượng hai tệp")
    wanted = prepared.description(engine, run.digests, sides)
    kept = prepared.reuse(folder, engine, sides, wanted) if folder else None
    raw = kept.raw if kept else quality.raw_findings(engine, "p", sides.population)
    _judge(run, raw + quality.raw_findings(engine, "s", sides.sector))
    if not kept:
        run.tell("Chuẩn hóa tệp dân cư")
        normalise.population(engine, sides.population, old)
    read = kept.read if kept else quality.read_findings(engine, "p", sides.population)
    _judge(run, read)
    if folder and not kept:
        prepared.keep(folder, engine, sides, wanted, prepared.Register(raw, read))
    run.tell("Chuẩn hóa tệp ngành")
    normalise.sector(engine, sides.sector, old)
    _judge(run, quality.read_findings(engine, "s", sides.sector))
    run.people, run.rows = (
        int(str(engine.rows(f"SELECT count(*) FROM {side}_rows")[0][0])) for side in "ps"
    )


def _match_findings(run: Run, counts: exact.ExactCounts) -> list[Finding]:
    with_id = int(str(run.engine.rows("SELECT count(*) FROM s_rows WHERE id12 IS NOT NULL OR id9 IS NOT NULL")[0][0]))  # fmt: skip
    found = list(quality_between.match_findings(counts.hits, counts.strangers, with_id, run.rows))
    sides = (run.mapping.population, run.mapping.sector)
    if all("birth" in side.fields for side in sides):
        found += quality_between.newest_birth(run.engine)
    if all("commune" in side.fields for side in sides):
        found += quality_between.strange_places(run.engine)
    return found


def _scored(run: Run, counts: exact.ExactCounts) -> Links:
    engine, extras = run.engine, run.mapping.compared_extras()
    at_home = run.mapping.kin_to_find_at_home()
    if at_home:
        comparison.name_homes(engine, at_home)
    fields = (
        *comparison.FIELDS,
        *map(comparison.extra_field, extras),
        *map(comparison.kin_at_home, at_home),
    )
    unsettled = run.rows - counts.settled
    batches = max(1, -(-unsettled // run.request.batch_rows))
    exact.todo(engine, counts, run.request.known_sample, batches, extras + at_home)
    bearers.count(engine, run.people, run.rows)
    keys = [*candidates.KEYS, *(candidates.extra_key(name) for name in extras)]
    run.tell("Tìm ứng viên và so từng trường")
    _compared(engine, fields, keys, run.people, 0)
    run.tell("Học trọng số và hiệu chuẩn xác suất")
    model = learning.learn(engine, fields, run.people, counts)
    posterior.rank(engine, model, "compared", "ranked")
    sample = calibration.gather(engine, model)
    curve = calibration.fit(sample)
    outcomes.chances(engine, curve, "ranked", "judged_0")
    for batch in range(1, batches):
        run.tell(f"Tìm ứng viên và so từng trường, phần {batch + 1} trên {batches}")
        _compared(engine, fields, keys, run.people, batch)
        posterior.rank(engine, model, "compared", "ranked")
        outcomes.chances(engine, curve, "ranked", f"judged_{batch}")
    engine.drop("all_compared", "ranked")
    judged = " UNION ALL ".join(f"SELECT * FROM judged_{batch}" for batch in range(batches))
    engine.view("judged", judged)
    exact_chance = outcomes.exact_chance(counts, model)
    least = outcomes.settle(engine, run.request.max_wrong, exact_chance, run.mapping.one_row_per_person)  # fmt: skip
    engine.drop("todo", "hits12", "hits9", "claims", "birth_bearers", "commune_bearers")
    engine.drop(*(f"judged_{batch}" for batch in range(batches)))
    error = calibration.error_above(sample, curve, least / outcomes.PARTS)
    return Links(fields, model, curve, least, exact_chance, error)


def _compared(
    engine: Engine, fields: tuple[Field, ...], keys: list[candidates.Key], people: int, batch: int
) -> None:
    """Make batch_rows and ``compared`` for one batch of todo, and ``random_compared`` of the first."""
    engine.view("batch_rows", f"SELECT * FROM todo WHERE batch = {batch}")
    candidates.find(engine, keys, "batch_rows")
    asked = "SELECT rn, pid, false AS drawn FROM pairs"
    if batch == 0:
        learning.draw(engine, people)
        asked += " UNION ALL SELECT rn, pid, true AS drawn FROM random_pairs"
    engine.view("asked", asked)
    comparison.compare(engine, fields, "asked", "all_compared")
    engine.view("compared", "SELECT * FROM all_compared WHERE NOT drawn")
    engine.view("random_compared", "SELECT * FROM all_compared WHERE drawn")
    engine.drop("pairs", "random_pairs")
