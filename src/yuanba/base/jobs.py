"""The loop that runs job rows: leased, retried with back-off, kept on a list when they keep failing.

A handler takes the job's data and must be safe to run twice: a killed worker's lease runs out and
another takes the job over.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction

from yuanba.base import clock, ids, records
from yuanba.base.database import turn_to_write
from yuanba.base.models import Job, Record

LEASE = timedelta(minutes=5)
ATTEMPTS = 8  # then the job stays on the list that administrators see
BACK_OFF = timedelta(seconds=15)  # doubled at each failure

log = logging.getLogger(__name__)


def handlers() -> dict[str, Callable[..., None]]:
    """Every function that a job row may name: those in wiring.LATER, CLOCK and PLANNED."""
    wiring = import_module(settings.WIRING)
    rows = [f for row in wiring.LATER.values() for f in row] + list(wiring.CLOCK)
    rows += getattr(wiring, "PLANNED", [])
    return {records.kind_of(function): function for function in rows}


def plan(function: Callable[..., None], *, key: str, run_at: datetime, **data: Any) -> None:
    """Plan work under a key; planning again under the same key replaces it."""
    kind = records.kind_of(function)
    row = {"kind": kind, "data": data, "run_at": run_at, "done_at": None, "attempts": 0}
    Job.objects.update_or_create(key=key, defaults=row, create_defaults={"id": ids.new(), **row})


def held(record: Record) -> list[Job]:
    """The jobs that follow a record and were held back (records.held_back), locked; none that a worker
    has begun."""
    found = Job.objects.select_for_update().filter(
        key__startswith=f"held:{record.pk}:", done_at__isnull=True, attempts=0
    )
    return list(found)


def drop(some: Iterable[Job], now: datetime) -> None:
    """These are not to be run: what they would have followed was taken back."""
    found = Job.objects.filter(pk__in=[job.pk for job in some])
    found.update(done_at=now, error="taken back")


def lease(now: datetime, *, most: int = 20) -> list[Job]:
    """Take up to `most` due jobs for this process. One short transaction."""
    with turn_to_write(connection.vendor), transaction.atomic():
        due = (
            Job.objects.filter(done_at__isnull=True, run_at__lte=now, attempts__lt=ATTEMPTS)
            .exclude(locked_until__gt=now)
            .order_by("run_at", "id")
        )
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        taken = list(due[:most])
        for job in taken:
            job.locked_until, job.locked_by = now + LEASE, str(os.getpid())
            job.attempts += 1
        Job.objects.bulk_update(taken, ["locked_until", "locked_by", "attempts"])
    return taken


def run(job: Job, now: datetime) -> bool:
    """Run one leased job (handlers open their own transactions); on failure say when again."""
    try:
        handlers()[job.kind](now=now, **job.data)
        Job.objects.filter(pk=job.pk).update(done_at=now, error="", locked_until=None)
    except Exception as fault:
        log.exception("job %s failed", job)
        again = now + BACK_OFF * 2**job.attempts
        Job.objects.filter(pk=job.pk).update(
            error=f"{type(fault).__name__}: {fault}"[:500], run_at=again, locked_until=None
        )
        return False
    return True


def plan_the_clock(now: datetime) -> None:
    """Recurring work (wiring.CLOCK: function → how often) always has one row ahead."""
    wiring = import_module(settings.WIRING)
    for function, every in wiring.CLOCK.items():
        kind = records.kind_of(function)
        job = Job.objects.filter(key=f"clock:{kind}").first()
        if job is None or (job.done_at is not None and job.done_at + every <= now):
            plan(function, key=f"clock:{kind}", run_at=now)


def run_due(now: datetime | None = None, *, most: int = 20) -> int:
    """One round: lease what is due, run it. Returns how many jobs were run."""
    now = now or clock.now()
    plan_the_clock(now)
    jobs = lease(now, most=most)
    for job in jobs:
        run(job, now)
    return len(jobs)


def loop(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Work until told to stop; sleeps `pause` seconds when there is nothing to do."""
    while not stop.is_set():
        close_old_connections()
        try:
            busy = run_due()
        except Exception:
            log.exception("job loop")
            busy = 0
        if not busy:
            stop.wait(pause)
