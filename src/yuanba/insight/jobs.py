"""Once a night: how often each form was filled in this month and the last, counted anew."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.functions import ExtractHour

from yuanba.base import clock
from yuanba.base.database import turn_to_write
from yuanba.base.models import Record
from yuanba.insight import verifying
from yuanba.insight.burden import EVENING, LATE, SENT
from yuanba.insight.models import Filled
from yuanba.matters import sight
from yuanba.notices.models import Message
from yuanba.places.rules import SHANGHAI


def count_forms(*, now: datetime) -> None:
    """Counted from the records, so that a second run gives the same; nothing per person."""
    this = clock.day_of(now).replace(day=1)
    for month in ((this - timedelta(days=1)).replace(day=1), this):
        _count(month, now)


def _count(month: date, now: datetime) -> None:
    start = datetime(month.year, month.month, 1, tzinfo=SHANGHAI)
    end = datetime.combine((month + timedelta(days=32)).replace(day=1), start.timetz())
    rows = Record.objects.filter(at__gte=start, at__lt=end)
    # a form filled in once more would tell those it is kept from
    rows = rows.exclude(subject_id__in=sight.about_somebody())
    counted = rows.values("act").annotate(n=Count("id"), things=Count("subject_id", distinct=True))
    made = [
        Filled(month=month, act=row["act"], n=row["n"], again=row["n"] - row["things"], at=now)
        for row in counted
    ]
    sent = Message.objects.filter(sent_at__gte=start, sent_at__lt=end)
    sent = sent.exclude(matter__concerned=True)
    hour = ExtractHour("sent_at", tzinfo=SHANGHAI)
    late = Q(hour__gte=EVENING[0]) | Q(hour__lt=EVENING[1])
    numbers = sent.annotate(hour=hour).aggregate(n=Count("id"), late=Count("id", filter=late))
    made.append(Filled(month=month, act=SENT, n=numbers["n"], at=now))
    made.append(Filled(month=month, act=LATE, n=numbers["late"], at=now))
    _replace(month, made)


def _replace(month: date, made: list[Filled]) -> None:
    with turn_to_write(connection.vendor), transaction.atomic():
        Filled.objects.filter(month=month).delete()
        Filled.objects.bulk_create(made)


def verify_night(*, now: datetime) -> None:
    """夜间核对: everything is added up; the first night of a week also every record, row and picture."""
    verifying.verify(deep=clock.day_of(now).weekday() == 0, now=now)
