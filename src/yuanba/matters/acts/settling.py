"""Who has to do it: send back with an item of the list, decide, name who decides in the end."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.rules import Lane, ListKind, lead
from yuanba.lists import queries as lists
from yuanba.lists.models import Line
from yuanba.matters import rules
from yuanba.matters.acts.common import hop, keep, take, unit_for
from yuanba.matters.models import Arbiter, Convening, Hop, Matter
from yuanba.matters.rules import Level, Settling, State
from yuanba.people.models import Person, Post, Unit
from yuanba.people.rules import UnitKind
from yuanba.people.seats import sits_in
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind, sourced

SETTLED = ["settling", "settling_since"]


@act
def send_back(
    *,
    actor: Actor,
    matter_id: int,
    item: str,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """退回: the unit that got it says by which item of the duty list another one leads.

    The second return of a matter convenes the units, the third goes to the named leader.
    """
    matter = take(actor, matter_id, "matters.send_back", version)
    rules.step(State(matter.state), "send_back")  # before that it has no unit
    unit = matter.unit
    assert unit is not None  # the database keeps a sorted matter from having none
    cited = duties.item(ListKind.DUTY, item, clock.day_of(now))
    line = _line(matter, unit, item, now)
    returns = Hop.objects.filter(matter=matter, act="send_back")
    matter.state, settling = rules.send_back(
        state=State(matter.state),
        reason=reason,
        own=UnitKind(unit.kind),
        leads=UnitKind(cited.unit_kind) if cited else None,
        listed=line is not None,
        of_the_unit=isinstance(actor, Person) and sits_in(actor, unit),
        fixed=matter.unit_fixed,
        before=returns.count(),
    )
    of = line or cited
    assert of is not None
    first = returns.order_by("at").first()
    matter.settling, matter.settling_since = settling, first.at if first else now
    matter.unit = matter.owner = matter.supervisor = None
    said = {"item_code": of.code, "item_name": of.name, "reason": reason.strip()}
    hop(matter, unit, "send_back", now, **said)
    facts: dict[str, object] = {"unit_name": unit.name, "item": of.code}
    facts |= {"item_name": of.name, "reason": reason.strip(), "settling": settling}
    if settling in rules.HELD:
        facts |= _convene(matter, settling, now)
    fields = ["state", "unit", "owner", "supervisor", *SETTLED, "sides"]
    keep(matter, "matters.send_back", fields, actor=actor, now=now, **facts)
    return matter


@act
def decide_unit(
    *,
    actor: Actor,
    matter_id: int,
    unit_id: int,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Matter:
    """定由谁办: the level above, or in the end the named leader, fixes the unit with a reason."""
    matter = take(actor, matter_id, "matters.decide_unit", version)
    row = Convening.objects.select_for_update(of=("self",)).filter(matter=matter, decided_at=None)
    open_ = row.select_related("leader", "place").first()
    rules.decide_unit(
        settling=Settling(matter.settling),
        may=open_ is not None and may_decide(actor, open_),
        named=open_.leader.name if open_ and open_.leader else "",
        reason=reason,
    )
    assert open_ is not None
    assert isinstance(actor, Person)
    unit = unit_for(matter, unit_id)
    lead(Lane(matter.lane), UnitKind(unit.kind), field="unit")
    open_.decided_at, open_.decided_by, open_.unit = now, actor, unit
    open_.reason = reason.strip()
    open_.save(update_fields=["decided_at", "decided_by", "unit", "reason"])
    since = matter.settling_since
    matter.state, matter.unit = State.TRIAGED, unit
    matter.unit_fixed = open_.settling == Settling.LEADER
    fields = ["state", "unit", "unit_fixed", *settle(matter, now)]
    hop(matter, None, "decide_unit", now, reason=reason.strip())
    facts: dict[str, object] = {"unit": str(unit.pk), "unit_name": unit.name}
    facts |= {
        "reason": reason.strip(),
        "fixed": matter.unit_fixed,
        "since": since.isoformat() if since else "",
    }
    facts |= {"due": matter.due_at.isoformat()}
    keep(matter, "matters.decide_unit", fields, actor=actor, now=now, **facts)
    return matter


@act
def name_arbiter(
    *, actor: Actor, place_id: int, post_id: int, source: str, now: datetime
) -> Arbiter:
    """指定定责的人: whose post decides in the end for a township or county, by which paper."""
    place = Place.objects.filter(pk=place_id, until=None).first()
    if place is None or place.kind not in {Kind.COUNTY, Kind.TOWNSHIP}:
        raise Denied("matters.name_arbiter")
    permits.require(actor, "matters.name_arbiter", reach={place.pk, place.county_id or place.pk})
    post = Post.objects.filter(pk=post_id, role__in=[Role.TOWNSHIP, Role.COUNTY]).first()
    if post is None or post.place_id not in {place.pk, place.county_id}:
        raise Refused("no_post", _("请从列表里选一个岗位。"), field="post")
    paper = sourced(source)
    said = {"post": post, "source": paper, "since": clock.day_of(now)}
    arbiter, _new = Arbiter.objects.update_or_create(place=place, defaults=said)
    facts = {"post": str(post.pk), "person": post.person.name, "source": paper}
    records.write("matters.name_arbiter", place, actor=actor, at=now, **facts)
    return arbiter


# ---- what they share


def _line(matter: Matter, unit: Unit, item: str, now: datetime) -> Line | None:
    """The line of the four lists that is cited as "line:17", if this unit may return by it."""
    mark, _colon, said = item.partition(":")
    if mark != "line":
        return None
    there = lists.returning(matter.county_id, unit, clock.day_of(now))
    return next((one for one in there if str(one.pk) == said), None)


def settle(matter: Matter, now: datetime) -> list[str]:
    """It is clear whose it is; returns the fields it wrote."""
    if matter.settling_since is None:
        return []
    Hop.objects.filter(matter=matter, act="send_back", settled_at=None).update(settled_at=now)
    matter.settling, matter.settling_since = "", None
    return SETTLED


def may_decide(actor: Actor, row: Convening) -> bool:
    """Sits at the place that convened, or is the leader named for it. Without a name a county's
    co-ordinators decide."""
    if row.leader_id is not None:
        return actor.pk == row.leader_id
    wanted = Role.TOWNSHIP if row.place.kind == Kind.TOWNSHIP else Role.COUNTY
    return wanted in actor.roles_in(frozenset({row.place_id}))


def _convene(matter: Matter, settling: Settling, now: datetime) -> dict[str, object]:
    """Call the units together at the lowest level above all of them; returns the facts."""
    hops = Hop.objects.filter(matter=matter, act="send_back").select_related("from_unit__place")
    units: dict[int, Unit] = {h.from_unit.pk: h.from_unit for h in hops if h.from_unit}
    county = matter.level != Level.VILLAGE or any(
        unit.place.kind == Kind.COUNTY for unit in units.values()
    )
    place = Place.objects.get(pk=matter.county_id if county else matter.township_id)
    leader = _leader(place, now) if settling is Settling.LEADER else None
    if settling is Settling.LEADER and leader is None:
        place = Place.objects.get(pk=matter.county_id)  # nobody named: the county's co-ordinators
    day = places.calendar().after(clock.day_of(now), rules.MEET.amount)
    row = Convening.objects.create(
        matter=matter,
        settling=settling,
        place=place,
        leader=leader,
        meet_on=day,
        convened_at=now,
    )
    row.units.set(units.values())
    matter.sides += 1
    facts: dict[str, object] = {"meet_on": day.isoformat(), "place": place.name}
    facts["leader"] = leader.name if leader else ""
    return facts | {"units": [unit.name for unit in units.values()]}


def _leader(place: Place, now: datetime) -> Person | None:
    """Whoever holds today the post that is named for this place."""
    named = Arbiter.objects.filter(place=place).select_related("post__person").first()
    if named is None or not named.post.held_on(clock.day_of(now)):
        return None
    person: Person = named.post.person
    return person if person.is_active else None
