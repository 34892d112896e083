"""A database whose rows are really written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """In this folder each test has a database of its own, thrown away afterwards.

    Why not transaction=True: emptying the tables afterwards would delete records, which the
    database refuses, as it should.
    """
    with django_db_blocker.unblock():
        connection.close()
        first = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = _copy(first)
        try:
            yield
        finally:
            connections.close_all()
            copy, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], first
            _drop(copy)


def _copy(name: str) -> str:
    copy = f"{name}-village" if connection.vendor == "sqlite" else f"{name}_village"
    _drop(copy)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy])
        connection.close()
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    return copy


def _drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
