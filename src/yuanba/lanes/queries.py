"""What is shown of the three lanes after the sorting. Every reader sees only what hangs on matters that
he may see; a volunteer's name only the desk that called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from yuanba.base.permits import Actor
from yuanba.duties.rules import LEADS, Lane
from yuanba.lanes.models import DUE, Call, Doubt, Order, Signup, Topic, View, Way
from yuanba.lanes.rules.communal import Topic as Stands
from yuanba.matters import queries as matters
from yuanba.matters import sight
from yuanba.matters.models import OPEN_HELP, Arbiter, HelperTask, Hop, Matter
from yuanba.matters.queries import pick
from yuanba.matters.queries.lists import Scope
from yuanba.matters.queries.one import NAMED
from yuanba.matters.rules import Level
from yuanba.people.models import Unit
from yuanba.people.rules import LOCAL, UnitKind
from yuanba.places.models import Place

MOST = 50
# What strangers may know of: nothing confidential, and nothing that has come to be about somebody.
OPENLY = Q(matter__restricted=False, matter__concerned=False)
# Whom aid is asked of; who answers for it in this county is chosen from these kinds.
GIVES_AID = frozenset(
    {
        UnitKind.CIVIL, UnitKind.STREET, UnitKind.MEDICARE, UnitKind.EDU, UnitKind.HOUSING,
        UnitKind.HR, UnitKind.JUSTICE, UnitKind.WINDOW, UnitKind.HEALTH,
    }
)  # fmt: skip


# ---- one thing, for somebody who may see its matter. Denied alike for "none" and "not yours".


def topic(reader: Actor, topic_id: int) -> Topic:
    found = Topic.objects.select_related("unit", "put_by").filter(pk=topic_id).first()
    return _seen(reader, found)


def order(reader: Actor, order_id: int) -> Order:
    """Also for whoever works where the body sits."""
    found = Order.objects.select_related("unit", "given_by", "matter__place")
    row = found.filter(pk=order_id).first()
    return row if row and _sits_there(reader, row) else _seen(reader, row)


def _sits_there(reader: Actor, row: Order) -> bool:
    here = reader.roles_in(frozenset({row.unit_id, row.unit.place_id}))
    return bool(here) and not row.matter.restricted and not sight.shut(row.matter, reader)


def call(reader: Actor, call_id: int) -> Call:
    return _seen(reader, Call.objects.select_related("unit").filter(pk=call_id).first())


def way(reader: Actor, way_id: int) -> Way:
    return _seen(reader, Way.objects.select_related("unit").filter(pk=way_id).first())


def doubt(reader: Actor, doubt_id: int) -> Doubt:
    return _seen(reader, Doubt.objects.filter(pk=doubt_id).first())


Thing = TypeVar("Thing", Topic, Order, Call, Way, Doubt)


def _seen(reader: Actor, found: Thing | None) -> Thing:
    matter = matters.one(reader, found.matter_id if found else 0)
    assert found is not None  # there is no matter 0: Denied was raised
    found.matter = matter
    return found


# ---- one matter


@dataclass(frozen=True)
class Story:
    """Everything that hangs on one matter after its sorting."""

    topics: list[Topic]
    orders: list[Order]
    calls: list[Call]
    ways: list[Way]
    doubts: list[Doubt]


def story(matter: Matter) -> Story:
    """Six statements, and one more where three bodies were asked."""
    return Story(
        topics=list(matter.topics.select_related("unit").order_by("-put_at")),
        orders=list(
            matter.orders.select_related("unit").prefetch_related("photos").order_by("-given_at")
        ),
        calls=list(_with_counts(matter.calls.all()).order_by("-starts_at")),
        ways=list(matter.ways.select_related("unit").order_by("-shown_at")),
        doubts=list(
            matter.doubts.prefetch_related("views__unit").order_by("-raised_at", "-pk")[:3]
        ),
    )


def _with_counts(found: QuerySet[Call]) -> QuerySet[Call]:
    going = Count("signups", filter=Q(signups__left_at=None))
    return found.select_related("unit").annotate(going=going)


def views(found: Doubt) -> list[View]:
    return list(found.views.select_related("unit").order_by("pk"))


def signups(found: Call) -> list[Signup]:
    """Who is coming, in the order in which they signed up. One statement."""
    rows = Signup.objects.filter(call=found, left_at=None).select_related("person")
    return list(rows.order_by("at", "pk"))


def bodies(matter: Matter) -> list[Unit]:
    """The bodies that can lead a communal matter here, the nearest first."""
    return pick.leading(pick.units(matter), Lane.COMMUNAL)


def parties(matter: Matter) -> list[Unit]:
    """Who can be one of the three: the bodies of the village itself."""
    return [unit for unit in pick.units(matter) if unit.kind in LOCAL]


def aid_units(matter: Matter) -> list[Unit]:
    return [unit for unit in pick.units(matter) if UnitKind(unit.kind) in GIVES_AID]


@dataclass(frozen=True)
class Rung:
    """One of the three levels: the units there that answer for this kind of matter."""

    level: Level
    place: str
    units: list[str]
    here: bool  # the unit that leads sits on this level
    decides: str  # who settles whose it is, at this level


@dataclass(frozen=True)
class Route:
    """大事: the way up, who works along, how often it changed hands."""

    rungs: list[Rung]
    helpers: list[HelperTask]
    hops: int
    returns: int


def route(matter: Matter) -> Route:
    """By the duty of the units on the line of the matter's place. Five statements."""
    units = pick.units(matter)
    lane = Lane(matter.lane) if matter.lane else Lane.GOVERNMENT
    kind = matter.category.unit_kind if matter.category else ""
    places = {
        Level.VILLAGE: matter.village_id,
        Level.TOWNSHIP: matter.township_id,
        Level.COUNTY: matter.county_id,
    }
    names = dict(Place.objects.filter(pk__in=places.values()).values_list("pk", "name"))
    named = Arbiter.objects.filter(place__in=places.values()).select_related("post__person")
    deciders = {row.place_id: row.post.person.name for row in named}
    seat = matter.unit.place_id if matter.unit else 0
    here = next((level for level, pk in places.items() if pk == seat), matter.level)
    rungs = [
        Rung(
            level,
            names.get(place_id, ""),
            _answering(units, place_id, kind, lane, level),
            level == here,
            deciders.get(place_id, ""),
        )
        for level, place_id in places.items()
    ]
    hops = list(Hop.objects.filter(matter=matter).values_list("act", flat=True))
    back = hops.count("send_back")
    helpers = HelperTask.objects.filter(OPEN_HELP, matter=matter).select_related("unit")
    return Route(rungs, list(helpers.order_by("due_on")), len(hops) - back, back)


