"""俗称: what people call a place. Whoever works there knows it; no paper is needed."""

from datetime import datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.places import rules
from yuanba.places.acts import common
from yuanba.places.models import Place, PlaceAlias


@act
def call_also(*, actor: Actor, place_id: int, name: str, now: datetime) -> PlaceAlias:
    """记俗称: from now on the place is found by this word too, and proposals know it.

    Within one village (above it: under one parent) a word means one place. Raises Refused if another
    one there has it as a name or an alias.
    """
    (place,) = common.locked(place_id)
    permits.require(actor, "places.call_also", reach=place.reach)
    rules.living(place.until)
    clean = rules.nickname(name, place.name)
    beside = Place.objects.filter(until=None)
    if place.village_id:
        beside = beside.filter(village_id=place.village_id)
    else:
        beside = beside.filter(parent_id=place.parent_id)
    called = PlaceAlias.objects.filter(name=clean, until=None, place__in=beside)
    other = called.select_related("place").first()
    has_it = other.place if other else beside.filter(name=clean).first()
    if has_it is not None:
        told = _("这里说这个名字，指的已经是“%(place)s”。") % {"place": has_it.name}
        raise Refused("alias_taken", told, field="name")
    alias = PlaceAlias.objects.create(place=place, name=clean, since=clock.day_of(now))
    records.write("places.call_also", place, actor=actor, at=now, alias=clean)
    return alias


@act
def drop_alias(*, actor: Actor, alias_id: int, now: datetime) -> Place:
    """划掉俗称: nobody says it any more, or it was wrong. Its row stays, with the day."""
    alias = PlaceAlias.objects.select_for_update(of=("self",)).select_related("place")
    found = alias.filter(pk=alias_id).first()
    if found is None:
        raise Denied("no such alias")
    permits.require(actor, "places.drop_alias", reach=found.place.reach)
    if found.until is not None:
        raise Refused("ended", _("这个叫法已经划掉了。"))
    found.until = clock.day_of(now)
    found.save(update_fields=["until"])
    records.write("places.drop_alias", found.place, actor=actor, at=now, alias=found.name)
    return found.place
