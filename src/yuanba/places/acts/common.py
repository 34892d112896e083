"""What the acts on places share: locking, leave, history, the scope columns below a moved place."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from yuanba.base import permits
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Reach
from yuanba.base.text import _
from yuanba.places import rules
from yuanba.places.models import Place, PlaceCode, PlacePast


def locked(*place_ids: int) -> list[Place]:
    """These places in the order asked for, locked in the order of their ids (no two acts wait for
    each other). "There is none" and "it is not yours" are one answer (trust.md rule 9)."""
    rows = Place.objects.select_for_update().filter(pk__in=place_ids).order_by("pk")
    found = {place.pk: place for place in rows}
    if set(place_ids) - set(found):
        raise Denied("no such place")
    return [found[i] for i in place_ids]


def may_change(actor: Actor, act: str, *places: Place) -> None:
    """The county of every one of these places must agree; a township's right is not enough."""
    for county in {place.county_id for place in places}:
        permits.require(actor, act, reach=county_reach(county))


def county_reach(county_id: int | None) -> Reach:
    return frozenset() if county_id is None else frozenset({county_id})


def era(place: Place) -> date:
    """The day since which it has its name and parent."""
    last = PlacePast.objects.filter(place=place).order_by("-until").first()
    return last.until if last is not None else place.since


def leave_era(place: Place, on: date, *, since: date) -> None:
    """Keep the name and the parent it had until now. Even an era of no days is kept: somebody may
    have written that name down."""
    PlacePast.objects.create(
        place=place, name=place.name, parent_id=place.parent_id, since=since, until=on
    )


def siblings(parent: Place | None, *, besides: Iterable[int] = (), region: str = "") -> list[str]:
    """The names of the living places under this parent (of counties: in the same region)."""
    rows = Place.objects.filter(parent=parent, until=None).exclude(pk__in=list(besides))
    if parent is None:
        rows = rows.filter(region=region)
    return list(rows.values_list("name", flat=True))


def free_short(short: str, *, besides: int = 0) -> str:
    """A short name that no place ever had: it stands in numbers. Raises Refused if one had."""
    clean = short.strip()
    if len(clean) > 20:
        raise Refused("short_long", _("简称太长，最多二十个字。"), field="short")
    if clean and Place.objects.filter(short=clean).exclude(pk=besides).exists():
        raise Refused("short_taken", _("这个简称已经用过，请换一个。"), field="short")
    return clean


def add_code(place: Place, code: tuple[str, str, str], on: date) -> None:
    """Give the place a code from that day. Raises Refused if another place has it."""
    system, edition, said = rules.coded(*code)
    taken = PlaceCode.objects.filter(system=system, edition=edition, code=said).first()
    if taken is not None:
        raise Refused("code_taken", _("这个代码已经用过，请核对。"), field="code")
    PlaceCode.objects.create(place=place, system=system, edition=edition, code=said, since=on)


def scope_under(parent: Place | None, kind: rules.Kind, own: int) -> dict[str, int | None]:
    """The scope columns of a place of this kind and id under this parent."""
    columns = {name: getattr(parent, name) if parent else None for name in rules.SCOPES}
    if (mine := rules.SCOPE_OF.get(kind)) is not None:
        columns[mine] = own
    return columns


def hang_under(place: Place, parent: Place) -> int:
    """Hang the place under this parent; every scope column below follows. Returns how many places
    below it changed."""
    columns = scope_under(parent, rules.Kind(place.kind), place.pk)
    before = {name: getattr(place, name) for name in rules.SCOPES}
    place.parent = parent
    for name, value in columns.items():
        setattr(place, name, value)
    place.save(update_fields=["parent", *columns])
    return _follow(place, before)


def _follow(place: Place, before: dict[str, int | None]) -> int:
    kind = rules.Kind(place.kind)
    if (mine := rules.SCOPE_OF.get(kind)) is None:  # no column of its own: go down by parents
        below = 0
        for child in Place.objects.filter(parent=place):
            below += 1 + hang_under(child, place)
        return below
    names = rules.SCOPES[: rules.SCOPES.index(mine)]
    # All below it carry the same columns above: asking for them too lets the index help.
    same: dict[str, Any] = {name: before[name] for name in names} | {mine: place.pk}
    new: dict[str, Any] = {name: getattr(place, name) for name in names}
    return Place.objects.filter(**same).exclude(pk=place.pk).update(**new)
