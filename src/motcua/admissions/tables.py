"""Tables in Parquet, Arrow or CSV, whatever the order of their rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

from motcua.admissions.refusal import Fault, InputRefused

YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def read(path: Path, file: str, columns: Sequence[str], optional: Sequence[str] = ()) -> pa.Table:
    """Read ``columns``, and those of ``optional`` that exist, from one file.

    CSV columns come as text, so that '012' stays '012'. The year that the file declares, in
    its metadata or else its name, travels in the metadata of the table.

    :raises InputRefused: when the file cannot be read or lacks a column.
    """
    try:
        table = _open(path, [*columns, *optional])
    except (OSError, pa.ArrowException) as error:
        reason = f"không đọc được tệp {path.name}: {_first_line(error)}"
        raise InputRefused([Fault(file, "unreadable", reason, 0)]) from error
    lacking = [name for name in columns if name not in table.column_names]
    if lacking:
        reason = f"tệp {path.name} thiếu cột {', '.join(lacking)}"
        raise InputRefused([Fault(file, "missing_column", reason, 0)])
    wanted = [name for name in (*columns, *optional) if name in table.column_names]
    metadata = {**(table.schema.metadata or {})}
    in_name = YEAR_IN_NAME.search(path.stem)
    if in_name and b"year" not in metadata:
        metadata[b"year"] = in_name[1].encode()
    return table.select(wanted).replace_schema_metadata(metadata or None)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _open(path: Path, wanted: Sequence[str]) -> pa.Table:
    if path.suffix in {".csv", ".tsv", ".txt"}:
        return _open_csv(path, wanted)
    if path.suffix in {".arrow", ".feather", ".ipc", ".arrows"}:
        return _open_arrow(path)
    file = pq.ParquetFile(path, memory_map=True)
    names = file.schema_arrow.names
    texts = [
        name
        for name in ("programme",)
        if name in names and pa.types.is_string(file.schema_arrow.field(name).type)
    ]
    if texts:
        file = pq.ParquetFile(path, memory_map=True, read_dictionary=texts)
    return file.read(columns=[name for name in names if name in wanted])


def _open_csv(path: Path, wanted: Sequence[str]) -> pa.Table:
    return csv.read_csv(
        path,
        parse_options=csv.ParseOptions(delimiter="\t" if path.suffix == ".tsv" else ","),
        convert_options=csv.ConvertOptions(
            # lottery numbers are compared as what they are; everything else starts as text
            column_types={name: pa.string() for name in wanted if name != "lottery"},
            strings_can_be_null=True,
            null_values=[""],
        ),
    )


def _open_arrow(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        try:
            return ipc.open_file(source).read_all()
        except pa.ArrowInvalid:
            source.seek(0)
            return ipc.open_stream(source).read_all()
