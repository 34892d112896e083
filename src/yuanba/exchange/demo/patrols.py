"""Points to look at in the demo: two grids of the first villages, walked for a fortnight, by the acts."""

import math
from datetime import datetime, timedelta
from typing import Any

from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.exchange.demo.pictures import stairs, take
from yuanba.matters.models import Matter
from yuanba.patrols import acts
from yuanba.patrols.models import Finding
from yuanba.patrols.rules import PointKind, Risk
from yuanba.patrols.rules.findings import Result, Then
from yuanba.patrols.rules.steps import RungLevel, To
from yuanba.people.models import Person
from yuanba.places.models import Place

WALKED, VILLAGES = 14, 2  # days, villages


def walk(county: County, now: datetime) -> list[Matter]:
    """Returns the matters that came of it."""
    said, source = read("patrols"), read("county")["source"]
    begun = now - timedelta(days=WALKED)
    for kind, lines in said["lines"].items():
        acts.set_lines(
            actor=county.coordinators[county.place.pk], county_id=county.place.pk,
            kind=PointKind(kind), text="\n".join(lines), source=source, now=begun,
        )  # fmt: skip
    found = said[
        "points"
    ]  # one slope has one crack: the other grids have the same points, and nothing
    for village in county.villages[:VILLAGES]:
        walkers = [grid for grid in village.grids if grid.pk in village.gridworkers]
        for grid in walkers[:2]:
            told = {
                RungLevel.VILLAGE: village.workers[0],
                RungLevel.TOWNSHIP: county.coordinators[village.town.pk],
            }
            _grid(grid, told, village.gridworkers[grid.pk], found, begun, now)
            found = [row | {"found": ""} for row in found]
    return list(Matter.objects.filter(finding__isnull=False))


def _grid(
    grid: Place,
    told: dict[RungLevel, Person],
    walker: Person,
    points: list[dict[str, Any]],
    begun: datetime,
    now: datetime,
) -> None:
    keeper = told[RungLevel.VILLAGE]
    for n, row in enumerate(points):
        turn = 2 * math.pi * n / len(points)  # around the middle of the grid
        lat, lng = (grid.lat or 0) + math.sin(turn) / 800, (grid.lng or 0) + math.cos(turn) / 800
        point = acts.add_point(
            actor=keeper, place_id=grid.pk, name=row["name"], kind=PointKind(row["kind"]),
            risk=Risk(row["risk"]), spot=row.get("spot", ""), mind=row.get("mind", ""), lat=lat, lng=lng,
            now=begun,
        )  # fmt: skip
        look: dict[str, Any] = {"actor": walker, "point_id": point.pk}
        acts.look(**look, result=Result.SAME, now=begun + timedelta(hours=2))
        if not row.get("found"):
            continue
        fix = row.get("fix", "")
        at = now - timedelta(days=row["days_ago"])
        saw = acts.look(
            **look, result=Result.FOUND, text=row["found"], hurts=row.get("hurts", False),
            soon=row.get("soon", False), then=Then.SPOT if fix else Then.WATCH, fix=fix,
            pictures=[take(stairs(cluttered=True))] if fix else [],
            now=at,
        )  # fmt: skip
        _told(saw.finding, row, told, at)


def _told(
    finding: Finding, row: dict[str, Any], told: dict[RungLevel, Person], at: datetime
) -> None:
    """Who took it, and to whom it was handed over with what answer."""
    for level in map(RungLevel, row.get("taken", [])):
        step = finding.steps.get(level=level)
        acts.take_step(actor=told[level], step_id=step.pk, now=at + timedelta(minutes=25))
    if handed := row.get("handed"):
        by: dict[str, Any] = {"actor": told[RungLevel.VILLAGE]}
        made = acts.hand_over(
            finding_id=finding.pk, to=To(handed["to"]), whom=handed["whom"],
            called=at + timedelta(minutes=30), now=at + timedelta(minutes=50), **by,
        )  # fmt: skip
        acts.answer_handover(
            handover_id=made.pk, answer=handed["answer"], now=at + timedelta(hours=5), **by
        )
