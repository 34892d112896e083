"""Matters that are about an official, a unit or a neighbour, for those who hear them; and whom one
can name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext

from yuanba.base import clock
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.models import Concern, Matter
from yuanba.matters.models.concerns import STANDS
from yuanba.matters.queries import lists
from yuanba.matters.queries.words import day as day_words
from yuanba.matters.rules import Level
from yuanba.matters.rules.concerns import ConcernKind, Hearing
from yuanba.people.models import Person, Post, Unit
from yuanba.people.queries.common import post_words
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place

R = Role
# Whom one can name: those whose posts have to do with people. Public, as at the door of the office.
OFFICIALS = [
    R.WORKER,
    R.GRIDLEAD,
    R.GRID,
    R.MEDIATOR,
    R.TOWNSHIP,
    R.SUPERVISOR,
    R.HANDLER,
    R.COUNTY,
]
MOST = 200  # persons and units in one select
HEARINGS: dict[str, Any] = {
    Hearing.HERE: _("本处来办"),
    Hearing.TOWNSHIP: _("镇街来办"),
    Hearing.COUNTY: _("区县来办"),
    Hearing.WATCH: _("监督委员会来看"),
}
LEVELS: dict[Level, Any] = {
    Level.VILLAGE: _("村、社区的干部，不知道姓名"),
    Level.TOWNSHIP: _("镇、街道的干部，不知道姓名"),
    Level.COUNTY: _("区、县的干部，不知道姓名"),
}
Groups = list[tuple[str, list[tuple[str, str]]]]


# ---- whom one can name


def offered(place: Place) -> Groups:
    """Officials and units of a place and those above it, by level; last somebody else. Three
    statements. Each value is its kind and id: person:12."""
    line = [i for i in (place.village_id, place.township_id, place.county_id) if i is not None]
    names = dict(Place.objects.filter(pk__in=line).values_list("pk", "name"))
    people, units = _people(place), _units(line)
    groups: Groups = []
    for level, pk in (
        (Level.VILLAGE, place.village_id),
        (Level.TOWNSHIP, place.township_id),
        (Level.COUNTY, place.county_id),
    ):
        rows = [(f"level:{level}", str(LEVELS[level]))]
        if pk is not None:
            rows += people.get(pk, []) + units.get(pk, [])
        groups.append((names.get(pk or 0, "") or str(LEVELS[level]), rows))
    groups.append((gettext("别的"), [("other", gettext("邻居或别的人"))]))
    return groups


def _people(place: Place) -> dict[int, list[tuple[str, str]]]:
    """By the village or township they serve; those of the county are named by their unit."""
    today = clock.day_of(clock.now())
    held = Post.objects.filter(since__lte=today, role__in=OFFICIALS, person__is_active=True)
    held = held.filter(Q(until=None) | Q(until__gt=today))
    here = Q(place_id=place.township_id) if place.township_id else Q(pk__in=[])
    if place.village_id:
        here |= Q(place__village_id=place.village_id)
    found: dict[int, dict[str, str]] = {}
    rows = held.filter(here).select_related("person", "place", "unit").order_by("id")
    for post in rows[:MOST]:
        at = post.place.village_id or post.place.township_id or 0
        words = f"{post.person.name}（{post_words(post)}）"
        found.setdefault(at, {}).setdefault(f"person:{post.person_id}", words)
    return {at: list(named.items()) for at, named in found.items()}


def _units(line: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Unit.objects.filter(place_id__in=list(line), active=True).exclude(kind=UnitKind.SELF)
    for pk, at, name in rows.order_by("name").values_list("pk", "place_id", "name")[:MOST]:
        found.setdefault(at, []).append((f"unit:{pk}", name))
    return found


# ---- whom it is about


@dataclass(frozen=True)
class About:
    """One concern in words."""

    id: int
    whom: str
    why: str
    by: str
    day: str
    hearing: Any


def standing(matter: Matter) -> list[About]:
    """Whom this matter is about. None for an ordinary matter; two statements else."""
    return _of([matter.pk]).get(matter.pk, []) if matter.concerned else []


def _of(ids: Iterable[int]) -> dict[int, list[About]]:
    """The standing concerns of these matters. Two statements."""
    posts = Prefetch("person__posts", Post.objects.select_related("place", "unit"))
    rows = Concern.objects.filter(STANDS, matter__in=list(ids)).prefetch_related(posts)
    rows = rows.select_related("person", "unit", "household", "place", "by").order_by("id")
    found: dict[int, list[About]] = {}
    for row in rows:
        found.setdefault(row.matter_id, []).append(
            About(
                id=row.pk,
                whom=whom(row),
                why=row.why,
                by=row.by.name if row.by else gettext("诉求人自己"),
                day=day_words(row.at),
                hearing=HEARINGS[row.hearing],
            )
        )
    return found


def whom(concern: Concern) -> str:
    """王小芹（石桥村 · 社区工作者）, or what was said."""
    if concern.kind == ConcernKind.PERSON and concern.person:
        named = _with_post(concern.person)
    elif concern.kind == ConcernKind.UNIT and concern.unit:
        named = concern.unit.name
    elif concern.kind == ConcernKind.HOUSEHOLD and concern.household:
        named = concern.household.address
    elif concern.kind == ConcernKind.PLACE and concern.place:
        named = gettext("%(place)s的干部") % {"place": concern.place.name}
    else:
        return concern.said
    return f"{named}：{concern.said}" if concern.said else named


def _with_post(person: Person) -> str:
    post = next(iter(person.held()), None)
    return f"{person.name}（{post_words(post)}）" if post else person.name


# ---- the list of those who hear them


@dataclass(frozen=True)
class Heard:
    """A matter with whom it is about."""

    row: lists.Row
    about: list[About]


def heard(
    scope: lists.Scope, now: datetime, after: str = "", *, over: bool = False
) -> tuple[list[Heard], str]:
    """Matters about somebody that this reader may see, the most urgent first, open ones or those
    that are over; and the key of the next page. Three statements; found from the concerns' side."""
    about = Concern.objects.filter(STANDS).values("matter")
    found = scope.rows().filter(concerned=True, pk__in=about)
    still = lists.StillOpen("state")
    found = found.exclude(still) if over else found.filter(still)
    if key := lists.read_key(after):
        moment, pk = key
        found = found.filter(due_at__gte=moment).exclude(due_at=moment, id__lte=pk)
    shown = lists.rows(found.order_by("due_at", "id")[: lists.PAGE + 1], now, wide=True)
    page = lists.page_of(shown)
    named = _of(row.id for row in page.rows)
    return [Heard(row, named.get(row.id, [])) for row in page.rows], page.next
