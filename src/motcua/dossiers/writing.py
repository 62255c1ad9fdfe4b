"""Write all that one command changes in the tables of dossiers in a single statement.

Each round trip costs a web worker as much as a tenth of a page; the rows travel as JSON, which
PostgreSQL reads by the types of its own columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model

from motcua.dossiers.models import DossierRow


@contextmanager
def together() -> Iterator[None]:
    """Send the statements of the block one behind the other and wait once, at its end.

    None of them may need an answer; what any of them meets is raised when the block ends.
    """
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def insert(rows: Sequence[Model]) -> None:
    """Insert ``rows``, which may be of several tables; those of one table stand together."""
    _write(rows, [], [])


def insert_and_change(rows: Sequence[Model], code: str, changed: Mapping[str, Any]) -> None:
    """Insert ``rows`` and set the columns ``changed`` of the dossier ``code``."""
    _write(rows, [*changed], [_json(dict(changed)), code])


def _write(rows: Sequence[Model], columns: Sequence[str], changes: Sequence[str]) -> None:
    groups = [(model, [*found]) for model, found in groupby(rows, key=type)]
    statement = _statement(tuple(model for model, _ in groups), tuple(columns))
    values = [_json([_values(row) for row in found]) for _, found in groups]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *changes])


@cache
def _statement(models: tuple[type[Model], ...], changed: tuple[str, ...]) -> str:
    parts = [f"into_{n} AS ({_insertion(model)})" for n, model in enumerate(models)]
    if changed:
        parts.append(f"changed AS ({_change(changed)})")
    return f"WITH {', '.join(parts)} SELECT"


def _insertion(model: type[Model]) -> str:
    table = model._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in _written(model))
    return (
        f"INSERT INTO {table} ({columns})"  # noqa: S608  names of our own columns
        f" SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s)"
    )


def _change(columns: Sequence[str]) -> str:
    table = DossierRow._meta.db_table
    news = ", ".join(f'"{column}" = news."{column}"' for column in columns)
    return (
        f"UPDATE {table} held SET {news}"  # noqa: S608  names of our own columns
        f" FROM jsonb_populate_record(NULL::{table}, %s) news WHERE held.code = %s"
    )


@cache
def _written(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    fields = model._meta.concrete_fields
    return tuple(field for field in fields if not isinstance(field, AutoField))


def _values(row: Model) -> dict[str, Any]:
    return {str(field.column): getattr(row, field.attname) for field in _written(type(row))}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
