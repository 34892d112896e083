"""What the log costs: a leaf, an act with and without it (paired, in one run), adding a million leaves up."""

import argparse
import json
import os
import statistics
import time
import uuid
from typing import Any

from bench import _house


def measure(kind: str, acts_each: int, leaves: int) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from bench.intake import villages

        places = [int(p) for p in villages()]
        _worker(places)
        print(f"\n{kind}")
        _append(places[0], acts_each)
        _verify(places[1], leaves, {made.cluster.pid() or 0} if made.cluster else set())
        _paired(places, acts_each)


def _append(place: int, many: int) -> None:
    """One leaf in a transaction of its own, the disk's sync with it; and without the sync."""
    from django.db import transaction

    from yuanba.base import clock
    from yuanba.base.log import store

    took = []
    for one in _records(place, many, clock.now()):
        began = time.perf_counter()
        with transaction.atomic():
            inside = time.perf_counter()
            store.append([one])
            done = time.perf_counter()
        took.append((done - inside, time.perf_counter() - began))
    for name, column in (("leaf", 0), ("leaf and commit", 1)):
        row = sorted(t[column] * 1000 for t in took)
        print(
            f"  {name:<16} p50 {row[len(row) // 2]:.2f} ms, p99 {row[int(len(row) * 0.99)]:.2f} ms"
        )


def _paired(places: list[int], many: int) -> None:
    """accept (受理) with a key, as every page sends it, by turns with the log and without it: two matters
    of one village, one after the other. The median act, and what the log adds in the median pair."""
    from unittest.mock import patch

    from yuanba.base import clock
    from yuanba.base.log import store
    from yuanba.matters import acts
    from yuanba.people import door
    from yuanba.people.models import Person

    worker = door.with_posts(Person.objects.get(username="bench").pk)
    told = [
        acts.report(
            actor=door.Guest(), place_id=places[n // 2 % 10], text="路灯不亮了", now=clock.now()
        ).pk
        for n in range(2 * many)
    ]
    pairs: list[tuple[float, float]] = []  # without, with
    for n in range(0, 2 * many, 2):
        took = {}
        for pk, logged in zip(told[n : n + 2], [n % 4 == 0, n % 4 != 0], strict=True):
            with patch.object(store, "append", store.append if logged else _nothing):
                key, began = uuid.uuid4().hex, time.perf_counter()
                acts.accept(actor=worker, matter_id=pk, now=clock.now(), key=key)
                took[logged] = time.perf_counter() - began
        pairs.append((took[False], took[True]))
    without = statistics.median(pair[0] for pair in pairs) * 1000
    more = statistics.median(pair[1] - pair[0] for pair in pairs) * 1000
    print(
        f"  an act (accept)  {without:.2f} ms without, {more:+.2f} ms with:"
        f" {100 * more / without:+.1f} %"
    )


def _nothing(_noted: Any, beside: Any = None) -> None:
    """What is left of the end of an act without the log."""
    from django.db import connection

    if beside:
        with connection.cursor() as cursor:
            cursor.execute(*beside)


def _worker(places: list[int]) -> None:
    from yuanba.base.permits import Role
    from yuanba.people.models import Person, Post
    from yuanba.places.models import Place

    person = Person.objects.create(username="bench", name="测", staff=True)
    for place in places:
        since = Place.objects.get(pk=place).since
        Post.objects.create(person=person, place_id=place, role=Role.WORKER, since=since)


def _verify(place: int, many: int, server: set[int]) -> None:
    """Adding up so many leaves of one tree; deep, with their records beside them."""
    from django.db import transaction

    from yuanba.base import clock
    from yuanba.base.log import checking, store

    began, now = time.perf_counter(), clock.now()
    for start in range(0, many, 10_000):
        with transaction.atomic():
            store.append(_records(place, min(10_000, many - start), now))
    print(f"  {many:,} leaves added in {time.perf_counter() - began:.0f} s")
    for deep in (False, True):
        began, used = time.perf_counter(), _house.cpu_of(server | {os.getpid()})
        done, found = checking.check(deep)
        took = time.perf_counter() - began
        used = _house.cpu_of(server | {os.getpid()}) - used
        print(
            f"  {done:,} leaves added up {'deep ' if deep else ''}in {took:.1f} s"
            f" ({done / took:,.0f}/s, {used:.1f} s CPU), {len(found)} faults"
        )


def _records(place: int, many: int, now: Any) -> list[Any]:
    """Records of an act with five facts, and what their leaves are to say."""
    from yuanba.base import bulk, ids
    from yuanba.base.log import store
    from yuanba.base.models import Record
    from yuanba.people.models import Person

    actor, act, kind = Person.objects.get(username="bench"), "matters.accept", "matters.matter"
    facts = {"lane": "communal", "due": "2026-11-30", "amount": 7, "unit": "workdays", "reason": ""}
    made = [ids.new() for _ in range(many)]
    columns = [
        "id",
        "act",
        "subject_kind",
        "subject_id",
        "place_id",
        "actor_id",
        "role",
        "at",
        "facts",
    ]
    said = json.dumps(facts)
    rows = [(pk, act, kind, pk, place, actor.pk, "worker", now.isoformat(), said) for pk in made]
    bulk.insert(Record, columns, rows)
    return [
        store.Noted(pk, act, kind, pk, place, "worker", now, facts, actor.pk, actor.log_key)
        for pk in made
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"], required=True)
    parser.add_argument("--acts", type=int, default=400)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    said = parser.parse_args()
    measure(said.db, said.acts, said.leaves)
