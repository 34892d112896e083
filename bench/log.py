"""What the log costs: a leaf, an act with and without it (paired, in one run), adding a million leaves up."""

import argparse
import statistics
import time
from typing import Any

from bench import _house


def measure(kind: str, acts_each: int, leaves: int) -> None:
    with _house.database(kind) as (made, folder):
        _house.begin(made, folder)
        from bench.intake import villages

        places = [int(p) for p in villages()]
        print(f"\n{kind}")
        _append(places[0], acts_each)
        _paired(places, acts_each)
        _verify(places[1], leaves)


def _append(place: int, many: int) -> None:
    """One leaf in a transaction of its own, the disk's sync with it; and without the sync."""
    from django.db import transaction

    from yuanba.base import clock, ids
    from yuanba.base.log import store

    took = []
    for _n in range(many):
        one = _noted(store, ids.new(), place, clock.now())
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


def _noted(store: Any, pk: int, place: int, now: Any) -> Any:
    facts = {"channel": "phone", "due": "2026-11-30"}
    return store.Noted(pk, "matters.report", "matters.matter", pk, place, "worker", now, facts)


def _paired(places: list[int], many: int) -> None:
    """accept (受理), by turns with the log and without it: the same matters, the same minute."""
    from yuanba.base import act as acting
    from yuanba.base import clock
    from yuanba.base.log import store
    from yuanba.base.permits import Role
    from yuanba.matters import acts
    from yuanba.people import door
    from yuanba.people.models import Person, Post
    from yuanba.places.models import Place

    person = Person.objects.create(username="bench", name="测", staff=True)
    for place in places:
        since = Place.objects.get(pk=place).since
        Post.objects.create(person=person, place_id=place, role=Role.WORKER, since=since)
    worker = door.with_posts(person.pk)
    told = [
        acts.report(
            actor=door.Guest(), place_id=places[n % 10], text="路灯不亮了", now=clock.now()
        ).pk
        for n in range(2 * many)
    ]
    took: dict[bool, list[float]] = {True: [], False: []}
    real = store.append
    for n, pk in enumerate(told):
        logged = n % 2 == 0
        acting.log.append = real if logged else (lambda _noted: None)  # type: ignore[assignment]
        began = time.perf_counter()
        acts.accept(actor=worker, matter_id=pk, now=clock.now())
        took[logged].append(time.perf_counter() - began)
    acting.log.append = real
    with_log, without = (statistics.median(took[which]) * 1000 for which in (True, False))
    print(
        f"  an act (accept)  {without:.2f} ms without, {with_log:.2f} ms with:"
        f" {100 * (with_log / without - 1):+.1f} %"
    )


def _verify(place: int, many: int) -> None:
    """Adding up so many leaves of one tree."""
    from django.db import transaction

    from yuanba.base import clock, ids
    from yuanba.base.log import checking, store

    began, now = time.perf_counter(), clock.now()
    for start in range(0, many, 10_000):
        with transaction.atomic():
            store.append(
                [_noted(store, ids.new(), place, now) for _ in range(min(10_000, many - start))]
            )
    print(f"  {many:,} leaves added in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    done, found = checking.check()
    took = time.perf_counter() - began
    print(f"  {done:,} leaves added up in {took:.1f} s ({done / took:,.0f}/s), {len(found)} faults")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", choices=["sqlite", "pg"], required=True)
    parser.add_argument("--acts", type=int, default=400)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    said = parser.parse_args()
    measure(said.db, said.acts, said.leaves)
