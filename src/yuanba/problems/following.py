"""Keeping the groups up with the matters, and making a problem of a group that many tell."""

import time
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from yuanba.base import following
from yuanba.base.database import turn_to_write
from yuanba.base.models import Counter
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.places.models import Place
from yuanba.problems.files import place_of
from yuanba.problems.models import Problem, Text
from yuanba.problems.rules.groups import decide
from yuanba.problems.rules.likeness import common_words
from yuanba.problems.rules.states import LEAST, State
from yuanba.problems.rules.texts import Said, rarity
from yuanba.problems.store import PEOPLE, Tables, said_of

READ_TO = "problems"  # base.Counter: the record up to which the groups have followed
RECORDS = 2_000
AT_MOST = 20  # seconds of one run; what is left follows in the next
STEP = 5  # matters in one transaction: other writers wait for no more
MOST_NAME = 0.5  # of the members, for a name to stand on the board
LOOKED_AT = 200  # members that are looked at for the title
FIELDS = (
    "id", "county_id", "township_id", "village_id", "grid_id", "place_id", "category_id", "title",
    "text", "lane", "reported_at", "reporter_id", "contact__mark", *PEOPLE,
)  # fmt: skip


def follow_records(now: datetime) -> int:
    """Place what was told since the last run; returns how many matters were placed."""
    done = after = following.mark(READ_TO)
    n, until = 0, time.monotonic() + AT_MOST
    while time.monotonic() < until:
        fresh = following.after(after).values_list("id", "subject_kind", "subject_id")
        page = list(fresh[:RECORDS])
        told = sorted({pk for _id, kind, pk in page if kind == "matters.matter"})
        for start in range(0, len(told), STEP):
            n += place(told[start : start + STEP], now)
        if page:
            following.read(READ_TO, page[-1][0], done)
        if len(page) < RECORDS:
            break
        after = page[-1][0]
    return n


def begin_after(record_id: int) -> None:
    """Follow only what is told after this record. For an invented past, whose sentences repeat: each
    would look like a trouble that many tell."""
    Counter.objects.update_or_create(name=READ_TO, defaults={"n": record_id})


def place(ids: list[int], now: datetime) -> int:
    """Place those that have no place yet; take out what nobody else may know of."""
    with turn_to_write(connection.vendor), transaction.atomic():
        leave(ids)
        fresh = Matter.objects.filter(pk__in=ids, likeness=None, concerned=False, restricted=False)
        rows = list(fresh.order_by("reported_at", "pk").values(*FIELDS))
        for row in rows:
            _place(row, now)
    return len(rows)


def leave(ids: list[int]) -> None:
    """What is confidential, or about somebody, tells of no common problem (trust.md: who may know)."""
    shut = Q(matter__concerned=True) | Q(matter__restricted=True)
    Text.objects.filter(shut, matter_id__in=ids).delete()


def forget(ids: list[int]) -> None:
    """What was erased from these is erased here: the words they shared, the digest of their text."""
    Text.objects.filter(matter_id__in=ids).update(words="", digest="")


def _place(row: dict[str, Any], now: datetime) -> None:
    shelf = Tables(row["county_id"])
    decision = decide(_said(row), shelf)
    group = shelf.put(decision, now)
    for other in decision.also:
        _become_one(group, other)
    if decision.group is not None:
        look_at(group, row, now)


def _said(row: dict[str, Any]) -> Said:
    near = (row["place_id"], row["grid_id"], row["village_id"])
    people = (row[name] or "" for name in PEOPLE)
    return said_of(row["id"], row["title"], row["text"], near, row["category_id"], *people)


def _become_one(group: int, other: int) -> None:
    """Two groups are one now, unless people have decided on both: that is theirs to join."""
    ours, theirs = _problem(group), _problem(other)
    if ours and theirs and State.PROPOSED not in {ours.state, theirs.state}:
        return
    kept = theirs if theirs and (ours is None or ours.state == State.PROPOSED) else ours
    gone = theirs if kept is ours else ours
    Text.objects.filter(group=other).update(group=group)
    Text.objects.filter(group=group).update(problem=kept)
    if gone and kept and gone != kept:
        gone.delete()


def _problem(group: int) -> Problem | None:
    return Problem.objects.filter(members__group=group).first()


def held(matter: Matter, now: datetime) -> Text:
    """Where this matter lies; placed now if nobody came to it yet. Called by acts."""
    found = Text.objects.filter(matter=matter).first()
    if found is None:
        row = Matter.objects.filter(pk=matter.pk).values(*FIELDS).get()
        _place(row, now)
        found = Text.objects.get(matter=matter)
    return found


def look_at(group: int, row: dict[str, Any], now: datetime) -> None:
    """Make a problem of a group that enough families tell; one that is there reaches the new matter
    too."""
    problem = _problem(group)
    if problem is None:
        if Text.objects.filter(group=group)[:LEAST].count() == LEAST:
            _propose(group, now)
        return
    problem.first_at = min(problem.first_at, row["reported_at"])
    problem.last_at = max(problem.last_at, row["reported_at"])
    problem.category_id = problem.category_id or row["category_id"]
    problem.place = reaching(problem.place, row)
    problem.save(update_fields=["first_at", "last_at", "category", "place"])


def _propose(group: int, now: datetime) -> None:
    members = Matter.objects.filter(likeness__group=group, concerned=False, restricted=False)
    rows = list(members.order_by("reported_at", "pk").values(*FIELDS)[:LOOKED_AT])
    if sum(row["lane"] == Lane.PERSONAL for row in rows) * 2 > len(rows):
        return  # each his own affair, however many ask (domain.md 3.1)
    if families([(r["contact__mark"], r["reporter_id"], r["id"]) for r in rows]) < LEAST:
        return
    texts = [_said(row) for row in rows]
    place = Place.objects.get(pk=rows[0]["village_id"])
    for row in rows:
        place = reaching(place, row)
    problem = Problem.objects.create(
        place=place,
        county_id=rows[0]["county_id"],
        title=_title(texts, rows[0]["county_id"])[:60],
        named=place_of(texts, MOST_NAME)[:60],
        category_id=_most([row["category_id"] for row in rows]),
        first_at=rows[0]["reported_at"],
        last_at=rows[-1]["reported_at"],
        found_at=now,
    )
    Text.objects.filter(group=group).update(problem=problem)


def _title(texts: list[Said], county_id: int) -> str:
    """What they all say, until a person finds better words. Never the sentence of one of them: those
    who work elsewhere read it too."""
    total, numbers = Tables(county_id).rare({term for said in texts for term in said.counts})
    words = common_words(texts, rarity(numbers, total), LEAST)
    return "、".join(words) or str(_("好几户说的同一件事"))


def families(tellers: list[tuple[bytes | str | None, int | None, int]]) -> int:
    """How many different people told it: by telephone, else by account, else each counts."""
    return len({mark or reporter or pk for mark, reporter, pk in tellers})


def _most(found: list[int | None]) -> int | None:
    known = [pk for pk in found if pk is not None]
    return max(set(known), key=lambda pk: (known.count(pk), -pk)) if known else None


def reaching(place: Place, row: dict[str, Any]) -> Place:
    """The smallest place over this one and the matter's village."""
    if place.pk in {row["village_id"], row["township_id"], row["county_id"]}:
        return place
    same = place.township_id == row["township_id"]
    return Place.objects.get(pk=row["township_id"] if same else row["county_id"])
