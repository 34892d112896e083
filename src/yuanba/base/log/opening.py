"""What the leaves speak of (`yuanba verify --deep`): is the record still what was committed to, and the
row what its newest leaf vouches for?"""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.module_loading import import_string

from yuanba.base import ids
from yuanba.base.log import bringing, forgetting, leaf, store
from yuanba.base.log.models import Leaf, Tree
from yuanba.base.log.seen import Seen
from yuanba.base.models import Record

MOST = 100  # findings named of a tree, or of a kind of row; the first says already that somebody was at it
A_MINUTE = timedelta(minutes=1)  # what began so shortly before is not over yet
MANY = 10_000  # pseudonyms kept at hand
PERSON = "people.person"
BESIDE = (store.ROW, store.ENTRY)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that does not add up."""

    tree: int
    chinese: str
    english: str
    n: int | None = None  # the leaf
    record: int | None = None
    stops: bool = False  # the tree itself is broken: nothing is added to it


@dataclass(slots=True)
class _Line:
    """A leaf and the record beside it, as they were read."""

    n: int
    record: int
    body: str
    key: bytes | None
    opened: Any
    act: str | None
    kind: str
    subject: int
    actor: int | None
    role: str
    at: datetime
    facts: str


class Sight:
    """Looks at leaf after leaf, and remembers the newest of each vouched row."""

    def __init__(self) -> None:
        self.fixed: dict[str, tuple[str, ...]] = import_string(f"{settings.WIRING}.FIXED")
        self.restates: set[str] = import_string(f"{settings.WIRING}.RESTATES")
        self.began = ids.made_before(A_MINUTE)
        self.seen = Seen()
        self.keys: dict[int, bytes] = {}  # of the people in this range of leaves
        # an author's pseudonym, by person, log and year
        self.names: dict[tuple[int, str, str], str] = {}

    def meet(self, rows: Sequence[Any]) -> None:
        """Before a range of leaves is looked at: the keys of whoever stands in it. One statement."""
        self.seen.put()
        if len(self.names) > MANY:
            self.names.clear()
        people = {actor for *_first, actor, _role, _at, _facts in rows}
        people |= {subject for *_first, kind, subject, _, _, _, _ in rows if kind == PERSON}
        found = get_user_model()._default_manager.filter(pk__in=people - {None})
        self.keys = {pk: bytes(key) for pk, key in found.values_list("pk", "log_key") if key}

    def look(self, row: Tree, said: dict[str, Any], columns: Any) -> Iterator[tuple[str, str]]:
        """What of this leaf's record is not as it was."""
        line = _Line(*columns)
        if line.act is None:
            yield f"第 {line.n} 条存证的记录不见了。", f"The record of leaf {line.n} is gone."
            return
        line.at = line.at if line.at.tzinfo else line.at.replace(tzinfo=UTC)
        told: dict[str, str] = said.get("f", {})
        beside = [name for name in told if name.startswith(BESIDE)]
        if beside:
            told = {name: told[name] for name in told if name not in beside}
        wrong = [*self._who_and_what(row, said, line), *_words(told, line)]
        if wrong:
            yield (
                f"记录被改过：{line.act}（{line.record}）的 {'、'.join(wrong)}。",
                f"A record was changed: {', '.join(wrong)} of {line.act} ({line.record}).",
            )
        vouches = False
        for name in beside:
            if name.startswith(store.ENTRY):
                self.seen.entry(int(name.removeprefix(store.ENTRY)), line.record)
            else:
                vouches = True
        if vouches and line.kind in store.vouched():
            anew = line.act in self.restates
            self.seen.row(line.kind, line.subject, line.record, anew=anew)

    def _who_and_what(self, row: Tree, said: dict[str, Any], line: _Line) -> Iterator[str]:
        if said.get("k") != line.act:
            yield "act"
        role, _, who = str(said.get("a", "")).partition(":")
        if role != line.role:
            yield "role"
        person = line.kind == PERSON
        own = self.keys.get(line.subject) if person else None
        name = store.name_of(line.kind, line.subject, row.origin, bytes(row.key), own)
        if said.get("s") != name and (own is not None or not person):
            yield "subject"
        if not self._by(who, line, row.origin):
            yield "actor"

    def _by(self, who: str, line: _Line, origin: str) -> bool:
        """Is it the same author? Who was erased, nobody can tell any more."""
        if line.actor is None or not who:
            return not who
        if (key := self.keys.get(line.actor)) is None:
            return True
        year = store.year_of(line.at)
        called = (line.actor, origin, year)
        if called not in self.names:
            self.names[called] = leaf.pseudonym(key, origin, year)
        return self.names[called] == who

    def rows(self) -> Iterator[Found]:
        """Rows that are not as their newest leaf says: so many of each kind, as are named of a tree."""
        self.seen.put()
        for kind in store.vouched():
            yield from islice(self._rows(kind), MOST)

    def _rows(self, kind: str) -> Iterator[Found]:
        model, fields = apps.get_model(kind), store.vouched()[kind]
        label, fixed = model._meta.label, self.fixed.get(kind, ())
        for some in self.seen.rows(kind):
            asked = {newest for _pk, _first, newest in some}
            asked |= {first for _pk, first, _newest in some} if fixed else set()
            leaves = Leaf.objects.in_bulk(asked)
            found = model._default_manager.filter(pk__in=[pk for pk, _first, _newest in some])
            rows = {row["pk"]: row for row in found.values("pk", *fields)}
            for pk, first, newest in some:
                wrong = list(_row(label, pk, rows.get(pk), leaves[newest], fields))
                if wrong and (later := _later(kind, pk, newest)) is not None:
                    row = model._default_manager.filter(pk=pk).values("pk", *fields).first()
                    wrong = list(_row(label, pk, row, later, fields))
                if fixed and not wrong and first != newest:
                    wrong = list(_row(label, pk, rows[pk], leaves[first], fixed))
                yield from wrong

    def ledger(self) -> Iterator[Found]:
        """Lines of the ledger that are not what a leaf vouches for, or that none vouches for."""
        self.seen.put()
        stands, since = store.stands()
        yield from islice(self._entries(stands), MOST)
        if begun := bringing.begun():
            old = ((pk, place) for pk, place in since(begun) if pk < self.began)
            for pk, place in islice(self.seen.bare(old), MOST):
                chinese = f"账上的一笔（{pk}）没有存证，是绕过办理记进去的。"
                english = f"An entry of the ledger ({pk}) has no leaf: written past the acts."
                yield Found(place, chinese, english)

    def _entries(self, stands: store.Stands) -> Iterator[Found]:
        for some in self.seen.entries():
            leaves = Leaf.objects.in_bulk([record for _pk, record in some])
            now = stands([pk for pk, _record in some])
            for pk, record in some:
                mine, name = leaves[record], f"{store.ENTRY}{pk}"
                key, told = forgetting.key_of(mine, name), msgspec.json.decode(mine.body)["f"][name]
                if key is not None and leaf.commitment(key, name, now.get(pk)) != told:
                    yield Found(
                        mine.tree_id,
                        f"账上的一笔（{pk}）和第 {mine.n} 条存证不一样。",
                        f"An entry of the ledger ({pk}) is not what leaf {mine.n} says.",
                        mine.n,
                        mine.record,
                    )


