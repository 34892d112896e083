"""The county's texts as they are compared (rules.groups.Shelf), in two tables.

Adding one reads and writes one row a term, whatever the number of matters: a row knows how many have
the term, and the newest for which it was one of the rarest. The words themselves are read from the
matters; of a text only its group, its length and a digest are kept, so that what is erased there is
gone here.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from sys import byteorder
from typing import Any

from django.db import connection

from yuanba.matters.rules.search import private
from yuanba.problems.rules.groups import Decision, Kept
from yuanba.problems.rules.texts import Said

NEWEST = 64  # texts remembered of a term
ALL = ""  # the term that stands for all texts
PEOPLE = ("contact__name", "reporter__name")  # nobody is found by his name
_MATTER = (
    't.matter_id, t.length, t."group", m.title, m.text, m.place_id, m.grid_id, m.village_id,'
    " m.category_id"
)


class Tables:
    """One county's shelf. What `decide` asks for first is kept for `put`."""

    def __init__(self, county_id: int) -> None:
        self.county_id = county_id
        self._newest: dict[str, bytes] = {}

    def copies(self, digest: str) -> int | None:
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT "group" FROM problems_text WHERE county_id = %s AND digest = %s LIMIT 1',
                [self.county_id, digest],
            )
            row = cursor.fetchone()
        return row[0] if row else None

    def rare(self, terms: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        asked = [ALL, *terms]
        marks = ", ".join(["%s"] * len(asked))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT term, n, newest FROM problems_term"  # noqa: S608  marks only
                f" WHERE county_id = %s AND term IN ({marks})",
                [self.county_id, *asked],
            )
            rows = cursor.fetchall()
        self._newest |= {term: bytes(newest) for term, _n, newest in rows}
        numbers = {term: n for term, n, _newest in rows}
        return numbers.pop(ALL, 0), {term: numbers.get(term, 0) for term in asked[1:]}

    def newest(self, keys: Sequence[str]) -> Mapping[str, Sequence[int]]:
        return {key: _ids(self._newest[key]) for key in keys if key in self._newest}

    def kept(self, ids: Sequence[int]) -> Mapping[int, Kept]:
        if not ids:
            return {}
        marks = ", ".join(["%s"] * len(ids))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {_MATTER} FROM problems_text t"  # noqa: S608  our own names
                f" JOIN matters_matter m ON m.id = t.matter_id WHERE t.matter_id IN ({marks})"
                " AND NOT m.concerned AND NOT m.restricted",
                list(ids),
            )
            rows = cursor.fetchall()
        return {
            pk: Kept(said_of(pk, title, text, (place, grid, village), category), length, group)
            for pk, length, group, title, text, place, grid, village, category in rows
        }

    def members(self, group: int, most: int) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT matter_id FROM problems_text WHERE "group" = %s'
                " ORDER BY matter_id DESC LIMIT %s",
                [group, most],
            )
            return [pk for (pk,) in cursor.fetchall()]

    def put(self, decision: Decision, now: datetime) -> int:
        """Write the text where it was decided; returns its group."""
        said = decision.weighed.said
        group = said.id if decision.group is None else decision.group
        words = "、".join(decision.words)[:120]
        with connection.cursor() as cursor:
            cursor.execute(
                'INSERT INTO problems_text (matter_id, county_id, "group", problem_id, digest,'
                " length, score, words, by_id, at) VALUES (%s, %s, %s, (SELECT problem_id FROM"
                ' problems_text WHERE "group" = %s AND problem_id IS NOT NULL LIMIT 1),'
                " %s, %s, %s, %s, NULL, %s) ON CONFLICT (matter_id) DO NOTHING",
                [
                    said.id, self.county_id, group, group, said.digest,
                    decision.weighed.length, decision.score, words, _moment(now),
                ],
            )  # fmt: skip
            if cursor.rowcount:
                self._count(said, decision.weighed.keys)
        return group

    def _count(self, said: Said, keys: Sequence[str]) -> None:
        rare = set(keys)
        values: list[int | str | bytes] = []
        for term in sorted({ALL, *said.counts}):  # always in one order: no two wait for each other
            kept = self._newest.get(term, b"")
            values += [self.county_id, term, 1, _with(kept, said.id) if term in rare else kept]
        rows = ", ".join(["(%s, %s, %s, %s)"] * (len(values) // 4))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO problems_term (county_id, term, n, newest)"  # noqa: S608
                f" VALUES {rows} ON CONFLICT (county_id, term)"
                " DO UPDATE SET n = problems_term.n + 1, newest = excluded.newest",
                values,
            )


@lru_cache(1000)  # what is told in a hot week is compared again and again
def said_of(
    pk: int, title: str, text: str, near: tuple[int, int | None, int], category: int | None,
    *people: str,
) -> Said:  # fmt: skip
    """A matter as it is compared: without telephones, and without the names of who told it."""
    return Said(
        pk,
        private(title, *people),
        private(text, *people),
        tuple(dict.fromkeys(i for i in near if i is not None)),
        category,
    )


def _ids(packed: bytes) -> list[int]:
    ids = array("q", packed)
    if byteorder == "big":
        ids.byteswap()
    return list(ids)


def _with(packed: bytes, pk: int) -> bytes:
    ids = array("q", [pk])
    if byteorder == "big":
        ids.byteswap()
    return packed[-8 * (NEWEST - 1) :] + ids.tobytes()


def _moment(at: datetime) -> Any:
    """SQLite keeps moments as text in UTC, without their offset."""
    return connection.ops.adapt_datetimefield_value(at)
