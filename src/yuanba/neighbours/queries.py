"""Which notes hang at a place, and who may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yuanba.base import permits
from yuanba.base.permits import Actor
from yuanba.neighbours.models import Favour
from yuanba.neighbours.rules import Kind, State
from yuanba.people.models import Membership, Person
from yuanba.people.queries.common import below
from yuanba.places.models import Place
from yuanba.places.rules import Kind as PlaceKind
from yuanba.places.rules.naming import in_order

MOST = 60  # notes on one page
CORNERS = {PlaceKind.GRID, PlaceKind.SUBGROUP, PlaceKind.ESTATE, PlaceKind.COURTYARD, PlaceKind.BUILDING}  # fmt: skip


def lives_in(person: Person | None, village_id: int | None) -> Place | None:
    """Where in this village he lives, by the register of households; None where he does not. One
    statement."""
    if person is None or village_id is None:
        return None
    rows = Membership.objects.filter(person=person, until=None, household__until=None)
    rows = rows.filter(household__place__village_id=village_id)
    found = rows.select_related("household__place").order_by("-id").first()
    return found.household.place if found else None


def inside(place: Place) -> Q:
    """What hangs at a place or at one below it."""
    lies_in = below([place.pk], "place__")
    return lies_in | Q(place__parent=place.pk) | Q(place__parent__parent=place.pk)


@dataclass(frozen=True)
class Note:
    """A note as one reader sees it."""

    favour: Favour
    own: bool
    helps: bool  # this reader took it on
    phone: str  # empty where this reader may not see it
    helper: tuple[str, str] | None  # name and telephone of who took it on, for the two and the desk


def seen(favour: Favour, reader: Person) -> Note:
    """Names between neighbours; telephones with consent, or between the two once they found each other."""
    own, helps = favour.person_id == reader.pk, favour.helper_id == reader.pk
    inside = own or helps or at_desk(favour, reader)
    phone = favour.phone if inside or favour.show_phone else ""
    helper = (favour.helper_name, favour.helper_phone) if inside and favour.matched_at else None
    return Note(favour, own, helps, phone, helper)


def at_desk(favour: Favour, reader: Person) -> bool:
    """Whether this is somebody of the desks that read the notes here."""
    return permits.may(reader, "neighbours.see", reach=favour.place.reach) is not None


def writes_for_others(place: Place, actor: Actor) -> bool:
    """Whether this is somebody who writes down for others here: of the desks, who may also give back (the
    township reads alone)."""
    rights = ("neighbours.see", "neighbours.give_back")
    return all(permits.may(actor, right, reach=place.reach) is not None for right in rights)


def note(favour_id: int, reader: Person) -> Note | None:
    """A note, if this reader may read it: he lives there, is one of the two, or sits at the desk."""
    found = one(favour_id)
    if found is None:
        return None
    mine = seen(found, reader)
    if mine.own or mine.helps or at_desk(found, reader):
        return mine
    return mine if lives_in(reader, found.place.village_id) is not None else None


def _notes(rows: QuerySet[Favour], reader: Person) -> list[Note]:
    return [seen(one, reader) for one in rows.select_related("place")[:MOST]]


def hanging(place: Place, reader: Person, today: date) -> dict[Kind, list[Note]]:
    """What hangs at this place and below it, the one that ends first first. One statement."""
    rows = Favour.objects.filter(inside(place), state=State.OPEN, until__gt=today)
    notes = _notes(rows.order_by("until", "id"), reader)
    return {kind: [n for n in notes if n.favour.kind == kind] for kind in Kind}


def between(place: Place, reader: Person, *, desk: bool) -> list[Note]:
    """What found its other half and is not done yet: one's own, or at the desk all of the place. One
    statement."""
    rows = Favour.objects.filter(inside(place), state=State.MATCHED)
    if not desk:
        rows = rows.filter(Q(person=reader) | Q(helper=reader))
    return _notes(rows.order_by("matched_at"), reader)


def over(place: Place, reader: Person) -> list[Note]:
    """One's own that ended, until they are cleared. One statement."""
    mine = Q(person=reader) | Q(helper=reader)
    rows = Favour.objects.filter(inside(place), mine, ended_on__isnull=False)
    return _notes(rows.order_by("-ended_on", "-id"), reader)


def many(place: Place, today: date) -> dict[str, int]:
    """How many hang, for who has not signed in. One statement."""
    rows = Favour.objects.filter(inside(place), state=State.OPEN, until__gt=today)
    kinds = list(rows.values_list("kind", flat=True))
    return {kind.value: kinds.count(kind) for kind in Kind}


def one(favour_id: int) -> Favour | None:
    return Favour.objects.select_related("place").filter(pk=favour_id).first()


def open_of(person: Person | None, name: str, place: Place) -> int:
    """How many of this person hang or wait: by account, or at one place by the name that was written
    down. One statement."""
    rows = Favour.objects.filter(ended_on=None)
    if person is not None:
        return rows.filter(person=person).count()
    return sum(one.name == name for one in rows.filter(place=place, person=None))


def corners(village_id: int | None, within: Iterable[int] = ()) -> list[Place]:
    """The living places of a village where a note can hang, or those within a post's place. One
    statement."""
    rows = Place.objects.filter(village_id=village_id, until=None, kind__in=CORNERS)
    if within:
        rows = rows.filter(below(list(within), ""))
    order = list(PlaceKind)
    return sorted(rows, key=lambda p: (order.index(PlaceKind(p.kind)), in_order(p.name)))
