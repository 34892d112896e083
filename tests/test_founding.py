"""An empty database gets the very tables that the migrations would have made, step by step."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.program import CODE
from tools import tables
from tools.durable import DurableDatabase
from tools.testing import KIND

Shape = set[tuple[Any, ...]]
POSTGRES = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, generation_expression,"
    " character_maximum_length FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT app, name FROM django_migrations",
)


@pytest.mark.durable
def test_the_tables_of_an_empty_village_are_those_of_the_migrations(tmp_path: Path):
    step_by_step, at_once = tmp_path / "migrated", tmp_path / "founded"
    for folder in (step_by_step, at_once):
        folder.mkdir()
    with DurableDatabase(KIND, at_once) as founded:
        found = shape(founded)
    with DurableDatabase(KIND, step_by_step, empty=True) as migrated:
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
            env=os.environ | migrated.env | {"PYTHONPATH": CODE},
            check=True,
        )
        expected = shape(migrated)
    assert len(found) > 900
    assert found - expected == set()
    assert expected - found == set()


def shape(database: DurableDatabase) -> Shape:
    """Everything the database says of its tables, whatever the order of their columns."""
    if database.kind == "pg":
        with psycopg.connect(database.url) as connection:
            return {
                (n, *row)
                for n, question in enumerate(POSTGRES)
                for row in connection.execute(question)
            }
    with closing(sqlite3.connect(database.folder / tables.FILE)) as connection:
        things = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        columns = {
            (name, *column[1:])
            for type_, name, _sql in things
            if type_ == "table"
            for column in connection.execute(f'PRAGMA table_info("{name}")')
        }
        rules = {
            (
                type_,
                name,
                *(
                    sorted(sql[:-1].replace("(", ", ", 1).split(", "))
                    if type_ == "table"
                    else [sql]
                ),
            )
            for type_, name, sql in things
            if sql
        }
        return columns | rules | set(connection.execute("SELECT app, name FROM django_migrations"))
