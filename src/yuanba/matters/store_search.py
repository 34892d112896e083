"""The index of words: FTS5 on SQLite, a tsvector with GIN on PostgreSQL, one row a matter.

A row holds the words under which a matter is found, marks of its places, unit and category, and a
stamp of what it was made from. It shows nothing to anybody: what is found here is read again from
the matters themselves, through the reader's own scope.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from yuanba.matters.rules.search import MARK, Phrase

LETTERS = {
    "county_id": "c", "township_id": "t", "village_id": "v", "grid_id": "g", "place_id": "p",
    "unit_id": "u", "category_id": "k",
}  # fmt: skip


def mark(column: str, pk: int) -> str:
    """The word that stands for an id of this column."""
    return f"{MARK}{LETTERS[column]}{pk}"


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of one matter."""

    pk: int
    stamp: str
    words: Sequence[str]


def write(documents: Sequence[Document]) -> None:
    """Put these in place of what was there. Call inside a transaction."""
    if not documents:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO matters_words (rowid, stamp, words)"
                " VALUES (%s, %s, %s::tsvector) ON CONFLICT (rowid)"
                " DO UPDATE SET stamp = excluded.stamp, words = excluded.words",
                [(d.pk, d.stamp, _vector(d.words)) for d in documents],
            )
            return
        forget([d.pk for d in documents])
        cursor.executemany(
            "INSERT INTO matters_words (rowid, stamp, words) VALUES (%s, %s, %s)",
            [(d.pk, d.stamp, " ".join(d.words)) for d in documents],
        )


def forget(ids: Iterable[int]) -> None:
    """Take these out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM matters_words WHERE rowid = %s", [(pk,) for pk in ids])


def stamps(first: int, last: int) -> dict[int, str]:
    """The stamps of all rows between these ids, both included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid, stamp FROM matters_words WHERE rowid BETWEEN %s AND %s",
            [first, last],
        )
        return dict(cursor.fetchall())


def stamps_of(ids: Sequence[int]) -> dict[int, str]:
    """The stamps of these matters, as far as they are in the index."""
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, stamp FROM matters_words WHERE rowid IN ({marks})",  # noqa: S608
            list(ids),
        )
        return dict(cursor.fetchall())


def tidy() -> None:
    """After all was written anew: join the pieces that many small writes left behind."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE matters_words")
        else:
            cursor.execute("INSERT INTO matters_words (matters_words) VALUES ('optimize')")


@dataclass(frozen=True)
class Wanted:
    """One asked word: its phrase, or one of these marks instead."""

    phrase: Phrase
    marks: tuple[str, ...] = ()


def find(wanted: Sequence[Wanted], within: str, *, before: int, most: int) -> list[int]:
    """The ids of matters that have every wanted word and the mark `within`, the newest first, older
    than the id `before`. One statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT rowid FROM matters_words WHERE words @@ %s::tsquery"
                " AND rowid < %s ORDER BY rowid DESC LIMIT %s",
                [_tsquery(wanted, within), before, most],
            )
        else:
            cursor.execute(
                "SELECT rowid FROM matters_words WHERE matters_words MATCH %s"
                " AND rowid < %s ORDER BY rowid DESC LIMIT %s",
                [_match(wanted, within), before, most],
            )
        return [pk for (pk,) in cursor.fetchall()]


def _vector(words: Sequence[str]) -> str:
    """'路灯':1 '灯不':2 …: letters and digits only, so that there is nothing to escape."""
    return " ".join(f"'{word}':{i}" for i, word in enumerate(words, 1))


def _tsquery(wanted: Sequence[Wanted], within: str) -> str:
    parts = [f"'{within}'"]
    for one in wanted:
        said = " <-> ".join(f"'{word}'" for word in one.phrase.words) + ":*"
        parts.append("(" + " | ".join([f"({said})", *(f"'{m}'" for m in one.marks)]) + ")")
    return " & ".join(parts)


def _match(wanted: Sequence[Wanted], within: str) -> str:
    parts = []
    for one in wanted:
        said = f'"{" ".join(one.phrase.words)}" *'
        parts.append("(" + " OR ".join([said, *(f'"{m}"' for m in one.marks)]) + ")")
    return " AND ".join([*parts, f'"{within}"'])
