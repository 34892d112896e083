"""Counts of a month, each by itself: rounds, looks, found, put right on the spot, told as matters, put
right in time (P001-09: the report's units differ, so none is added to another). Of points and places,
never of persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from yuanba.patrols import rules
from yuanba.patrols.models import Finding, Look
from yuanba.patrols.queries.today import Stop
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind


@dataclass(frozen=True)
class Counts:
    rounds: int  # grids × days on which at least one point was looked at
    looks: int
    found: int
    on_spot: int
    matters: int
    fixed: int  # of those found in the month
    in_time: int  # of those found in the month, put right by the day that the row sets
    open: int  # of those found in the month, not put right yet


def counts(place: Place, first: date, after: date) -> Counts:
    """Of the days from `first` up to but without `after`. Three statements."""
    column = SCOPE_OF.get(Kind(place.kind))
    at = {f"point__place__{column}": place.pk} if column else {"point__place": place}
    days = Q(day__gte=first, day__lt=after)
    looks = Look.objects.filter(days, **at)
    found = Finding.objects.filter(days, **at).aggregate(
        found=Count("id"),
        on_spot=Count("id", filter=Q(on_spot=True)),
        matters=Count("id", filter=Q(matter__isnull=False)),
        fixed=Count("id", filter=Q(fixed_on__isnull=False)),
        in_time=Count("id", filter=Q(fixed_on__lte=F("due_on"))),
        open=Count("id", filter=Q(fixed_on=None)),
    )
    rounds = looks.values("point__place_id", "day").distinct().count()
    return Counts(rounds=rounds, looks=looks.count(), **found)


def covered(stops: Iterable[Stop], today: date) -> list[rules.Coverage]:
    return rules.coverage([(stop.point.risk, stop.next_on) for stop in stops], today)
