"""Names and numbers under another secret: what lies under which, and sealing all of it anew.

Every column of the kind Sealed, in whatever context it stands, so that none can be forgotten.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from yuanba.base.at_rest import key_ids
from yuanba.base.database import turn_to_write
from yuanba.base.fields import Mark, Sealed

STEP = 500  # rows in one transaction: others wait for no more


@dataclass(frozen=True)
class Shelf:
    """A table with sealed columns, and the marks that belong to them."""

    model: type[models.Model]
    sealed: list[Sealed]
    marks: list[Mark]


def shelves() -> Iterator[Shelf]:
    """The tables of this house that hold anything sealed."""
    for model in apps.get_models():
        fields = model._meta.local_fields
        if sealed := [field for field in fields if isinstance(field, Sealed)]:
            yield Shelf(model, sealed, [field for field in fields if isinstance(field, Mark)])


@dataclass(frozen=True)
class Held:
    """How many sealed texts lie under the present secret, under an older one, under none that is here."""

    present: int
    older: int
    lost: int


def held() -> Held:
    """Counted by how they begin; opens nothing. One statement a table: a house asks it at its start."""
    counted: Counter[bytes] = Counter()
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for shelf in shelves():
            columns = [quote(field.column or field.name) for field in shelf.sealed]
            begins = ", ".join(f"substr({column}, 1, 2)" for column in columns)
            numbers = ", ".join(str(n + 1) for n in range(len(columns)))
            table = quote(shelf.model._meta.db_table)
            cursor.execute(  # our own names, nothing that anybody typed
                f"SELECT {begins}, count(*) FROM {table} GROUP BY {numbers}"  # noqa: S608
            )
            for *keys, n in cursor.fetchall():
                for key in keys:
                    if key:
                        counted[bytes(key)] += n
    present, *older = key_ids()
    return Held(
        present=counted[present],
        older=sum(counted[key] for key in older if key != present),
        lost=sum(n for key, n in counted.items() if key not in {present, *older}),
    )


def reseal(progress: Callable[[int], object] = lambda n: None) -> int:
    """重新密封: everything under the present secret; returns how many rows. Others may work on."""
    done = 0
    for shelf in shelves():
        last: Any = None
        while page := _page(shelf, last):
            done, last = done + len(page), page[-1].pk
            progress(done)
    return done


def _page(shelf: Shelf, last: Any) -> list[models.Model]:
    """Seal some rows anew. Read and written in one transaction: nobody's correction is lost."""
    names = [*(field.name for field in shelf.sealed), *(mark.name for mark in shelf.marks)]
    with turn_to_write(connection.vendor), transaction.atomic():
        rows = shelf.model._default_manager.select_for_update().order_by("pk")
        page = list((rows if last is None else rows.filter(pk__gt=last))[:STEP])
        for row in page:
            for mark in shelf.marks:
                setattr(row, mark.name, mark.pre_save(row, add=False))
        if page:
            shelf.model._default_manager.bulk_update(page, names, batch_size=100)
    return page
