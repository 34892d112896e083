"""Points to look at in the demo: two grids of the first villages, walked for a fortnight, by the acts."""

import math
from datetime import datetime, timedelta
from typing import Any

from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.exchange.demo.pictures import stairs, take
from yuanba.matters.models import Matter
from yuanba.patrols import acts
from yuanba.patrols.rules import PointKind, Risk
from yuanba.patrols.rules.findings import Result, Then
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
            _grid(grid, village.workers[0], village.gridworkers[grid.pk], found, begun, now)
            found = [row | {"found": ""} for row in found]
    return list(Matter.objects.filter(finding__isnull=False))


def _grid(
    grid: Place,
    keeper: Person,
    walker: Person,
    points: list[dict[str, Any]],
    begun: datetime,
    now: datetime,
) -> None:
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
        acts.look(
            **look, result=Result.FOUND, text=row["found"], hurts=row.get("hurts", False),
            then=Then.SPOT if fix else Then.WATCH, fix=fix,
            pictures=[take(stairs(cluttered=True))] if fix else [],
            now=now - timedelta(days=row["days_ago"]),
        )  # fmt: skip
