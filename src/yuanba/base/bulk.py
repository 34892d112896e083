"""Many rows at once: COPY on PostgreSQL, executemany on SQLite. Only for acts, inside their
transaction; the caller gives values as the database keeps them (dates as ISO text)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows into a model's table, in this order of columns. Constraints hold as always."""
    quoted = connection.ops.quote_name
    table, names = quoted(model._meta.db_table), ", ".join(map(quoted, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        # table and columns come from our own models, never from a person
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(statement, rows)  # type: ignore[arg-type]
