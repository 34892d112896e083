"""Adds leaves. Called by acts at their end, inside their transaction, by nobody else.

The tree's row is locked last of all and held until the commit: whoever waits for it waits for nothing
else. Two statements on PostgreSQL, three on SQLite, however many records the act left in a community;
one more for every 256th leaf. On PostgreSQL the act's key is answered in the second of them.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils.module_loading import import_string

from yuanba.base import bulk, clock, ids
from yuanba.base.errors import Refused
from yuanba.base.log import leaf, tree
from yuanba.base.log.models import Leaf, Node, Tree
from yuanba.base.text import _

HOUSE = 0  # the tree of what belongs to no place
STEP = 8  # heights that are kept as rows: every eighth
# What goes on where a tree is stopped: signing in and adding up, so that somebody can look.
ALWAYS = ("people.", "books.check")
MANY = 40  # leaves; more go in by the bulk road
ROW = "row:"  # before the name of a column that the leaf vouches for
ENTRY = "entry:"  # before the id of a line of the ledger


Stands = Callable[[Iterable[int]], dict[int, Any]]
Since = Callable[[int], Iterable[tuple[int, int]]]
Statement = tuple[str, list[Any]]


@dataclass(slots=True)
class Noted:
    """A record as its leaf will speak of it."""

    record: int
    act: str
    kind: str
    subject: int
    place: int | None
    role: str
    at: datetime
    facts: Mapping[str, Any]
    actor: int | None = None
    actor_key: bytes | None = None
    subject_key: bytes | None = None  # a person has a key of his own, which can be forgotten
    # the row the record speaks of: read when the act is over, as the act left it
    row: models.Model | Mapping[str, Any] | None = None
    community: int | None = None  # where it is known already
    more: dict[str, Any] = field(default_factory=dict)  # trail.vouch


@dataclass(slots=True)
class Locked:
    """A tree's row, ours until the transaction ends."""

    id: int
    origin: str
    key: bytes
    size: int
    last: int
    peaks: list[bytes]
    broken: str
    new: list[list[Any]] = field(default_factory=list)  # rows of leaves
    whole: list[list[Any]] = field(default_factory=list)  # rows of nodes


def append(noted: Sequence[Noted], beside: Statement | None = None) -> None:
    """A leaf for each, in this order, in the trees of their communities (the lower id first).

    `beside` is a last statement of the act that needs no answer: it goes with the leaf in one round trip
    where the database can take both."""
    held = _held.get()
    with connection.cursor() as cursor:
        asked = {(n.place if n.community is None else None, n.community) for n in noted}
        if held is None and len(asked) == 1:
            _write(cursor, _lock(cursor, *asked.pop()), noted, beside)
            return
        if beside:
            cursor.execute(*beside)
        if held is not None:
            held += [replace(one, row=columns(one)) for one in noted]
            return
        where = {place: _community(cursor, place) for place, known in asked if known is None}
        heaps: dict[int, list[Noted]] = {}
        for one in noted:
            mine = where[one.place] if one.community is None else one.community
            heaps.setdefault(mine, []).append(one)
        for community, heap in sorted(heaps.items()):
            _write(cursor, _lock(cursor, None, community), heap)


_held: ContextVar[list[Noted] | None] = ContextVar("held", default=None)


@contextmanager
def in_order() -> Iterator[None]:
    """What is left in here (inside one transaction) is added at its end in the order of its times: an
    invented past is told by its authors in another."""
    token = _held.set([])
    try:
        yield
        left = _held.get() or []
    finally:
        _held.reset(token)
    append(sorted(left, key=lambda one: one.at))


def _write(
    cursor: Any, mine: Locked, noted: Sequence[Noted], beside: Statement | None = None
) -> None:
    if mine.broken and not all(n.act.startswith(ALWAYS) for n in noted):
        raise Refused(
            "record_stopped",
            _("这里的存证记录对不上，先停办，查清了再办。您写的还在这一页；急事请打电话。"),
        )
    for one in noted:
        _add(mine, one)
    quick = len(mine.new) <= MANY
    if not quick:
        bulk.insert(Leaf, LEAF, mine.new)
    values = [mine.size, mine.last, b"".join(mine.peaks), mine.id]
    grown = "UPDATE base_tree SET size = %s, last = %s, peaks = %s WHERE id = %s"
    todo = [(_leaves(len(mine.new)), [v for row in mine.new for v in row])] if quick else []
    if beside:
        todo.append(beside)
    if todo and connection.vendor == "postgresql":
        first = ", ".join(f"w{i} AS ({sql})" for i, (sql, _values) in enumerate(todo))
        cursor.execute(f"WITH {first} {grown}", [v for _sql, row in todo for v in row] + values)
    else:
        for sql, row in [*todo, (grown, values)]:
            cursor.execute(sql, row)
    if mine.whole:
        bulk.insert(Node, NODE, mine.whole)


