"""Teams at a place, and who holds their posts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from yuanba.base import permits
from yuanba.base.permits import Actor
from yuanba.grids.models import Cover, Seat, Team
from yuanba.grids.rules.organisations import Organisation, Position, organisations
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.places.rules import Kind
from yuanba.places.rules.naming import in_order

MOST_ACCOUNTS = 100


def living() -> QuerySet[Team]:
    """Teams with what they cover and who sits on them now; three statements."""
    seats = Prefetch("seats", Seat.objects.filter(until=None).order_by("id"), to_attr="sitting")
    covers = Prefetch(
        "covers",
        Cover.objects.filter(until=None).select_related("place").order_by("place__name"),
        to_attr="over",
    )
    return Team.objects.filter(until=None).select_related("place").prefetch_related(seats, covers)


def one_team(team_id: int) -> Team | None:
    """A team, also one that is no more; three statements."""
    seats = Prefetch(
        "seats", Seat.objects.order_by("until", "id").select_related("person"), to_attr="ever"
    )
    covers = Prefetch(
        "covers", Cover.objects.filter(until=None).select_related("place"), to_attr="over"
    )
    rows = Team.objects.select_related("place").prefetch_related(seats, covers)
    return rows.filter(pk=team_id).first()


# What a prefetch put there (living, one_team), for the type checker's sake too.


def sitting(team: Team) -> list[Seat]:
    """Who sits on a team of `living` now."""
    return list(vars(team)["sitting"])


def over(team: Team) -> list[Cover]:
    """What a team of `living` or `one_team` covers."""
    return list(vars(team)["over"])


def ever(team: Team) -> list[Seat]:
    """Who ever sat on a team of `one_team`, those who sit there first."""
    return list(vars(team)["ever"])


def one_seat(seat_id: int) -> Seat | None:
    rows = Seat.objects.filter(pk=seat_id, until=None)
    return rows.select_related("team__place").first()


def here(place_id: int) -> list[Team]:
    """The teams that cover this place, its own among them; three statements."""
    rows = living().filter(covers__place_id=place_id, covers__until=None)
    return sorted(rows, key=lambda t: (order(t.template), t.pk))


def order(template: str) -> int:
    return list(organisations()).index(template)


@dataclass(frozen=True)
class Filled:
    """One post of a team: who holds it, and how many are missing."""

    post: Position
    seats: list[Seat]
    over: list[Seat]  # whose term is over, who stays until somebody follows

    @property
    def missing(self) -> int:
        return max(0, self.post.least - len(self.seats))

    @property
    def full(self) -> bool:
        return self.post.most is not None and len(self.seats) >= self.post.most


def posts(shape: Organisation, seats: list[Seat], today: date) -> list[Filled]:
    found = []
    for post in shape.posts:
        mine = [s for s in seats if s.post == post.key and s.until is None]
        over = [s for s in mine if s.term_until is not None and s.term_until <= today]
        found.append(Filled(post, mine, over))
    return found


def standing(place: Place) -> list[Organisation]:
    """The organisations that could be set up here and are not there yet. One statement."""
    rows = Team.objects.filter(place=place, until=None).values_list("template", flat=True)
    there = set(rows)
    shapes = organisations().values()
    return [s for s in shapes if place.kind in s.stands and s.key not in there]


def may_keep(actor: Actor, place: Place) -> bool:
    """Whether to offer the acts of the network here; each asks again."""
    return permits.may(actor, "grids.seat", reach=place.reach) is not None


def accounts(place: Place, today: date) -> list[Person]:
    """Who works with this program in the village of this place. One statement."""
    held = Q(posts__until=None) | Q(posts__until__gt=today)
    rows = Person.objects.filter(held, posts__place__village_id=place.village_id, is_active=True)
    return list(rows.filter(staff=True).distinct().order_by("name", "pk")[:MOST_ACCOUNTS])


def coverable(village_id: int | None) -> list[Place]:
    """What a branch may cover: the living places of its village. One statement."""
    kinds = organisations()["branch"].covers
    rows = Place.objects.filter(village_id=village_id, until=None, kind__in=kinds)
    return sorted(rows, key=lambda p: (list(Kind).index(Kind(p.kind)), in_order(p.name)))
