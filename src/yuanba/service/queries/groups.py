"""Working groups: who sits in them, which village has one, what came of what was told there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from yuanba.matters.rules import State
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM
from yuanba.service import rules
from yuanba.service.models import Member, Reception, ServiceDay, Taskforce
from yuanba.service.rules import Series


def group_of(place: Place, series: Series) -> Taskforce | None:
    """The living group of a place, or of the village it lies in. One statement."""
    rows = Taskforce.objects.filter(
        place_id__in=[place.pk, place.village_id or place.pk], series=series, until=None
    )
    return rows.order_by("id").first()


def members(group: Taskforce | None) -> list[Member]:
    """Those who sit in it now, leaders first. One statement."""
    if group is None:
        return []
    order = list(rules.Seat)
    found = group.members.filter(until=None)
    return sorted(found, key=lambda m: (order.index(rules.Seat(m.seat)), m.pk))


@dataclass(frozen=True)
class Cover:
    """One village or community with its group, its last day, and what came of what was told."""

    place: Place
    group: Taskforce | None
    seats: int
    last: date | None
    held: int
    told: int
    closed: int


def coverage(column: str, scope_id: int, series: Series) -> list[Cover]:
    """Every village and community of a township or county: has it a group, when was the last day,
    how many of the matters told there are struck off (P004-02, P004-03). Four statements."""
    found = Place.objects.filter(**{column: scope_id}, kind__in=BOTTOM, until=None)
    villages = list(found.order_by("township_id", "name", "pk")[:1000])
    ids = [village.pk for village in villages]
    living = Taskforce.objects.filter(place_id__in=ids, series=series, until=None).annotate(
        seats=Count("members", filter=Q(members__until=None))
    )
    groups = {group.place_id: group for group in living}
    held = _held(ids, series)
    told = _told(ids, series)
    return [
        Cover(
            place=village,
            group=groups.get(village.pk),
            seats=getattr(groups.get(village.pk), "seats", 0),
            last=held.get(village.pk, (None, 0))[0],
            held=held.get(village.pk, (None, 0))[1],
            told=told.get(village.pk, (0, 0))[0],
            closed=told.get(village.pk, (0, 0))[1],
        )
        for village in villages
    ]


def _held(ids: list[int], series: Series) -> dict[int, tuple[date | None, int]]:
    rows = ServiceDay.objects.filter(village_id__in=ids, series=series)
    counted = rows.values("village_id").annotate(last=Max("day"), n=Count("id"))
    return {row["village_id"]: (row["last"], row["n"]) for row in counted}


def _told(ids: list[int], series: Series) -> dict[int, tuple[int, int]]:
    rows = Reception.objects.filter(village_id__in=ids, day__series=series)
    rows = rows.filter(matter__concerned=False)  # for every reader: only what is about nobody
    counted = rows.values("village_id").annotate(
        n=Count("id"), done=Count("id", filter=Q(matter__state=State.CLOSED))
    )
    return {row["village_id"]: (row["n"], row["done"]) for row in counted}


def group(group_id: int) -> Taskforce | None:
    return Taskforce.objects.select_related("place").filter(pk=group_id).first()
