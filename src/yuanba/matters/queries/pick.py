"""Whom and what one can pick for a matter: units on its line upwards, people whose post reaches it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from yuanba.base.permits import Role
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane, may_lead
from yuanba.matters import sight
from yuanba.matters.models import Matter
from yuanba.matters.rules import Level
from yuanba.people.models import Post, Unit
from yuanba.people.rules import ROLE_WORDS, THREE, UnitKind

WATCHERS = {Role.SUPERVISOR}
IDLE = set(THREE)  # their posts reach the place, but they handle no matters
Choices = list[tuple[str, str]]


def line(matter: Matter) -> list[int]:
    """The places whose units can be given this matter, the nearest first."""
    above = (matter.grid_id, matter.village_id, matter.township_id, matter.county_id)
    return [place_id for place_id in above if place_id is not None]


def units(matter: Matter) -> list[Unit]:
    """Every living unit on the matter's line, the nearest first. One statement; one more a unit
    where the matter is about somebody, because it cannot be given to those."""
    order = {place_id: i for i, place_id in enumerate(line(matter))}
    rows = Unit.objects.filter(place_id__in=order, active=True)
    if matter.concerned:
        rows = rows.select_related("place")
    found = [unit for unit in rows if not sight.shut_unit(matter, unit)]
    return sorted(found, key=lambda u: (order[u.place_id], u.name))


def leading(found: Iterable[Unit], lane: Lane) -> list[Unit]:
    """Those that may lead in this lane."""
    return [unit for unit in found if may_lead(lane, UnitKind(unit.kind))]


def proposed(found: Iterable[Unit], category: Category, lane: Lane) -> Unit | None:
    """The unit a category proposes: the nearest of its kind that may lead."""
    fitting = leading(found, lane)
    return next((u for u in fitting if u.kind == category.unit_kind), None)


def as_choices(found: Iterable[Unit]) -> Choices:
    return [(str(unit.pk), unit.name) for unit in found]


def above(matter: Matter, found: Iterable[Unit]) -> list[Unit]:
    """Units of the levels over the matter's present one."""
    upper = [matter.county_id]
    if matter.level == Level.VILLAGE:
        upper.append(matter.township_id)
    return [unit for unit in found if unit.place_id in upper]


def below(matter: Matter, found: Iterable[Unit]) -> list[Unit]:
    """Units of the levels under the matter's present one."""
    upper = {matter.county_id}
    if matter.level == Level.TOWNSHIP:
        upper.add(matter.township_id)
    return [unit for unit in found if unit.place_id not in upper]


def people(matter: Matter, today: date) -> tuple[Choices, Choices]:
    """Who may be made responsible and who may watch, with their posts. One statement.

    Those of the unit in charge come first, then from the grid up. Two more statements a person where
    the matter is about somebody.
    """
    over = {place_id: i for i, place_id in enumerate(line(matter), start=1)}
    handlers = Q(role=Role.HANDLER, unit_id=matter.unit_id or 0)
    others = ~Q(role=Role.HANDLER) & Q(place_id__in=[*over, matter.place_id])
    found = Post.objects.filter(handlers | others, since__lte=today, person__is_active=True)
    found = found.filter(Q(until__isnull=True) | Q(until__gt=today))
    posts = sorted(
        found.select_related("person", "place", "unit"),
        key=lambda p: (0 if p.unit_id == matter.unit_id else over.get(p.place_id, 9), p.pk),
    )
    owners: dict[str, str] = {}
    watchers: dict[str, str] = {}
    for post in posts:
        role = Role(post.role)
        if role in IDLE or sight.shut(matter, post.person):
            continue
        where = post.unit.name if post.unit else post.place.name
        words = f"{post.person.name}（{post.title or ROLE_WORDS[role]}，{where}）"
        if role not in WATCHERS:
            owners.setdefault(str(post.person_id), words)
        watchers.setdefault(str(post.person_id), words)
    return list(owners.items()), list(watchers.items())
