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

# What this county leaves out of the published ten: its grid workers keep no groups of people apart.
LEFT_OUT = {"特殊群体服务", "重点人口帮教"}
FIRST_PHONE = 13800007000


def weave(rng: random.Random, county: County, now: datetime) -> None:
    begun = now - timedelta(days=60)
    who = county.coordinators[county.place.pk]
    lines, source = suggested_duties()
    lines = [x for x in lines if x not in LEFT_OUT]
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
    if village.rural:
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
