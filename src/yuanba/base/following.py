"""A job that follows the records: it reads on from its mark.

Ids carry their making, and a transaction that began earlier may end later. So a mark stays two minutes
behind: what is younger is read once more, until nothing can slip in before it. Where nobody writes,
nothing is read again.
"""

from datetime import timedelta

from django.db.models import QuerySet

from yuanba.base import ids
from yuanba.base.models import Counter, Record

OPEN = timedelta(minutes=2)  # no transaction lives longer


def mark(name: str) -> int:
    """Up to which record this follower has read for good; 0 if it never did. One statement."""
    return Counter.objects.filter(name=name).values_list("n", flat=True).first() or 0


def after(record_id: int) -> QuerySet[Record]:
    return Record.objects.filter(id__gt=record_id).order_by("id")


def read(name: str, record_id: int, done: int) -> None:
    """This follower has read up to this record; `done` is what it had read for good before."""
    settled = min(record_id, ids.made_before(OPEN))
    if settled > done:
        Counter.objects.update_or_create(name=name, defaults={"n": settled})