LEAF = ["record", "tree_id", "n", "body", "key"]
PUT = "INSERT INTO base_leaf (record, tree_id, n, body, key) VALUES"
NODE = ["id", "tree_id", "height", "n", "hash"]


@cache
def _leaves(n: int) -> str:
    return f"{PUT} {', '.join(['(%s, %s, %s, %s, %s)'] * n)}"


def _add(mine: Locked, one: Noted) -> None:
    key, index = leaf.new_key(), mine.size
    mine.last, back = leaf.moment(mine.last, int(one.at.timestamp()))
    text = leaf.body(
        origin=mine.origin,
        index=index,
        act=one.act,
        who=who(one, mine.origin),
        subject=name_of(one.kind, one.subject, mine.origin, mine.key, one.subject_key),
        at=mine.last,
        back=back,
        fields=leaf.committed(key, said(one)),
    )
    mine.new.append([one.record, mine.id, index, text, key])
    for height, n, hash_ in tree.grow(index, mine.peaks, tree.leaf_hash(text.encode())):
        if height % STEP == 0:
            mine.whole.append([ids.new(), mine.id, height, n, hash_])
    mine.size += 1


def said(one: Noted) -> dict[str, Any]:
    """Everything that the leaf commits to: the exact time, what the act said, the row as it left it."""
    row = {ROW + name: plain(value) for name, value in columns(one).items()}
    return {"record:at": plain(one.at), **one.facts, **row, **one.more}


def columns(one: Noted) -> dict[str, Any]:
    """What its leaf vouches for of the row, as it stands now."""
    if one.row is None:
        return {}
    values = one.row if isinstance(one.row, Mapping) else one.row.__dict__
    return {name: values[name] for name in vouched().get(one.kind, ()) if name in values}


def who(one: Noted, origin: str) -> str:
    """Role and the actor's pseudonym of the year; who is no person of ours has none."""
    if one.actor is None or one.actor_key is None:
        return f"{one.role}:"
    return f"{one.role}:{leaf.pseudonym(one.actor_key, origin, year_of(one.at))}"


def year_of(at: datetime) -> str:
    """The year of a pseudonym, in Shanghai."""
    return str(clock.day_of(at).year)


def name_of(kind: str, subject: int, origin: str, key: bytes, own: bytes | None) -> str:
    """The 128-bit name of a subject; a person's hangs on a key of his own."""
    if own is not None:
        return leaf.pseudonym(own, origin, "subject")
    return leaf.pseudonym(key, kind, str(subject))


def plain(value: Any) -> Any:
    """A value as JSON says it, the same from the act as from the table."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return value


@cache
def vouched() -> dict[str, tuple[str, ...]]:
    """wiring.VOUCHED: model → the columns that each of its records vouches for."""
    table: dict[str, tuple[str, ...]] = import_string(f"{settings.WIRING}.VOUCHED")
    return table


def stands() -> tuple[Stands, Since]:
    """wiring.STANDS: the lines of the ledger as they stand, and those entered since an id."""
    found: tuple[Stands, Since] = import_string(f"{settings.WIRING}.STANDS")
    return found


# ---- the tree's row -----------------------------------------------------------------------------


MINE = "SELECT id, origin, key, size, last, peaks, broken FROM base_tree WHERE id ="


def _lock(cursor: Any, place: int | None, community: int | None) -> Locked:
    """The tree of a place, begun when it is first asked for."""
    found = _locked(cursor, place, community)
    if found is None:
        if community is None:
            community = _community(cursor, place)
        begin(community)
        found = _locked(cursor, None, community)
    assert found is not None
    return found


def _locked(cursor: Any, place: int | None, community: int | None) -> Locked | None:
    if community is not None or place is None:
        which, asked = "%s", HOUSE if community is None else community
    else:
        which, asked = f"COALESCE(({settings.COMMUNITY}), 0)", place
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    cursor.execute(f"{MINE} {which}{lock}", [asked])
    row = cursor.fetchone()
    if row is None:
        return None
    peaks = bytes(row[5])
    cut = [peaks[i : i + 32] for i in range(0, len(peaks), 32)]
    return Locked(row[0], row[1], bytes(row[2]), row[3], row[4], cut, row[6])


def _community(cursor: Any, place: int | None) -> int:
    if place is None:
        return HOUSE
    cursor.execute(f"SELECT COALESCE(({settings.COMMUNITY}), 0)", [place])
    return int(cursor.fetchone()[0])


def begin(community: int) -> None:
    """An empty tree, unless there is one. The house's has a name of its own by chance: many houses
    call themselves so."""
    origin = f"yuanba/{community}" if community else f"yuanba/house-{secrets.token_hex(8)}"
    Tree.objects.bulk_create(
        [Tree(id=community, origin=origin, key=leaf.new_key())], ignore_conflicts=True
    )
