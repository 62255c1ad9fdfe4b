"""The control: the hub's rows of as many dossiers, inserted plainly, one transaction a dossier."""

from __future__ import annotations

import time

import psycopg
from psycopg import sql

TABLES = ("hub_message", "hub_hubdossier", "hub_hubprogress")


def inserts_a_second(hub: str, count: int) -> float:
    """Insert what the hub stored of ``count`` dossiers into equal tables; returns dossiers/s."""
    with psycopg.connect(hub, autocommit=True) as connection:
        columns = {table: _copied(connection, table) for table in TABLES}
        dossiers = _rows(
            connection, "hub_hubdossier", columns, "true ORDER BY code LIMIT %s", count
        )
        codes = [row["code"] for row in dossiers]
        steps = _rows(connection, "hub_hubprogress", columns, "dossier_id = ANY(%s)", codes)
        by_code: dict[str, list[dict[str, object]]] = {}
        for step in steps:
            by_code.setdefault(str(step["dossier_id"]), []).append(step)
        message = _rows(connection, "hub_message", columns, "true ORDER BY id LIMIT %s", 1)[0]
        message["body"] = str(message["body"])[: len(str(message["body"])) // 200]
        statements = {table: _insert(table, columns[table]) for table in TABLES}
        begun = time.perf_counter()
        for number, row in enumerate(dossiers):
            with connection.transaction():
                connection.execute(statements["hub_message"], {**message, "id": -number})
                connection.execute(statements["hub_hubdossier"], row)
                for step in by_code.get(str(row["code"]), ()):
                    connection.execute(statements["hub_hubprogress"], step)
        return len(dossiers) / (time.perf_counter() - begun)


def _copied(connection: psycopg.Connection, table: str) -> list[str]:
    """Make an equal empty table with its indexes; returns the columns that can be written."""
    connection.execute(
        sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(
            sql.Identifier(f"raw_{table}"), sql.Identifier(table)
        )
    )
    found = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in found]


def _rows(
    connection: psycopg.Connection,
    table: str,
    columns: dict[str, list[str]],
    where: str,
    value: object,
) -> list[dict[str, object]]:
    names = columns[table]
    query = sql.SQL("SELECT {} FROM {} WHERE ").format(
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(one)) for one in names),
        sql.Identifier(table),
    ) + sql.SQL(where)  # type: ignore[arg-type]
    return [dict(zip(names, row, strict=True)) for row in connection.execute(query, [value])]


def _insert(table: str, names: list[str]) -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(f"raw_{table}"),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join(map(sql.Placeholder, names)),
    )
