"""Search: words in the texts, titles, numbers, places and categories of what a reader may see.

The index only proposes ids. Whatever is shown is read again through the scope of the reader's post
(`lists.Scope.rows`), so that what lists hide from him, search hides too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from yuanba.base import clock
from yuanba.duties import queries as duties
from yuanba.duties.models import Category
from yuanba.matters import store_search
from yuanba.matters.models import Matter
from yuanba.matters.queries import lists, register
from yuanba.matters.rules import search as words
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

PROPOSED = 100  # ids asked of the index at a time
ROUNDS = 5  # as often, where the reader may see few of them; then he is offered to look on
MOST_PLACES = 20  # places that one word may mean
NEWEST = 2**63 - 1
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """A matter with the asked words marked in its title, its place and around them in its text."""

    row: lists.Row
    title: Pieces
    where: Pieces
    text: Pieces
    state: str  # its code
    reported: date


@dataclass(frozen=True)
class Found:
    """A page of hits; `next` is where to look on, "" when nothing follows."""

    hits: list[Hit] = field(default_factory=list)
    next: str = ""
    more_hidden: bool = False  # looked through many and found few: there may be more further back
    short: list[str] = field(default_factory=list)  # words of one character, not searched for
    places: list[Place] = field(default_factory=list)  # places that the words mean, now or once
    categories: list[Category] = field(default_factory=list)


def search(scope: lists.Scope, said: str, now: datetime, after: str = "") -> Found:
    """25 hits, the newest first. A known number of statements: at most six for each word's places,
    the categories, the number, the index and the rows."""
    asked = words.asked_words(said)
    short = [word for word in asked if words.phrase(word) is None]
    asked = [word for word in asked if word not in short]
    if not asked:
        return Found(short=short)
    if not after and (exact := numbered(scope, said)):
        return Found(_hits(scope, exact, asked, now))
    wanted, meant, kinds = _wanted(asked)
    ids, next_key, hidden = _visible(scope, wanted, after)
    return Found(_hits(scope, ids, asked, now), next_key, hidden, short, meant, kinds)


def visible(scope: lists.Scope, ids: Sequence[int]) -> QuerySet[Matter]:
    """Which of these the reader may see. The one place where search decides that."""
    return scope.rows().filter(pk__in=ids)


def numbered(scope: lists.Scope, said: str) -> list[int]:
    """A whole number (石桥-2026-0001, or the sender's own) leads straight to its matter."""
    ids = register.numbered(" ".join(said.split()))
    return list(visible(scope, ids).order_by("-pk").values_list("pk", flat=True)[:5]) if ids else []


def _wanted(
    asked: Sequence[str],
) -> tuple[list[store_search.Wanted], list[Place], list[Category]]:
    """Each word as its phrase, or as a place or category that it names."""
    tree = duties.everything()
    wanted: list[store_search.Wanted] = []
    meant: list[Place] = []
    kinds: list[Category] = []
    for word in asked:
        phrase = words.phrase(word)
        assert phrase is not None
        named = places.find(word)[:MOST_PLACES]
        alike = _leaves(tree, word)
        marks = [
            store_search.mark(SCOPE_OF.get(Kind(place.kind), "place_id"), place.pk)
            for place in named
        ]
        marks += [store_search.mark("place_id", place.pk) for place in named]
        marks += [store_search.mark("category_id", leaf.pk) for leaf in alike]
        wanted.append(store_search.Wanted(phrase, tuple(dict.fromkeys(marks))))
        meant, kinds = meant + named, kinds + alike
    return wanted, meant, kinds


def _leaves(tree: Sequence[Category], word: str) -> list[Category]:
    """The leaves that this word names, and all leaves of a branch that it names."""
    branches = {row.code for row in tree if not row.branch and _names(row, word)}
    return [row for row in tree if row.branch and (row.branch in branches or _names(row, word))]


def _names(category: Category, word: str) -> bool:
    known = (category.name.lower(), category.name_en.lower(), category.word.lower())
    return word == category.code.lower() or any(word in name for name in known)


def _visible(
    scope: lists.Scope, wanted: Sequence[store_search.Wanted], after: str
) -> tuple[list[int], str, bool]:
    """The ids of one page and one more, the key of the next page, and whether many were left out."""
    before = int(after) if after.isdecimal() and len(after) < 20 else NEWEST
    within, seen = store_search.mark(scope.column, scope.id), list[int]()
    for _round in range(ROUNDS):
        proposed = store_search.find(wanted, within, before=before, most=PROPOSED)
        mine = visible(scope, proposed).order_by("-pk").values_list("pk", flat=True)
        seen += mine
        if len(seen) > lists.PAGE:
            page = seen[: lists.PAGE]
            return page, str(page[-1]), False
        if len(proposed) < PROPOSED:
            return seen, "", False
        before = proposed[-1]
    return seen, str(before), True


def _hits(scope: lists.Scope, ids: Sequence[int], asked: Sequence[str], now: datetime) -> list[Hit]:
    """These matters as hits, in the order of the ids."""
    found = visible(scope, ids)
    told = {m["pk"]: m for m in found.values("pk", "text", "state", "reported_at")}
    rows = {row.id: row for row in lists.rows(found, now, wide=True)}
    return [_hit(rows[pk], told[pk], asked) for pk in ids if pk in rows and pk in told]


def _hit(row: lists.Row, told: Mapping[str, Any], asked: Sequence[str]) -> Hit:
    part = words.around(told["text"], asked)
    return Hit(
        row=row,
        state=told["state"],
        reported=clock.day_of(told["reported_at"]),
        title=words.marked(row.title, asked),
        where=words.marked(row.where, asked),
        # Most titles are the first words of the text: nobody reads them twice.
        text=[] if part.startswith(row.title.rstrip("…")) else words.marked(part, asked),
    )
