"""Read one row by a statement that is composed once: composing costs more than running it."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


def one(model: type[M], *, lock: bool = False, **by: Any) -> M | None:
    """Return the row whose columns ``by`` have these values; None when there is none.

    ``lock`` keeps others from changing it until the caller's transaction ends.
    """
    statement = _statement(model, tuple(by), lock)
    return next(iter(model._default_manager.raw(statement, [*by.values()])), None)


@cache
def _statement(model: type[Model], by: tuple[str, ...], lock: bool) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    keys = " AND ".join(f'"{name}" = %s' for name in by)
    end = " FOR UPDATE" if lock else ""
    # names of our own columns
    return f"SELECT {columns} FROM {model._meta.db_table} WHERE {keys}{end}"  # noqa: S608
