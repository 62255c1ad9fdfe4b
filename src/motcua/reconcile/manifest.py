"""Writes the results and the manifest that lets anybody repeat them."""

# ruff: noqa: S608  (identifiers come from this module, values are quoted)
from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.reconcile import outcomes, proposals, report
from motcua.reconcile.output import MANIFEST, digest, write_json

if TYPE_CHECKING:
    from motcua.reconcile.run import Links, Run

FORMAT = 2
NEAR_ENOUGH = 0.01  # below this the best candidate is not worth naming
PARTS = float(outcomes.PARTS)
_PARTS = f"{outcomes.PARTS}e0"  # without an exponent Spark would answer in decimals


def written(run: Run, links: Links, draft: Path) -> dict[str, Any]:
    """Write links, proposals, report and manifest into ``draft``; return the manifest."""
    engine = run.engine
    engine.view("final_links", f"""
        SELECT l.rn, CASE WHEN l.outcome = 'none' AND l.chance < {NEAR_ENOUGH * PARTS} THEN NULL
                     ELSE l.pid END AS pid, l.outcome, l.chance / {_PARTS} AS probability,
               l.runner_up, l.runner_chance / {_PARTS} AS runner_probability, l.rivals, l.pattern,
               l.other_row
        FROM links AS l""")  # fmt: skip
    run.tell("Ghi kết quả")
    evidence = outcomes.evidence_sql(links.fields)
    for name, ordinal, side in (
        ("other_keys", "other_row", "s"),
        ("runner_keys", "runner_up", "p"),
    ):
        engine.table(name, f"""SELECT l.rn, r.k FROM links AS l JOIN {side}_raw AS r
            ON r.rn = l.{ordinal} WHERE l.{ordinal} IS NOT NULL""")  # fmt: skip
    engine.write(_LINKS.format(evidence=evidence), draft / "links.parquet")
    engine.drop("other_keys", "runner_keys")
    proposals.make(engine, run.mapping)
    engine.write(proposals.ORDERED.format(evidence=evidence), draft / "proposals.parquet")
    summary = _summary(run, links)
    (draft / "report.html").write_text(report.page(run, links, summary), encoding="utf-8")
    results = ("links.parquet", "proposals.parquet", "report.html")
    content = {
        "format": FORMAT,
        "inputs": run.digests,
        "results": {name: digest(draft / name) for name in results},
        "versions": versions(run.request.engine),
        "parameters": {
            "engine": run.request.engine,
            "max_wrong": run.request.max_wrong,
            "known_sample": run.request.known_sample,
            "one_row_per_person": run.mapping.one_row_per_person,
        },
        **summary,
    }
    write_json(draft / MANIFEST, content)
    return content


# evidence is spelled after the sort, which then moves only narrow rows
_LINKS = """SELECT key, row, person_id, probability, outcome, runner_up, runner_probability, rivals,
    {evidence} AS evidence, other_row
    FROM (SELECT r.k AS key, CAST(l.rn AS bigint) AS row, p.k AS person_id, l.probability, l.outcome,
                 q.k AS runner_up, l.runner_probability, l.rivals, l.pattern, o.k AS other_row
          FROM final_links AS l JOIN s_raw AS r ON r.rn = l.rn LEFT JOIN p_raw AS p ON p.rn = l.pid
          LEFT JOIN other_keys AS o ON o.rn = l.rn LEFT JOIN runner_keys AS q ON q.rn = l.rn
          ORDER BY l.rn) AS ordered"""


def versions(engine: str) -> dict[str, str]:
    """Return the versions that the bytes of a result depend on."""
    names = ["motcua", "duckdb", "numpy", "pyarrow", *(["pyspark"] if engine == "spark" else [])]
    return {name: _version(name) for name in names}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _summary(run: Run, links: Links) -> dict[str, Any]:
    counted = run.engine.rows(
        "SELECT outcome, count(*), sum(1 - probability) FROM final_links GROUP BY outcome"
    )
    by_outcome = {str(name): (int(str(n)), float(str(wrong or 0))) for name, n, wrong in counted}
    settled = by_outcome.get("settled", (0, 0.0))
    return {
        "rows": {"population": run.people, "sector": run.rows},
        "outcomes": {name: by_outcome.get(name, (0, 0.0))[0] for name in outcomes.OUTCOMES},
        "expected_wrong_among_settled": round(settled[1], 3),
        "exact": asdict(run.exact) if run.exact else {},
        "settle_from": links.threshold / PARTS,
        "found_share_of_unsettled": {
            "without_id": round(links.model.found[0], 6),
            "with_id": round(links.model.found[1], 6),
        },
        "model": {
            field.name: {
                level: {"m": round(float(m), 6), "u": float(f"{u:.4g}")}
                for level, m, u in zip(field.levels, links.model.m[i], links.model.u[i], strict=True)
            }
            for i, field in enumerate(links.fields)
        },
        "calibration": [list(links.curve.raw), list(links.curve.calibrated)],
        "quality": [{**asdict(f), "sentence": f.sentence()} for f in run.findings],
    }  # fmt: skip
