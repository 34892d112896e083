"""A matter that is about an official, a unit or a neighbour (涉及对象): who hears it, who may lift it.

A complaint is never shown to its subject (product.md, guard rails; trust.md P7, T9). Who is kept from
it is worked out from today's posts in `matters.sight`; here stands who hears it instead.
"""

from collections.abc import Iterable
from enum import StrEnum

from yuanba.base.errors import Refused
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.matters.rules.states import WORKING, Level, State, say_why
from yuanba.people.rules import UnitKind
from yuanba.places.rules import Kind as PlaceKind


class ConcernKind(StrEnum):
    PERSON = "person"  # somebody we know
    UNIT = "unit"  # 单位
    PLACE = "place"  # the officials of a place, nobody by name
    HOUSEHOLD = "household"  # 户
    OTHER = "other"  # somebody we only know by what was said


class Hearing(StrEnum):
    """Who hears it, the lowest first."""

    HERE = "here"  # the desk where it was told: nobody above a neighbour or a firm is meant
    TOWNSHIP = "township"
    COUNTY = "county"
    WATCH = "watch"  # the supervision committees alone: above the county there is no desk here


# Units that are the officials of their place: naming one means everybody who serves there or below.
BODIES = frozenset(
    {
        UnitKind.COMMITTEE,
        UnitKind.GRID,
        UnitKind.COUNCIL,
        UnitKind.JOINT,
        UnitKind.STREET,
        UnitKind.WINDOW,
    }
)
FIRMS = frozenset({UnitKind.PROPERTY, UnitKind.OWNERS})  # they serve, and rule nobody
HEARD = list(Hearing)
ABOVE = {
    Level.VILLAGE: Hearing.TOWNSHIP,
    Level.TOWNSHIP: Hearing.COUNTY,
    Level.COUNTY: Hearing.WATCH,
}
LIFTED_BY = {
    Hearing.HERE: {Role.TOWNSHIP, Role.COUNTY},
    Hearing.TOWNSHIP: {Role.TOWNSHIP, Role.COUNTY},
    Hearing.COUNTY: {Role.COUNTY},
    Hearing.WATCH: {Role.SUPERVISOR},
}


def level_of(kind: PlaceKind) -> Level:
    """The level on which somebody serves whose post lies at such a place."""
    if kind is PlaceKind.COUNTY:
        return Level.COUNTY
    return Level.TOWNSHIP if kind is PlaceKind.TOWNSHIP else Level.VILLAGE


def above_officials(place: PlaceKind) -> Hearing:
    """Officials of a place: one level up."""
    return ABOVE[level_of(place)]


def above_unit(kind: UnitKind, place: PlaceKind) -> Hearing:
    """A firm: the desk as always. A department of the county: the county's coordinator."""
    if kind in FIRMS:
        return Hearing.HERE
    if kind in BODIES:
        return above_officials(place)
    return min(above_officials(place), Hearing.COUNTY, key=HEARD.index)


def highest(hearings: Iterable[Hearing]) -> Hearing:
    return max(hearings, default=Hearing.HERE, key=HEARD.index)


def raised(level: Level, hearing: Hearing) -> Level:
    """The level on which it stands from now on; never lower than before."""
    order = list(Level)
    heard = {Hearing.HERE: Level.VILLAGE, Hearing.TOWNSHIP: Level.TOWNSHIP}
    return max(level, heard.get(hearing, Level.COUNTY), key=order.index)


def after_naming(state: State, *, unit_shut: bool, owner_shut: bool) -> State:
    """Who may not see it cannot go on with it: without its unit it is sorted again, without its
    person given again. What has come to an end stays as it is."""
    if state not in WORKING:
        return state
    if unit_shut:
        return State.ACCEPTED
    return State.TRIAGED if owner_shut else state


def name(*, why: str, said: str, kind: ConcernKind) -> str:
    """The reason, tidied. Raises Refused beside its field."""
    if kind is ConcernKind.OTHER and len(said.strip()) < 2:
        raise Refused("whom", _("请写明反映的是谁，写称呼、职务或者单位都行。"), field="said")
    return say_why(why, field="why")


def lift(
    *,
    hearing: Hearing,
    roles: set[Role],
    actor_id: int | None,
    involved: set[int | None],
    reason: str,
) -> str:
    """Only an uninvolved person of the level that hears it lifts it, with a reason."""
    if not roles & LIFTED_BY[hearing]:
        raise Refused("level", _("要由上一级没有经手的人来取消，请交给上一级。"))
    if actor_id is None or actor_id in involved:
        raise Refused("uninvolved", _("经手过这件事的人不能取消，请别人核实以后再取消。"))
    return say_why(reason)
