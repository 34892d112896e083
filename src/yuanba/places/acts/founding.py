"""建立: a county, and the places under it."""

from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.permits import Actor, Reach, Role
from yuanba.places import rules
from yuanba.places.acts import common
from yuanba.places.models import Place


class Founder:
    """Whoever runs the command line of the house: the only one here before the first post exists.

    Pages and API never make one; they take their actor from the signed-in session.
    """

    pk: int | None = None

    def roles_in(self, reach: Reach) -> set[Role]:
        return {Role.ADMIN, Role.SECURITY}


FOUNDER = Founder()


@act
def found_county(
    *,
    actor: Actor,
    name: str,
    source: str,
    now: datetime,
    region: str = "",
    short: str = "",
    phone: str = "",
    code: tuple[str, str, str] | None = None,
    on: date | None = None,
) -> Place:
    """设立区县: the root of a tree. Only the founder may: no post reaches an empty reach.

    `code` is (system, edition, code); `on` the first day, today if not given.
    """
    permits.require(actor, "places.found_county", reach=frozenset())
    region = " ".join(region.split())
    place = Place(
        kind=rules.Kind.COUNTY,
        name=rules.named(name, common.siblings(None, region=region)),
        short=common.free_short(short),
        region=region,
        phone=phone.strip(),
        since=_day(on, now),
    )
    place.county_id = place.pk
    return _settle(place, "places.found_county", actor, code, rules.sourced(source), now)


@act
def found(
    *,
    actor: Actor,
    parent_id: int,
    kind: rules.Kind,
    name: str,
    source: str,
    now: datetime,
    short: str = "",
    phone: str = "",
    lat: float | None = None,
    lng: float | None = None,
    code: tuple[str, str, str] | None = None,
    on: date | None = None,
) -> Place:
    """设立地方: a township, village, community, grid … under a living parent."""
    (parent,) = common.locked(parent_id)
    common.may_change(actor, "places.found", parent)
    rules.living(parent.until)
    rules.stands_under(kind, rules.Kind(parent.kind))
    place = Place(
        kind=kind,
        name=rules.named(name, common.siblings(parent)),
        short=common.free_short(short),
        phone=phone.strip(),
        parent=parent,
        since=_day(on, now),
        lat=lat,
        lng=lng,
    )
    for column, value in common.scope_under(parent, kind, place.pk).items():
        setattr(place, column, value)
    return _settle(place, "places.found", actor, code, rules.sourced(source), now)


def _day(on: date | None, now: datetime) -> date:
    today = clock.day_of(now)
    return rules.effective(on or today, today=today, since=date.min)


def _settle(
    place: Place,
    name: str,
    actor: Actor,
    code: tuple[str, str, str] | None,
    source: str,
    now: datetime,
) -> Place:
    place.save(force_insert=True)
    if code is not None:
        common.add_code(place, code, place.since)
    facts: dict[str, object] = {
        "kind": place.kind,
        "name": place.name,
        "parent": str(place.parent_id or ""),
        "since": place.since.isoformat(),
        "source": source,
    }
    if code is not None:
        facts["code"] = list(code)
    records.write(name, place, actor=actor, at=now, **facts)
    return place
