"""Read rows by a statement that is composed once: composing costs more than running it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import Col

M = TypeVar("M", bound=Model)


def one(model: type[M], *, lock: bool = False, **by: Any) -> M | None:
    """Return the row whose columns ``by`` have these values; None when there is none.

    ``lock`` keeps others from changing it until the caller's transaction ends.
    """
    return first(model, _statement(model, tuple(by), lock=lock), [*by.values()])


def every(model: type[M], **by: Any) -> list[M]:
    """Return all rows whose columns ``by`` have these values."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, tuple(by), lock=False), [*by.values()])
        return [_made(model, list(found)) for found in cursor]


def first(model: type[M], statement: str, values: Sequence[Any]) -> M | None:
    """Return the first row of a statement that selects all columns of ``model`` in their order."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    return None if found is None else _made(model, list(found))


def _made(model: type[M], values: list[Any]) -> M:
    for place, column, converters in _converted(model):
        for convert in converters:
            values[place] = convert(values[place], column, connection)
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, names, values)


@cache
def _converted(model: type[Model]) -> list[tuple[int, Col, list[Any]]]:
    """Return which values Django reads in another shape than the driver gives them."""
    columns = [Col("", field) for field in model._meta.concrete_fields]
    shapes = [
        (place, column, [
            *connection.ops.get_db_converters(column), *column.get_db_converters(connection),
        ])
        for place, column in enumerate(columns)
    ]  # fmt: skip
    return [(place, column, converters) for place, column, converters in shapes if converters]


@cache
def _statement(model: type[Model], by: tuple[str, ...], *, lock: bool) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    keys = " AND ".join(f'"{name}" = %s' for name in by)
    end = " FOR UPDATE" if lock else ""
    # names of our own columns
    return f"SELECT {columns} FROM {model._meta.db_table} WHERE {keys}{end}"  # noqa: S608
