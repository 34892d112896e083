"""Venues: opened, changed, closed; who was asked for is posted where people gather."""

from collections.abc import Iterable
from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.grids.models import Venue
from yuanba.grids.rules import venues as rules
from yuanba.people.rules import because
from yuanba.places.models import Place


def _there(place_id: int, but: int | None = None) -> set[str]:
    """The functions that the other venues of this place have."""
    rows = Venue.objects.filter(place_id=place_id, until=None).exclude(pk=but or 0)
    return {key for functions in rows.values_list("functions", flat=True) for key in functions}


def _venue(venue_id: int, actor: Actor, name: str) -> Venue:
    rows = Venue.objects.select_for_update(of=("self",)).select_related("place")
    found = rows.filter(pk=venue_id, until=None).first()
    if found is None:
        raise Denied(name)
    permits.require(actor, name, reach=found.reach)
    return found


@act
def open_venue(
    *, actor: Actor, place_id: int, name: str, spot: str, functions: Iterable[str], now: datetime,
    hours: str = "", keeper: str = "", phone: str = "",
) -> Venue:  # fmt: skip
    """设场所: where people come together, and which of the six stations it is."""
    place = Place.objects.select_for_update().filter(pk=place_id, until=None).first()
    if place is None or place.village_id is None:
        raise Denied("grids.open_venue")
    permits.require(actor, "grids.open_venue", reach=place.reach)
    said = rules.room(
        name=name, spot=spot, functions=functions, hours=hours, keeper=keeper, phone=phone,
        there=_there(place.pk),
    )  # fmt: skip
    made = Venue.objects.create(place=place, since=clock.day_of(now), **vars(said))
    facts = {"name": said.name, "functions": said.functions}
    records.write("grids.open_venue", made, actor=actor, at=now, **facts)
    return made


@act
def change_venue(
    *, actor: Actor, venue_id: int, name: str, spot: str, functions: Iterable[str], now: datetime,
    hours: str = "", keeper: str = "", phone: str = "",
) -> Venue:  # fmt: skip
    """改场所: what it is for, where, when open, whom to call."""
    found = _venue(venue_id, actor, "grids.change_venue")
    said = rules.room(
        name=name, spot=spot, functions=functions, hours=hours, keeper=keeper, phone=phone,
        there=_there(found.place_id, but=found.pk),
    )  # fmt: skip
    for field, value in vars(said).items():
        setattr(found, field, value)
    found.save(update_fields=list(vars(said)))
    facts = {"name": said.name, "functions": said.functions}
    records.write("grids.change_venue", found, actor=actor, at=now, **facts)
    return found


@act
def close_venue(*, actor: Actor, venue_id: int, reason: str, now: datetime) -> Venue:
    """撤场所: from today on; that it was there stays readable."""
    found = _venue(venue_id, actor, "grids.close_venue")
    why = because(reason)
    found.until = clock.day_of(now)
    found.save(update_fields=["until"])
    records.write("grids.close_venue", found, actor=actor, at=now, name=found.name, reason=why)
    return found
