"""Triggers that make a table add-only. Laid by migrations; tests that empty tables lift them."""

from typing import Any

TABLES = ["base_record"]


def lay(connection: Any, tables: list[str] | None = None) -> None:
    with connection.cursor() as cursor:
        for table in tables or TABLES:
            for statement in _laying(connection.vendor, table):
                cursor.execute(statement)


def lift(connection: Any, tables: list[str] | None = None) -> None:
    with connection.cursor() as cursor:
        for table in tables or TABLES:
            for word in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{word}{on}")


def _laying(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION yuanba_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is add-only'; END $$",
            *(
                f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION yuanba_refuse()"
                for word in ("update", "delete")
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is add-only'); END"
        for word in ("update", "delete")
    ]