def _answering(
    units: Sequence[Unit], place_id: int, kind: str, lane: Lane, level: Level
) -> list[str]:
    """Of this place: the unit whose duty it is; else who answers for everything on that level."""
    there = [unit for unit in units if unit.place_id == place_id]
    whose = [unit.name for unit in there if unit.kind == kind]
    general = {
        Level.VILLAGE: {UnitKind.COMMITTEE},
        Level.TOWNSHIP: {UnitKind.STREET},
        Level.COUNTY: frozenset[UnitKind](),
    }[level]
    may = LEADS[lane] | general
    return whose or [u.name for u in there if u.kind in general and UnitKind(u.kind) in may]


# ---- the desk's list


@dataclass(frozen=True)
class Waiting:
    """What waits in a scope, by the day on which it is to be done."""

    topics: list[Topic]
    orders: list[Order]
    calls: list[Call]
    ways: list[Way]
    doubts: list[Doubt]


def waiting(scope: Scope, today: date) -> Waiting:
    """Five statements, each at most fifty rows."""
    topics = Topic.objects.filter(state=Stands.OPEN).select_related("unit", "matter")
    orders = Order.objects.filter(ended_at=None).select_related("unit", "matter")
    calls = _with_counts(Call.objects.filter(ended_at=None)).select_related("matter")
    ways = Way.objects.filter(DUE).select_related("unit", "matter")
    ways = ways.filter(Q(ask_on__lte=today) | Q(state="missed"))
    doubts = Doubt.objects.filter(settled_at=None).select_related("matter")
    asked = Count("views", filter=~Q(views__lane=""))
    return Waiting(
        topics=list(_in(scope, topics).order_by("meets_on", "pk")[:MOST]),
        orders=list(_in(scope, orders).order_by("on", "pk")[:MOST]),
        calls=list(_in(scope, calls).order_by("starts_at", "pk")[:MOST]),
        ways=list(_in(scope, ways, own=True).order_by("ask_on", "pk")[:MOST]),
        doubts=list(_in(scope, doubts.annotate(said=asked)).order_by("raised_at", "pk")[:MOST]),
    )


def _in(scope: Scope, found: Any, *, own: bool = False) -> Any:
    """Of these rows what hangs on matters of this scope that its reader may see."""
    if own and scope.column != "unit_id":
        column = scope.column if scope.column != "place_id" else "matter__place_id"
    else:
        column = f"matter__{scope.column}"
    found = found.filter(**{column: scope.id}).filter(sight.open_to(scope.stand, "matter__"))
    return found if scope.role in NAMED else found.filter(matter__restricted=False)


# ---- residents


def open_calls(village_id: int, now: datetime) -> list[Call]:
    """The calls of a village for which one can still sign up, the next first. One statement."""
    found = _with_counts(Call.objects.filter(OPENLY, village_id=village_id, ended_at=None))
    return list(found.filter(starts_at__gt=now).order_by("starts_at", "pk")[:MOST])


def signed_up(person_id: int | None, calls: Sequence[Call]) -> set[int]:
    """For which of these this person signed up. No statement for nobody."""
    if person_id is None or not calls:
        return set()
    rows = Signup.objects.filter(person=person_id, left_at=None, call__in=[c.pk for c in calls])
    return set(rows.values_list("call_id", flat=True))


def done_calls(village_id: int, most: int = 5) -> list[Call]:
    """What volunteers did here lately: nobody is named. One statement."""
    came = Count("signups", filter=Q(signups__came=True))
    over = Call.objects.filter(OPENLY, village_id=village_id, ended_at__isnull=False)
    found = over.annotate(came=came)
    return list(found.filter(came__gt=0).order_by("-starts_at", "-pk")[:most])


def ways_of(matter: Matter) -> list[Way]:
    """Everything that was tried for the person, the newest first. One statement."""
    return list(matter.ways.select_related("unit").order_by("-shown_at", "-pk"))
