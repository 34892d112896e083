"""Who sees a matter that is about somebody: the one place that knows (trust.md P7, T9, rule 12).

Kept from it are the person named; the members of the unit named; everybody whose post lies at or
below the place that a named official serves, its administrator too; and where a household is named,
those who live there with all of theirs. The reporter always sees his own. Posts at a supervision
committee are nobody's subordinates, unless one of the committee itself is named.

Nothing is stored of that: it is asked anew of the posts held today, so a changed post counts from the
next request on. Only matters marked `concerned` are ever asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yuanba.base import clock
from yuanba.base.permits import Actor, Role
from yuanba.matters.models import Matter
from yuanba.matters.models.concerns import STANDS, Concern
from yuanba.matters.rules.concerns import BODIES
from yuanba.people.models import Membership, Person, Post, Unit
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place


@dataclass(frozen=True)
class Stand:
    """Where somebody stands: himself, his units, the places his posts lie at or below, and the
    places he watches as a supervisor."""

    person: int | None = None
    units: frozenset[int] = frozenset()
    under: frozenset[int] = frozenset()
    watches: frozenset[int] = frozenset()


def stand_of(reader: Actor) -> Stand:
    """No statement when the posts came with their places (door.with_posts)."""
    if not isinstance(reader, Person):
        return Stand(reader.pk)
    held = reader.held()
    working = [post for post in held if post.role != Role.SUPERVISOR]
    return Stand(
        reader.pk,
        frozenset(post.unit_id for post in held if post.unit_id),
        frozenset(i for post in working for i in _line(post.place)),
        frozenset(post.place_id for post in held if post.role == Role.SUPERVISOR),
    )


def stand_of_unit(unit: Unit) -> Stand:
    """As if the unit were one of its own members."""
    if unit.kind == UnitKind.SUPERVISION:
        return Stand(None, frozenset({unit.pk}), watches=frozenset({unit.place_id}))
    return Stand(None, frozenset({unit.pk}), _line(unit.place))


def _line(place: Place) -> frozenset[int]:
    """The place and all above it."""
    line = (place.pk, place.grid_id, place.village_id, place.township_id, place.county_id)
    return frozenset(i for i in line if i is not None)


def against(stand: Stand, today: date | None = None) -> QuerySet[Concern]:
    """The standing concerns that keep a matter from whoever stands there."""
    superiors = _superiors(stand, today or clock.day_of(clock.now()))
    these = Q(person__in=superiors.values("person"))
    if stand.person is not None:  # nobody must not mean everything without a person
        these |= Q(person=stand.person)
    homes = Membership.objects.filter(these, until=None)
    bodies = Q(unit__kind__in=sorted(BODIES), unit__place__in=stand.under)
    named = (
        these
        | Q(unit__in=stand.units)
        | bodies
        | Q(place__in=stand.under)
        | Q(household__in=homes.values("household"))
    )
    return Concern.objects.filter(STANDS).filter(named)


def _superiors(stand: Stand, today: date) -> QuerySet[Post, Post]:
    """The posts held today whose holders this one serves under or beside."""
    held = Post.objects.filter(since__lte=today).filter(Q(until=None) | Q(until__gt=today))
    official = ~Q(role=Role.HANDLER) | Q(unit__kind__in=sorted(BODIES))
    return held.filter(
        Q(unit__in=stand.units)
        | (official & Q(place__in=stand.under))
        | Q(role=Role.SUPERVISOR, place__in=stand.watches)
    )


def open_to(stand: Stand, prefix: str = "") -> Q:
    """The matters that are not kept from whoever stands there; `prefix` leads to the matter."""
    named = against(stand).filter(matter=OuterRef(f"{prefix}pk"))
    seen = Q(**{f"{prefix}concerned": False}) | ~Q(Exists(named))
    if stand.person is not None:
        seen |= Q(**{f"{prefix}reporter": stand.person})
    return seen


def kept(stand: Stand | None, county_id: int) -> list[int]:
    """The matters of a county that are kept from whoever stands there; for everybody (no stand): all
    that are about somebody. One statement, from the side of the few concerns."""
    about = Concern.objects.filter(STANDS, matter__county_id=county_id).values("matter")
    found = Matter.objects.filter(pk__in=about)
    found = found if stand is None else found.filter(~open_to(stand))
    return list(found.values_list("pk", flat=True))


def kept_of(stand: Stand, ids: Iterable[int]) -> set[int]:
    """Which of these matters are kept from whoever stands there. One statement."""
    found = Matter.objects.filter(pk__in=list(ids)).filter(~open_to(stand))
    return set(found.values_list("pk", flat=True))


def about_somebody() -> list[int]:
    """All matters that are about somebody: in no figure that everybody reads. One statement."""
    return list(Concern.objects.filter(STANDS).values_list("matter_id", flat=True).distinct())


def kept_from(stand: Stand, *, most: int) -> list[int] | None:
    """The ids of the matters that `open_to` leaves out; None if more concerns than that name him.
    One statement, and a second where there are any."""
    found = list(against(stand).values_list("matter", flat=True)[: most + 1])
    if len(found) > most:
        return None
    own = Matter.objects.filter(pk__in=found, reporter=stand.person) if stand.person else None
    told = set(own.values_list("pk", flat=True)) if found and own is not None else set()
    return sorted(set(found) - told)


def shut(matter: Matter, reader: Actor) -> bool:
    """Whether this matter is kept from this reader. No statement for an ordinary matter."""
    if not matter.concerned or Role.REPORTER in reader.roles_in(
        frozenset({matter.pk, _own(matter)})
    ):
        return False
    return against(stand_of(reader)).filter(matter=matter).exists()


def shut_unit(matter: Matter, unit: Unit) -> bool:
    """Whether this matter is kept from this unit, so that it cannot be given to it."""
    return matter.concerned and against(stand_of_unit(unit)).filter(matter=matter).exists()


def _own(matter: Matter) -> int:
    return matter.reporter_id or 0


def named_phones(matter: Matter) -> set[str]:
    """The telephones of those the matter is about: no word of it goes there."""
    if not matter.concerned:
        return set()
    concerns = Concern.objects.filter(STANDS, matter=matter)
    homes = Membership.objects.filter(until=None, household__in=concerns.values("household"))
    people = Person.objects.filter(
        Q(pk__in=concerns.values("person")) | Q(pk__in=homes.values("person"))
    )
    return set(people.exclude(phone="").values_list("phone", flat=True))
