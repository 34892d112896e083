"""Staff and units, and what forms about them offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from yuanba.base.permits import Role
from yuanba.people.models import Person, Post, Unit
from yuanba.people.queries.common import (
    LISTED,
    MOST_PLACES,
    PAGE,
    Page,
    below,
    masked,
    paged,
    places_over,
    post_words,
    sought,
)
from yuanba.people.rules import UNIT_WORDS, UnitKind
from yuanba.places.models import Place


@dataclass(frozen=True)
class StaffRow:
    id: int
    name: str
    username: str
    phone: str
    active: bool
    posts: list[str]


def _staff_in_reach(actor: Person) -> Any:
    over = places_over(actor, "people.see_staff")
    in_post = Post.objects.filter(below(over, "place__"), person=OuterRef("pk"))
    return Person.objects.filter(below(over, "home__") | Exists(in_post), staff=True)


def staff(actor: Person, *, today: date, words: str = "", after: int | None = None) -> Page:
    """The staff within reach, newest first; two statements. `words`: name, user name or number."""
    people = _staff_in_reach(actor)
    if words := sought(words):
        said = Q(name__contains=words) | Q(username__startswith=words.lower())
        people = people.filter(said | Q(phone=words) if words.isdigit() else said)
    if after is not None:
        people = people.filter(pk__lt=after)
    posts = Prefetch("posts", Post.objects.select_related("place", "unit"))
    found, then = paged(list(people.order_by("-id").prefetch_related(posts)[: PAGE + 1]))
    rows = [
        StaffRow(
            id=person.pk,
            name=person.name,
            username=person.username,
            phone=masked(person.phone),
            active=person.is_active,
            posts=[post_words(post) for post in person.posts.all() if post.held_on(today)],
        )
        for person in found
    ]
    return Page(rows, then)


def staff_member(actor: Person, person_id: int) -> Person | None:
    """One person on the staff with all posts ever held, or None: none, or not the reader's."""
    posts = Prefetch(
        "posts", Post.objects.select_related("place", "unit").order_by("-since", "-id")
    )
    found: Person | None = (
        _staff_in_reach(actor)
        .filter(pk=person_id)
        .select_related("home")
        .prefetch_related(posts)
        .first()
    )
    return found


def post_of(actor: Person, post_id: int) -> Post | None:
    over = places_over(actor, "people.end_post")
    posts = Post.objects.filter(below(over, "place__"), pk=post_id)
    return posts.select_related("person", "place", "unit").first()


def holding(role: Role, places: Sequence[int | None], day: date) -> list[Person]:
    """Who holds this role at the first of these places where anybody does. One statement."""
    rows = Post.objects.filter(
        Q(until=None) | Q(until__gt=day), role=role, since__lte=day, person__is_active=True,
        place__in=[pk for pk in places if pk],
    )  # fmt: skip
    found = list(rows.select_related("person").order_by("pk"))
    for pk in places:
        if here := [post.person for post in found if post.place_id == pk]:
            return here
    return []


def handling(unit_id: int, day: date) -> list[Person]:
    """Who works in this unit today. One statement."""
    rows = Post.objects.filter(
        Q(until=None) | Q(until__gt=day), role=Role.HANDLER, since__lte=day,
        person__is_active=True, unit=unit_id,
    )  # fmt: skip
    return [post.person for post in rows.select_related("person").order_by("pk")]


# ---- what forms offer


def place_choices(actor: Person, act: str) -> list[tuple[str, str]]:
    """The places where this person may do this, with the place above each; one statement."""
    over = places_over(actor, act)
    rows = Place.objects.filter(below(over), kind__in=LISTED, until=None)
    rows = rows.select_related("parent").order_by("county_id", "township_id", "village_id", "id")
    return [
        (str(p.pk), f"{p.parent.name} · {p.name}" if p.parent else p.name)
        for p in rows[:MOST_PLACES]
    ]


def unit_choices(actor: Person, act: str) -> list[tuple[str, str]]:
    over = places_over(actor, act)
    rows = Unit.objects.filter(below(over, "place__"), active=True).select_related("place")
    return [(str(u.pk), f"{u.place.name} · {u.name}") for u in rows.order_by("name")[:MOST_PLACES]]


# ---- units


@dataclass(frozen=True)
class UnitRow:
    id: int
    name: str
    kind: Any
    where: str
    phone: str
    active: bool


def units(actor: Person, *, words: str = "", after: int | None = None) -> Page:
    """The units within reach, newest first; one statement."""
    over = places_over(actor, "people.see_units")
    rows = Unit.objects.filter(below(over, "place__")).select_related("place")
    if words := sought(words):
        rows = rows.filter(name__contains=words)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found, then = paged(list(rows.order_by("-id")[: PAGE + 1]))
    shown = [
        UnitRow(u.pk, u.name, UNIT_WORDS[UnitKind(u.kind)], u.place.name, u.phone, u.active)
        for u in found
    ]
    return Page(shown, then)


def unit(actor: Person, unit_id: int) -> Unit | None:
    over = places_over(actor, "people.change_unit")
    return Unit.objects.filter(below(over, "place__"), pk=unit_id).select_related("place").first()


def units_serving(place: Place) -> list[Unit]:
    """The units that can be given a matter of this place: its own and those above; one statement."""
    rows = Unit.objects.filter(place_id__in=place.reach, active=True).select_related("place")
    return list(rows.order_by("kind", "name"))
