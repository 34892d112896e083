"""Whom a matter is about, as somebody names him; checked, and written beside the matter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import translation

from yuanba.base.errors import Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.matters import rules, store
from yuanba.matters.models import Concern, Matter
from yuanba.matters.models.concerns import TARGETS
from yuanba.matters.rules import Level
from yuanba.matters.rules.concerns import (
    ConcernKind,
    Hearing,
    above_officials,
    above_unit,
    highest,
    raised,
)
from yuanba.people.models import Household, Membership, Person, Post, Unit
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind

VALUE = re.compile(r"(person|unit|place|household):(\d{1,19})")
WHY = _("说的时候就说明了。")
OTHER = "other"


@dataclass(frozen=True)
class Named:
    """Whom somebody named: the kind, the id of that kind (none for words only), and why."""

    kind: ConcernKind
    id: int | None = None
    said: str = ""
    why: str = ""
    level: Level | None = None  # of the place that is meant, above where it was told


def chosen(value: str, said: str, why: str = "") -> Named | None:
    """What a choice means: person:12, unit:, place:, household:, level:village, other; none for none.
    Raises Refused for words that are no choice."""
    if not value:
        if said:
            raise Refused("about", _("请在上面选一个最像的，我们好替您瞒着他。"), field="about")
        return None
    with translation.override(settings.LANGUAGE_CODE):  # the desk reads Chinese
        why = why or said or str(WHY)
    if value == OTHER:
        if len(said) < 2:
            raise Refused("about", _("请写一写是谁，称呼、住哪里都行。"), field="about_said")
        return Named(ConcernKind.OTHER, None, said, why)
    kind, _colon, which = value.partition(":")
    if kind == "level" and which in set(Level):
        return Named(ConcernKind.PLACE, None, said, why, Level(which))
    if fits := VALUE.fullmatch(value):
        return Named(ConcernKind(fits[1]), int(fits[2]), said, why)
    raise Refused("about", _("请从列出的里面选一个。"), field="about")


def meant(named: Named, county_id: int, *, by: Actor | None, now: datetime) -> Concern:
    """The concern, not yet tied to a matter. Raises Refused when nobody of this county is meant."""
    why = rules.concerns.name(why=named.why, said=named.said, kind=named.kind)
    concern = Concern(
        kind=named.kind,
        said=named.said.strip()[:80],
        why=why[:300],
        hearing=_hearing(named, county_id),
        by=by if isinstance(by, Person) else None,
        at=now,
    )
    if named.kind in TARGETS:
        setattr(concern, f"{TARGETS[named.kind]}_id", named.id)
    return concern


def _hearing(named: Named, county_id: int) -> Hearing:
    """Who hears it. Raises Refused for an id that is nobody here."""
    if named.kind is ConcernKind.OTHER:
        return Hearing.HERE
    found = FINDERS[named.kind](named.id or 0, county_id)
    if found is None:
        raise Refused(
            "whom", _("这里没有这个人或者单位，请重新选，或者用字写明是谁。"), field="whom"
        )
    return found


def _of_place(place_id: int, county_id: int) -> Hearing | None:
    at = Place.objects.filter(pk=place_id, county_id=county_id).first()
    return above_officials(PlaceKind(at.kind)) if at else None


def _of_unit(unit_id: int, county_id: int) -> Hearing | None:
    mine = Unit.objects.filter(pk=unit_id, place__county_id=county_id).select_related("place")
    found = mine.first()
    return above_unit(UnitKind(found.kind), PlaceKind(found.place.kind)) if found else None


def _of_household(household_id: int, county_id: int) -> Hearing | None:
    if not Household.objects.filter(pk=household_id, place__county_id=county_id).exists():
        return None
    living = Membership.objects.filter(household=household_id, until=None).values("person")
    return _above(_people().filter(pk__in=living))


def _of_person(person_id: int, county_id: int) -> Hearing | None:
    found = _people().filter(pk=person_id).first()
    if found is None:
        return None
    here = {post.place.county_id for post in found.held()}
    here |= {found.home.county_id} if found.home else set()
    return _above([found]) if county_id in here else None


FINDERS = {
    ConcernKind.PLACE: _of_place,
    ConcernKind.UNIT: _of_unit,
    ConcernKind.HOUSEHOLD: _of_household,
    ConcernKind.PERSON: _of_person,
}


def _people() -> QuerySet[Person]:
    posts = Prefetch("posts", Post.objects.select_related("place", "unit"))
    return Person.objects.select_related("home").prefetch_related(posts)


def _above(people: Iterable[Person]) -> Hearing:
    """One level above the highest post that any of them holds today."""
    return highest(_over(post) for person in people for post in person.held())


def _over(post: Post) -> Hearing:
    kind = PlaceKind(post.place.kind)
    if post.role == Role.HANDLER and post.unit is not None:
        return above_unit(UnitKind(post.unit.kind), kind)
    return above_officials(kind)


def begin(
    told: store.Told, named: Named | None, *, by: Actor | None, now: datetime
) -> Concern | None:
    """Whom a telling names, before it is written: its number is then one of those who hear it."""
    if named is None:
        return None
    concern = meant(above(named, told), told.county_id, by=by, now=now)
    told.facts["concerned"] = True
    register(told, Hearing(concern.hearing))
    return concern


def above(named: Named, told: store.Told | Matter) -> Named:
    """The place meant, where only its level over the matter was said."""
    if named.level is None:
        return named
    at = {
        Level.VILLAGE: told.village_id,
        Level.TOWNSHIP: told.township_id,
        Level.COUNTY: told.county_id,
    }
    return replace(named, id=at[named.level])


def register(told: store.Told, hearing: Hearing) -> None:
    """The number comes from the register of those who hear it: the row of the village has no hole.

    The supervisors' own register is kept apart from the county's, whose clerks see theirs whole.
    """
    if hearing is Hearing.HERE:
        return
    told.register_id = told.township_id if hearing is Hearing.TOWNSHIP else told.county_id
    at = Place.objects.get(pk=told.register_id)
    told.short = at.short or at.name
    if hearing is Hearing.WATCH:
        told.register_id, told.short = -told.county_id, f"{told.short}监督"


def tie(concern: Concern | None, matter_id: int) -> None:
    """Write it beside a matter told a moment ago."""
    if concern is None:
        return
    concern.matter_id = matter_id
    concern.save(force_insert=True)
    level = raised(rules.Level.VILLAGE, Hearing(concern.hearing))
    Matter.objects.filter(pk=matter_id).update(concerned=True, level=level)
