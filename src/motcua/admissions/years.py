"""Files of one admission belong to one year."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from motcua.admissions.refusal import FILES, Faults


def check_one_year(tables: Mapping[str, pa.Table], faults: Faults) -> None:
    """Note a fault when the tables declare different years.

    A year is declared by a column ``year``, by the key ``year`` of the file's metadata, or
    by four digits in the file's name; a table that declares none agrees with all.
    """
    years = {file: years_of(table) for file, table in tables.items()}
    declared = {year for found in years.values() for year in found}
    if len(declared) > 1:
        told = "; ".join(
            f"{FILES[file].lower()}: {', '.join(sorted(found))}"
            for file, found in years.items()
            if found
        )
        faults.whole("inputs", "different_years", f"các tệp thuộc những năm khác nhau ({told})")


def years_of(table: pa.Table) -> set[str]:
    """Return the years that a table declares, as text."""
    if "year" in table.column_names:
        return {str(year) for year in pc.unique(table["year"]).to_pylist() if year is not None}
    declared = (table.schema.metadata or {}).get(b"year")
    return {declared.decode()} if declared else set()
