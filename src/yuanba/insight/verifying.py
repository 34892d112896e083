"""核对: everything added up once more: trees and heads, books, numbers; deep, also each record, the rows it
vouches for, and the files of pictures and voices. What was found is kept, and who has the desk sees it."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from yuanba.base import photos, voices
from yuanba.base.log import asking, checking, heads
from yuanba.base.log.kept import Kept
from yuanba.base.log.models import Tree, Verification
from yuanba.base.log.opening import Found
from yuanba.books import acts as books
from yuanba.books.models import Book
from yuanba.catalogue.models import Voucher
from yuanba.charters.models import Recording
from yuanba.matters.models import Matter, Photo, Register, VoiceNote
from yuanba.people.door import FOUNDER
from yuanba.places.models import Place
from yuanba.points.models import Picture

KEPT = 100  # findings kept and shown
Tell = Callable[[int, int], None]


def verify(
    *,
    deep: bool,
    now: datetime,
    tell: Tell = lambda _done, _of: None,
    kept: Kept | None = None,
) -> Verification:
    """Add everything up; stop what is broken, let go on what is whole again. Safe to run twice. `kept`:
    heads and lines that somebody brought."""
    began = time.monotonic()
    leaves, found = checking.check(deep, tell, kept)
    broken = {one.tree: one for one in reversed(found) if one.stops}
    found += [*_books(now), *_numbers()]
    if deep:
        found += islice(_files(), KEPT)
    for row in Tree.objects.order_by("pk"):
        if row.pk in broken:
            heads.stop(row.pk, f"{broken[row.pk].chinese} {broken[row.pk].english}")
        elif row.broken:
            heads.go_on(row.pk)
    return Verification.objects.create(
        at=now,
        deep=deep,
        seconds=time.monotonic() - began,
        leaves=leaves,
        faults=len(found),
        found=[[one.tree, one.chinese, one.english] for one in found[:KEPT]],
    )


def _books(now: datetime) -> Iterator[Found]:
    for book in Book.objects.select_related("place").order_by("pk"):
        checked = books.check(actor=FOUNDER, book_id=book.pk, now=now)
        if not checked.sound:
            yield Found(
                book.place_id,
                f"账对不上：{book.place.name}，{checked.faults} 处，这本账已停记。",
                f"A book of {book.place.name} does not add up ({checked.faults}); it is stopped.",
            )


def _numbers() -> Iterator[Found]:
    """Numbers run without a hole in each register and year (trust.md P2)."""
    counted = Matter.objects.values("register_id", "year").annotate(n=Count("id"), top=Max("seq"))
    there = {(row["register_id"], row["year"]): (row["n"], row["top"]) for row in counted}
    for register in Register.objects.order_by("pk"):
        last = register.last
        n, top = there.get((register.register_id, register.year), (0, 0))
        if not n == top == last:  # somebody may have told one meanwhile: both at one moment
            n, top, last = _counted(register)
        if not n == top == last:
            yield Found(
                register.register_id,
                f"{register.year} 年发到第 {last} 号，台账里有 {n} 件：编号断了。",
                f"{last} numbers were given in {register.year}, {n} matters are there: a hole.",
            )


def _counted(register: Register) -> tuple[int, int, int]:
    """How many matters, the highest number, the last one given: in one statement."""
    mine = Matter.objects.filter(register_id=OuterRef("register_id"), year=OuterRef("year"))
    by = mine.order_by().values("register_id")
    n, top = by.annotate(n=Count("id")).values("n"), by.annotate(top=Max("seq")).values("top")
    row = Register.objects.filter(pk=register.pk).annotate(n=Subquery(n), top=Subquery(top)).get()
    return row.n or 0, row.top or 0, row.last


def _files() -> Iterator[Found]:
    """Pictures and voices are the files they were when they came."""
    for model, place in (
        (Photo, "matter__village_id"),
        (Picture, "place_id"),
        (Voucher, "part__issue__place_id"),
    ):
        rows = model._default_manager.values_list("name", "digest", place)
        for name, digest, where in rows.iterator():
            yield from _file(photos.path(name), digest, where)
    for sounds, place in (
        (VoiceNote, "matter__village_id"), (Recording, "version__charter__place_id"),
    ):  # fmt: skip
        notes = sounds._default_manager.values_list("name", "kind", "digest", place)
        for name, kind, digest, where in notes.iterator():
            yield from _file(voices.path(name, kind), digest, where)


def _file(path: Path, digest: str, where: int | None) -> Iterator[Found]:
    try:
        if sha256(path.read_bytes()).hexdigest() == digest:
            return
    except OSError:
        yield Found(where or 0, f"文件不见了：{path.name}。", f"A file is gone: {path.name}.")
        return
    yield Found(where or 0, f"文件被换过：{path.name}。", f"A file was changed: {path.name}.")


def told(done: Verification) -> list[tuple[str, str]]:
    """What was found, with the name of its place before it, in Chinese and in English. One statement."""
    names = dict(
        Place.objects.filter(pk__in=[row[0] for row in done.found]).values_list("pk", "name")
    )
    before = {pk: f"{name}：" for pk, name in names.items()}
    return [(before.get(pk, "") + zh, before.get(pk, "") + en) for pk, zh, en in done.found]


def last() -> list[Verification]:
    """The newest twelve, the newest first."""
    return list(Verification.objects.order_by("-id")[:12])


def stopped() -> list[dict[str, Any]]:
    """Trees that nothing is added to, with the name of their place. One statement."""
    return _named(Tree.objects.exclude(broken=""))


def elsewhere() -> list[dict[str, Any]]:
    """Trees of which the witness saw another past. One statement."""
    return _named(Tree.objects.filter(unwitnessed__in=asking.PAST))


def _named(found: QuerySet[Tree]) -> list[dict[str, Any]]:
    names = Place.objects.filter(pk=OuterRef("pk")).values("name")
    rows = found.order_by("pk").annotate(name=Subquery(names)).values_list("pk", "name")
    return [{"pk": pk, "name": name or ""} for pk, name in rows]
