"""What is shown of needs, resources and projects, to the desk and to everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, Prefetch, Q, QuerySet, When

from yuanba.base.permits import Actor, Role, may
from yuanba.people.models import Post, Unit
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind
from yuanba.projects.models import (
    Association,
    Contract,
    Deliverable,
    Need,
    Project,
    Reminder,
    Resource,
)
from yuanba.projects.rules import AHEAD, Due, Field, Fit, Side, State, fit

MOST = 100
MOST_COMPARED = 2000  # offers that a need is held against


def within(post: Post) -> dict[str, Any]:
    """The filter of this post's places: its county, township or village; a department its county."""
    place = post.place
    if post.role == Role.HANDLER:
        return {"place__county_id": place.county_id}
    column = {place.county_id: "county_id", place.township_id: "township_id"}.get(place.pk)
    return {f"place__{column}": place.pk} if column else {"place__village_id": place.village_id}


def needs(where: dict[str, Any]) -> list[Need]:
    """The open ones first. One statement."""
    rows = Need.objects.filter(**where).select_related("place", "project__unit")
    order = [When(state=state, then=n) for n, state in enumerate(State)]
    first = Case(*order, output_field=IntegerField())
    return list(rows.order_by(first, "-pk")[:MOST])


def on_wall(place: Place, since: datetime, most: int = 12) -> list[Need]:
    """What this place lacks, what is being done about it, what was done since that moment. One statement."""
    where = {f"place__{SCOPE_OF.get(Kind(place.kind), 'village_id')}": place.pk}
    rows = Need.objects.filter(
        Q(state__in=[State.OPEN, State.ADOPTED]) | Q(project__ended_at__gte=since)
    )
    rows = rows.filter(**where).select_related("place", "project__unit")
    return list(rows.order_by(F("project__due").asc(nulls_last=True), "-pk")[:most])


def resources(place: Place, today: date, most: int = MOST) -> list[Resource]:
    """Those that can be used in this place or below it today, the newest first. One statement."""
    return list(usable(place, today)[:most])


def usable(place: Place, today: date) -> QuerySet[Resource]:
    rows = Resource.objects.filter(taken_back_at=None).filter(Q(until=None) | Q(until__gt=today))
    above = Q(place__in=place.reach)
    below = Q(place__county_id=place.pk) | Q(place__township_id=place.pk)
    rows = rows.filter(above | below | Q(place__village_id=place.pk))
    return rows.select_related("unit", "place").order_by("-pk")


def need(reader: Actor, need_id: int) -> Need | None:
    near = ("place__parent", "project__unit", "project__resource__unit", "matter")
    rows = Need.objects.select_related(*near)
    found = rows.filter(pk=need_id).first()
    if found is None or not _sees(reader, found.place):
        return None
    return found


def _sees(reader: Actor, place: Place) -> bool:
    """Whoever works there or above, and the departments of its county."""
    if may(reader, "projects.see", reach=place.reach) is not None:
        return True
    posts: list[Post] = getattr(reader, "held", list)()
    return any(p.role == Role.HANDLER and p.place.county_id == place.county_id for p in posts)


@dataclass(frozen=True)
class Match:
    """An offer that might serve a need, and why."""

    resource: Resource
    fit: Fit


def services(need_id: int) -> list[Contract]:
    """What was bought for a need. One statement."""
    rows = Contract.objects.filter(need=need_id).select_related("provider")
    return list(rows.order_by("-pk"))


def open_needs(place: Place) -> list[tuple[str, str]]:
    """The needs of this place that are not served yet, as choices. One statement."""
    rows = Need.objects.filter(place=place, state__in=[State.OPEN, State.ADOPTED])
    return [(str(need.pk), need.title) for need in rows.order_by("-pk")[:MOST]]


def matches(need: Need, today: date) -> list[Match]:
    """The offers that might serve it, the nearest first, with reasons. One statement."""
    asks = Side(Field(need.field), f"{need.title} {need.text}", need.place.reach)
    found = []
    for one in resources(need.place, today, MOST_COMPARED):
        usable = frozenset({one.place_id})
        why = fit(asks, Side(Field(one.field), f"{one.title} {one.text}", usable))
        if why is not None:
            found.append(Match(one, why))
    return sorted(found, key=lambda m: (-m.fit.weight, m.resource.pk))[:6]


def units_of(post: Post) -> QuerySet[Unit]:
    """For whom somebody on this post may speak: his unit, or the bodies of his place."""
    if post.role == Role.HANDLER:
        return Unit.objects.filter(pk=post.unit_id or 0, active=True)
    return Unit.objects.filter(place=post.place, active=True).order_by("name", "pk")


def project(reader: Actor, project_id: int) -> Project | None:
    rows = Project.objects.select_related("need__place", "unit", "resource__unit")
    found = rows.filter(pk=project_id).first()
    return found if found is not None and _sees(reader, found.need.place) else None


# ---- contracts and associations

IN_ORDER = Prefetch("deliverables", Deliverable.objects.order_by("n"))


def contracts(where: dict[str, Any]) -> list[Contract]:
    """The newest first, with what is to be delivered. Two statements."""
    rows = Contract.objects.filter(**where).select_related("provider", "place")
    return list(rows.prefetch_related(IN_ORDER).order_by("-pk")[:MOST])


def contract(reader: Actor, contract_id: int) -> Contract | None:
    rows = Contract.objects.select_related("provider", "place", "need").prefetch_related(IN_ORDER)
    found = rows.filter(pk=contract_id).first()
    if found is None or may(reader, "projects.see", reach=found.reach) is None:
        return None
    return found


def associations(place: Place, *, living: bool = False) -> list[Association]:
    """Those of this place, above and below it, in the order of their names. One statement."""
    rows = Association.objects.filter(
        Q(place__in=place.reach) | Q(place__county_id=place.pk) | Q(place__township_id=place.pk)
    )
    rows = rows.filter(until=None) if living else rows
    return list(rows.select_related("place").order_by("name", "pk")[: 5 * MOST])


# ---- whose day comes near


def coming(today: date) -> Iterator[dict[str, Any]]:
    """What is due soon or late and was not told yet, as the act takes it. Four statements."""
    told = set(Reminder.objects.values_list("about", "subject_id", "due", "late"))
    until = {about: today + timedelta(days=days) for about, days in AHEAD.items()}
    open_ = Project.objects.filter(ended_at=None, due__lte=until[Due.PROJECT])
    missing = Deliverable.objects.filter(delivered_at=None) | Deliverable.objects.filter(
        accepted=False
    )
    missing = missing.filter(due__lte=until[Due.DELIVERY])
    papers = Association.objects.filter(until=None, valid_until__lte=until[Due.PAPER])
    found: list[tuple[Due, Any]] = [
        (Due.PROJECT, open_.values_list("pk", "need__place", "due")),
        (Due.DELIVERY, missing.values_list("pk", "contract__place", "due")),
        (Due.PAPER, papers.values_list("pk", "place", "valid_until")),
    ]
    for about, rows in found:
        for pk, place_id, due in rows:
            of = {"about": about, "subject_id": pk, "due": due, "late": due < today}
            if (about, pk, due, due < today) not in told:
                yield of | {"place_id": place_id}
