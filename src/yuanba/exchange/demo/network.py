"""The network of the demo: a team for every grid, courtyards with their heads, a branch over several
groups, the duties of the county; one village shows what a gap looks like. By the acts people use."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from yuanba.base import clock
from yuanba.base.models import Record
from yuanba.exchange.demo.county import County, Village
from yuanba.exchange.demo.data import read
from yuanba.grids import acts, jobs
from yuanba.grids.models import Team
from yuanba.grids.rules.organisations import Chosen, suggested_duties
from yuanba.places.models import Place
from yuanba.places.rules import Kind

FIRST_PHONE = 13800007000


def weave(rng: random.Random, county: County, now: datetime) -> None:
    begun = now - timedelta(days=60)
    who = county.coordinators[county.place.pk]
    lines, source = suggested_duties()
    acts.set_duties(
        actor=who, county_id=county.place.pk, lines="\n".join(lines), source=source, now=begun
    )
    numbers = iter(range(FIRST_PHONE, FIRST_PHONE + 900))
    names = read("county")["names"]

    def somebody() -> dict[str, Any]:
        family, given = rng.choice(names["family"]), rng.choices(names["given"], k=2)
        return {"name": family + "".join(given), "phone": str(next(numbers))}

    for village in county.villages:
        last = village is county.villages[-1]
        _village(village, somebody, begun, grids=village.grids[: -2 if last else None])


PLANNED = 64  # grids of the county in the plan that waits to be adopted


def plan(county: County, now: datetime) -> None:
    """A plan for the whole county, drawn and still open: four grids more than there are."""
    who = county.coordinators[county.place.pk]
    asked = acts.ask_plan(
        actor=who, place_id=county.place.pk, size="country", many=PLANNED, keep=True, now=now
    )
    record = Record.objects.filter(act="grids.ask_plan", subject_id=asked.pk).latest("id")
    jobs.draw(now=now, record=str(record.pk))


def _village(
    village: Village, somebody: Callable[[], dict[str, Any]], at: datetime, grids: list[Place]
) -> None:
    by: dict[str, Any] = {"actor": village.workers[0], "now": at}
    paper = f"{village.town.name}网格员名册"

    def found(place: Place, template: str, **more: Any) -> Team:
        return acts.found_team(place_id=place.pk, template=template, source=paper, **by, **more)

    def seat(team: Team, post: str, how: Chosen = Chosen.APPOINTED, **who: Any) -> None:
        acts.seat(team_id=team.pk, post=post, how=how, **by, **who)

    def elect(team: Team, post: str, entitled: int, **who: Any) -> None:
        day, came = clock.day_of(at) - timedelta(days=3), entitled * 4 // 5
        count = {"elected_on": day, "entitled": entitled, "present": came, "votes": came - 3}
        seat(team, post, Chosen.ELECTED, **count, **who)

    for n, grid in enumerate(grids):
        team, worker = found(grid, "grid"), village.gridworkers[grid.pk]
        elect(team, "head", 60 + n, **somebody())
        seat(team, "worker", name=worker.name, phone=worker.phone, person_id=worker.pk)
        if n % 2:  # elsewhere the officer is still to come
            seat(team, "officer", **somebody())
        seat(team, "volunteer", Chosen.VOLUNTEER, name=somebody()["name"])
        for spot in village.spots[grid.pk]:
            if spot.kind == Kind.COURTYARD:
                yard = found(spot, "courtyard")
                elect(yard, "head", 15 + n, **somebody())
                seat(yard, "member", Chosen.VOLUNTEER, **somebody())
                _stations(spot, somebody, by)
            elif spot.kind == Kind.BUILDING:
                elect(found(spot, "building"), "head", 24 + n, **somebody())
    more = _groups if village.rural else _estate
    more(village, grids, found, seat, elect, somebody)


def _groups(
    village: Village, grids: list[Place], found: Callable[..., Team], seat: Callable[..., None],
    elect: Callable[..., None], somebody: Callable[[], dict[str, Any]],
) -> None:  # fmt: skip
    """农村 1+3+X: one branch over three groups; a hamlet committee, and one that nobody leads yet."""
    groups = [s for g in grids for s in village.spots[g.pk] if s.kind == Kind.SUBGROUP]
    branch = found(
        village.place, "branch", name=f"{village.place.name}第一党支部",
        covers=[group.pk for group in groups[:3]],
    )  # fmt: skip
    elect(branch, "secretary", 24, **somebody())
    hamlet = found(groups[0], "hamlet")
    for post in ("director", "guard", "women"):
        seat(hamlet, post, **somebody())
    seat(hamlet, "x", Chosen.VOLUNTEER, name=somebody()["name"])
    found(groups[-1], "hamlet")  # no branch leads it yet, and nobody sits there


def _estate(
    village: Village, _grids: list[Place], found: Callable[..., Team], seat: Callable[..., None],
    elect: Callable[..., None], somebody: Callable[[], dict[str, Any]],
) -> None:  # fmt: skip
    """城市 1+3+X: the committee of the first estate, led by a branch that covers it."""
    estate = village.spots[village.grids[0].pk][0].parent
    assert estate is not None
    branch = found(estate, "branch", name=f"{estate.name}党支部", covers=[estate.pk])
    elect(branch, "secretary", 18, **somebody())
    committee = found(estate, "estate")
    for post in ("director", "guard", "service"):
        seat(committee, post, **somebody())
    seat(committee, "x", Chosen.VOLUNTEER, name=somebody()["name"])


def _stations(yard: Place, somebody: Callable[[], dict[str, Any]], by: dict[str, Any]) -> None:
    """院坝六站: four under the tree, two in the old hall."""
    for name, spot, hours, functions in (
        ("黄桷树下", "院坝当中", "白天都有人", ["publicity", "opinion", "mediation", "culture"]),
        ("老堂屋", "院坝东头第二间", "每周四下午", ["skills", "service"]),
    ):
        who = somebody()
        acts.open_venue(
            place_id=yard.pk, name=name, spot=spot, hours=hours, functions=functions,
            keeper=who["name"], phone=who["phone"], **by,
        )  # fmt: skip
