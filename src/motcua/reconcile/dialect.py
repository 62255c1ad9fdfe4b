"""The functions that DuckDB and Spark write differently: one row per function, two renderings.

Everything else in this room stays inside the SQL that both engines share. Regular expressions
use neither back-references nor backslash classes, because the two engines read those otherwise.
``tests/test_conformance.py`` compares every normalised column of both engines row by row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Render = Callable[..., str]

MARKED = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "äåëïöüøçñîûÿ"
)  # fmt: skip
PLAIN = (
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
    "aaeiouøcniuy"
)  # fmt: skip


def quoted(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Dialect:
    """How one engine writes the functions that the normalisation needs."""

    name: str
    composed: Render  # (text) → NFC
    unmarked: Render  # (lower-case text) → without diacritics, đ included
    matches: Render  # (text, pattern) → truth
    replaced: Render  # (text, pattern, by) → every match replaced
    sorted_words: Render  # (text) → words in order, joined by spaces
    sorted_initials: Render  # (text) → first letters of the words in order
    second_largest: Render  # (value) → aggregate: the largest but one, NULL when alone
    at_largest: Render  # (value, by) → aggregate: the value where ``by`` is largest
    hashed: Render  # (values…) → 64 bits, equal for equal values
    row_number: Render  # () → ordinal of the row in its Parquet file
    read_parquet: Render  # (path) → something to select from
    text_of_date: Render  # (date or timestamp column) → 1990-02-03


DUCKDB = Dialect(
    name="duckdb",
    composed=lambda x: f"nfc_normalize({x})",
    unmarked=lambda x: f"strip_accents(replace({x}, 'đ', 'd'))",
    matches=lambda x, pattern: f"regexp_matches({x}, {quoted(pattern)})",
    replaced=lambda x, pattern, by: f"regexp_replace({x}, {quoted(pattern)}, {quoted(by)}, 'g')",
    sorted_words=lambda x: f"array_to_string(list_sort(string_split({x}, ' ')), ' ')",
    sorted_initials=lambda x: (
        f"array_to_string(list_sort([w[1] for w in string_split({x}, ' ')]), '')"
    ),
    second_largest=lambda x: f"max({x}, 2)[2]",
    at_largest=lambda x, by: f"arg_max({x}, {by})",
    hashed=lambda *xs: f"hash({', '.join(xs)})",
    row_number=lambda: "file_row_number",
    read_parquet=lambda path: f"read_parquet({quoted(path)}, file_row_number = true)",
    text_of_date=lambda x: f"strftime({x}, '%Y-%m-%d')",
)

SPARK = Dialect(
    name="spark",
    composed=lambda x: f"motcua_nfc({x})",
    unmarked=lambda x: (
        f"translate(regexp_replace({x}, '[\u0300-\u036f]', ''), '{MARKED}', '{PLAIN}')"
    ),
    matches=lambda x, pattern: f"({x} rlike {quoted(pattern)})",
    replaced=lambda x, pattern, by: f"regexp_replace({x}, {quoted(pattern)}, {quoted(by)})",
    sorted_words=lambda x: f"array_join(array_sort(split({x}, ' ')), ' ')",
    sorted_initials=lambda x: (
        f"array_join(array_sort(transform(split({x}, ' '), w -> substr(w, 1, 1))), '')"
    ),
    second_largest=lambda x: f"get(reverse(array_sort(collect_list({x}))), 1)",
    at_largest=lambda x, by: f"max_by({x}, {by})",
    hashed=lambda *xs: f"xxhash64({', '.join(xs)})",
    row_number=lambda: "_metadata.row_index",
    read_parquet=lambda path: f"parquet.`{path}`",
    text_of_date=lambda x: f"date_format({x}, 'yyyy-MM-dd')",
)
