"""What should have been published or answered by now, in a place and all below it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.catalogue.models import Asked, Catalogue, Issue
from yuanba.catalogue.queries.board import Planned, cycles_of, plan_of, waits_for
from yuanba.catalogue.rules.issues import OUT
from yuanba.catalogue.rules.items import Cycle, Slot
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM


@dataclass(frozen=True)
class Late:
    """Something of a village. `what`: none, issue, once, review, reply, asked, above."""

    place: Place
    what: str
    due: date
    days: int
    issue: Issue | None = None
    asked: Asked | None = None
    slot: Slot | None = None


def late(over: Place, today: date) -> list[Late]:
    """By village, the villages in the order of their names: nobody is ranked. Six statements, and one
    for each catalogue in use."""
    below = places.subtree(over).filter(kind__in=BOTTOM, until=None).order_by("name", "pk")
    villages = [over] if over.kind in BOTTOM else list(below)
    ids, years = [v.pk for v in villages], (today.year - 1, today.year)
    stands = _standing(villages, years)
    cycles = {own.pk: cycles_of(own) for own in stands.values()}
    issues, calendar = _issues(ids, years[0]), places.calendar()
    asked = _asked(ids, today)
    found: list[Late] = []
    for village in villages:
        of = issues[village.pk]
        periods = {(i.cycle, i.since): i for i in of if i.cycle != Cycle.ONCE}
        for year in years:
            own = stands.get((village.pk, year))
            plan = plan_of(own, cycles[own.pk], periods, today, calendar) if own else []
            found += [one for planned in plan for one in _of_slot(village, planned, today)]
        found += [
            Late(village, "once", i.due, (today - i.due).days, i)
            for i in of
            if i.cycle == Cycle.ONCE and i.state not in OUT and i.due < today
        ]
        found += [_of_asked(village, question, today) for question in asked[village.pk]]
    return found


def _standing(villages: list[Place], years: tuple[int, int]) -> dict[tuple[int, int], Catalogue]:
    """For each village and year the catalogue that holds there. One statement."""
    above = {v.pk: [pk for pk in (v.pk, v.township_id, v.county_id) if pk] for v in villages}
    wanted = {pk for row in above.values() for pk in row}
    last: dict[tuple[int, int], Catalogue] = {}
    for one in Catalogue.objects.filter(place__in=wanted, year__in=years).order_by("n"):
        last[one.place_id, one.year] = one
    return {
        (village, year): next(last[pk, year] for pk in row if (pk, year) in last)
        for village, row in above.items()
        for year in years
        if any((pk, year) in last for pk in row)
    }


def _issues(ids: list[int], year: int) -> dict[int, list[Issue]]:
    """Two statements."""
    found: dict[int, list[Issue]] = defaultdict(list)
    rows = Issue.objects.filter(place__in=ids, since__year__gte=year)
    for one in rows.select_related("procedure", "catalogue").prefetch_related("reviews"):
        found[one.place_id].append(one)
    return found


def _asked(ids: list[int], today: date) -> dict[int, list[Asked]]:
    """One statement."""
    waiting = Q(answered_at=None, due__lt=today) | Q(above_at=None, above_due__lt=today)
    rows = Asked.objects.filter(waiting, part__issue__place__in=ids)
    found: dict[int, list[Asked]] = defaultdict(list)
    for one in rows.select_related("part__issue__procedure", "part__item").order_by("due", "pk"):
        found[one.part.issue.place_id].append(one)
    return found


def _of_slot(village: Place, one: Planned, today: date) -> list[Late]:
    found = []
    if one.late and not one.out:
        what = "issue" if one.issue else "none"
        found.append(Late(village, what, one.slot.due, one.days_late, one.issue, slot=one.slot))
    if one.issue is not None:
        waits = waits_for(one.issue, one.issue.catalogue)
        if waits is not None and waits[1] < today:
            found.append(Late(village, waits[0], waits[1], (today - waits[1]).days, one.issue))
    return found


def _of_asked(village: Place, question: Asked, today: date) -> Late:
    above = question.answered_at is not None
    due = question.above_due if above and question.above_due else question.due
    what = "above" if above else "asked"
    return Late(village, what, due, (today - due).days, question.part.issue, question)