def _later(kind: str, pk: int, record: int) -> Leaf | None:
    """The newest leaf that vouches for the row by now, if somebody worked on it since it was read."""
    newer = Record.objects.filter(subject_id=pk, subject_kind=kind, pk__gt=record).order_by("-pk")
    for one in newer.values_list("pk", flat=True)[:20]:
        mine = Leaf.objects.filter(pk=one).first()
        if mine is not None and f'"{store.ROW}' in mine.body:
            return mine
    return None


def _words(told: dict[str, str], line: _Line) -> Iterator[str]:
    """Names of what the record says otherwise than it did; `record:at` is its time."""
    values = {"record:at": store.plain(line.at), **msgspec.json.decode(line.facts or "{}")}
    if line.key is not None:
        now = leaf.committed(bytes(line.key), values)
        if now != told:
            yield from sorted(n for n in now.keys() | told.keys() if now.get(n) != told.get(n))
        return
    yield from sorted(values.keys() ^ told.keys())
    opened = msgspec.json.decode(line.opened) if isinstance(line.opened, str) else line.opened
    for name, key in (opened or {}).items():
        there = name in told and name in values
        if there and leaf.commitment(b64decode(key), name, values[name]) != told[name]:
            yield name


def _row(
    label: str, pk: int, row: dict[str, Any] | None, mine: Leaf, columns: Sequence[str]
) -> Iterator[Found]:
    if row is None:
        chinese, english = f"{label} {pk} 被删除了。", f"{label} {pk} was deleted."
        yield Found(mine.tree_id, chinese, english, mine.n, mine.record)
        return
    told = msgspec.json.decode(mine.body)["f"]
    for column in columns:
        name, value = store.ROW + column, row[column]
        key = forgetting.key_of(mine, name) if name in told else None
        if key is not None and leaf.commitment(key, name, store.plain(value)) != told[name]:
            called = row.get("number") or pk
            yield Found(
                mine.tree_id,
                f"绕过办理改了数据：{label} {called} 的 {column}，和第 {mine.n} 条存证不一样。",
                f"Changed past the acts: {column} of {label} {called} is not what leaf {mine.n} says.",
                mine.n,
                mine.record,
            )
