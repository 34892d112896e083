"""网格花名册: one row of a county's existing roster, taken in whole: the grid, what lies in it, who holds
which post. Each step keeps the rules of its own act; places change by the acts on places."""

from collections.abc import Sequence
from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.grids.acts.network import founded, seated
from yuanba.grids.models import Team
from yuanba.grids.rules.organisations import Chosen
from yuanba.places import acts as places
from yuanba.places.models import Place
from yuanba.places.rules import Kind, sourced

GRID = "grid"  # the shape of organisations.toml that a roster fills


@act
def take_roster_row(
    *, actor: Actor, village_id: int, grid: str, source: str, now: datetime, code: str = "",
    covers: Sequence[int] = (), outline: str = "", post: str = "", name: str = "", phone: str = "",
    how: Chosen = Chosen.APPOINTED, since: date | None = None,
) -> Place:  # fmt: skip
    """收花名册一行: what is there already stays as it is; the same row twice changes nothing more."""
    village = Place.objects.select_for_update().filter(pk=village_id, until=None).first()
    if village is None:
        raise Denied("grids.take_roster_row")
    permits.require(actor, "grids.take_roster_row", reach=village.reach)
    written = sourced(source)
    said = Place.objects.filter(village_id=village_id, kind=Kind.GRID, until=None)
    place = said.filter(name=grid).first()
    facts: dict[str, object] = {"grid": grid, "founded": place is None}
    if place is None:
        whole = ("grid", str(clock.day_of(now).year), code) if code else None
        place = places.found(
            actor=actor, parent_id=village_id, kind=Kind.GRID, name=grid, code=whole,
            source=written, now=now,
        )  # fmt: skip
    moved = []
    for one in Place.objects.filter(pk__in=covers, village_id=village_id).exclude(grid_id=place.pk):
        places.move(actor=actor, place_id=one.pk, parent_id=place.pk, source=written, now=now)
        moved.append(str(one.pk))
    if outline:
        places.draw_outline(actor=actor, place_id=place.pk, text=outline, source=written, now=now)
    facts |= {"moved": moved, "outline": bool(outline)}
    if post:
        facts |= _post(place, post, name, phone, how, since, written, now)
    records.write("grids.take_roster_row", place, actor=actor, at=now, source=written, **facts)
    return place


def _post(
    place: Place, post: str, name: str, phone: str, how: Chosen, since: date | None, source: str,
    now: datetime,
) -> dict[str, object]:  # fmt: skip
    """Who holds a post of the grid's team; an election whose count the roster does not know is not written
    as one."""
    if how is Chosen.ELECTED:
        words = _("推选的要在网格页上写到会和赞成各多少人；花名册里请写“聘任”或者“志愿”。")
        raise Refused("vote_needed", words, field="how")
    team = Team.objects.select_for_update().filter(place=place, template=GRID, until=None).first()
    team = team or founded(place, GRID, (), "", source, clock.day_of(now))
    if team.seats.filter(post=post, name=name, until=None).exists():
        return {}
    made = seated(team, post=post, how=how, name=name, phone=phone, since=since, now=now)
    return {"post": post, "seat": str(made.pk)}
