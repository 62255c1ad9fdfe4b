"""A finished run as a folder: result, cut-offs, and a manifest that vouches for both.

Files appear whole or not at all, the manifest last. Nothing in them tells the time, the
machine or the engine, so that the same input gives the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from motcua.admissions.matching import Outcome
from motcua.admissions.results import cutoffs_of, result_of

FORMAT = "motcua-admission/1"
MANIFEST = "manifest.json"


class RunUnusable(Exception):
    """The folder holds no finished run, or a file in it was changed afterwards."""


@dataclass(frozen=True)
class Run:
    """A finished run as read back."""

    manifest: dict[str, Any]
    result: pa.Table
    cutoffs: pa.Table

    @property
    def rule(self) -> str:
        return str(self.manifest["rule"])


def manifest_of(
    outcome: Outcome, inputs: Mapping[str, Path], *, seed: str | None, year: str | None
) -> dict[str, Any]:
    """Return what the run decided on: hashes of the inputs, of the lottery and of its seed."""
    instance = outcome.instance
    turns = instance.turn.astype("<i4").tobytes()
    return {
        "format": FORMAT,
        "rule": outcome.rule,
        "year": year,
        "top_score": instance.top_score,
        "inputs": {
            name: {"file": path.name, "sha256": sha256_of(path)} for name, path in inputs.items()
        },
        "lottery": {
            "seed_sha256": None if seed is None else hashlib.sha256(seed.encode()).hexdigest(),
            "order_sha256": None if instance.lottery is None else hashlib.sha256(turns).hexdigest(),
            "shared_numbers": instance.shared_lottery,
        },
        "counts": {
            "candidates": len(instance.candidates),
            "programmes": len(instance.programmes),
            "preferences": len(instance.rank),
            "seats": int(instance.quota.sum()),
            "admitted": int(np.count_nonzero(outcome.granted >= 0)),
        },
    }


def write_run(out: Path, outcome: Outcome, manifest: dict[str, Any]) -> dict[str, Any]:
    """Write the run into ``out``; return the manifest with the hashes of what was written."""
    tables = {"result.parquet": result_of(outcome), "cutoffs.parquet": cutoffs_of(outcome)}
    return write_folder(out, tables, manifest)


def write_folder(
    out: Path, tables: Mapping[str, pa.Table], manifest: dict[str, Any]
) -> dict[str, Any]:
    """Write tables and their manifest, replacing an older run in ``out`` only when complete."""
    out.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for name, table in tables.items():
            write_table(table, stage / name)
        hashes = {name: sha256_of(stage / name) for name in tables}
        complete = {**manifest, "outputs": hashes}
        text = json.dumps(complete, ensure_ascii=False, indent=2) + "\n"
        (stage / MANIFEST).write_text(text, encoding="utf-8")
        stage.chmod(0o755)
        _publish(stage, out, [*tables, MANIFEST])
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return complete


def _publish(stage: Path, out: Path, names: list[str]) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        stage.replace(out)
        return
    (out / MANIFEST).unlink(missing_ok=True)
    for name in names:
        (stage / name).replace(out / name)


def write_table(table: pa.Table, path: Path) -> None:
    """Write Parquet without compression: its bytes would hang on the compressor's version."""
    texts = [name for name in ("programme",) if name in table.column_names]
    pq.write_table(
        table.replace_schema_metadata(None),
        path,
        compression="none",
        use_dictionary=texts,
        store_schema=False,
    )


def open_run(folder: Path) -> Run:
    """Read a run back.

    :raises RunUnusable: when it is not finished or not what its manifest says.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunUnusable(f"{folder} không có kết quả của một lần xét hoàn chỉnh") from error
    for name, promised in manifest["outputs"].items():
        if not (folder / name).exists() or sha256_of(folder / name) != promised:
            raise RunUnusable(f"{folder / name} không khớp với bản kê của lần xét")
    result, cutoffs = (pq.read_table(folder / f"{name}.parquet") for name in ("result", "cutoffs"))
    return Run(manifest, result, cutoffs)


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
