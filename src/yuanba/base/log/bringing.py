"""Records from before there was a log get their leaves, once: `yuanba migrate` calls this after the
migrations. Bounded batches, each a transaction; killed half way, it goes on where it stood."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from yuanba.base import ids
from yuanba.base.database import turn_to_write
from yuanba.base.log import store
from yuanba.base.log.models import Leaf
from yuanba.base.models import Counter, Record

BATCH = 500
DONE = "log"  # the counter that says that it is over: its number is the first id from then on


def brought() -> bool:
    return begun() > 0


def begun() -> int:
    """Whatever has a greater id has its leaf; nought while the old records are not in yet."""
    return Counter.objects.filter(name=DONE).values_list("n", flat=True).first() or 0


def bring_in(tell: Callable[[int], None] = lambda _n: None) -> int:
    """Leaves for the records that have none, in the order of their times; returns how many."""
    if brought():
        return 0
    done, last = 0, None
    while rows := _batch(last):
        done, last = done + len(rows), rows[-1].at
        tell(done)
    Counter.objects.update_or_create(name=DONE, defaults={"n": ids.new()})
    return done


def _batch(since: datetime | None) -> list[Record]:
    with turn_to_write(connection.vendor), transaction.atomic():
        mine = Leaf.objects.filter(record=OuterRef("pk"))
        bare = Record.objects.filter(~Exists(mine)).order_by("at", "id")
        if since is not None:
            bare = bare.filter(at__gte=since)
        rows = list(bare.select_related("actor")[:BATCH])
        people = [r.subject_id for r in rows if r.subject_kind == "people.person"]
        known = get_user_model()._default_manager.filter(pk__in=people, log_key__isnull=False)
        keys = {pk: bytes(key) for pk, key in known.values_list("pk", "log_key") if key}
        store.append([_noted(row, keys.get(row.subject_id)) for row in rows])
    return rows


def _noted(record: Record, subject_key: bytes | None) -> store.Noted:
    return store.Noted(
        record=record.pk,
        act=record.act,
        kind=record.subject_kind,
        subject=record.subject_id,
        place=record.place_id,
        role=record.role,
        at=record.at,
        facts=record.facts,
        actor=record.actor_id,
        actor_key=getattr(record.actor, "log_key", None),
        subject_key=subject_key if record.subject_kind == "people.person" else None,
    )
