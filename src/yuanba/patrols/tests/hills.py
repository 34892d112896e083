"""A grid with its points, put down and looked at by the acts."""

from datetime import timedelta
from typing import Any

from tests.world import THURSDAY, World
from yuanba.patrols import acts
from yuanba.patrols.models import Finding, Look, Point
from yuanba.patrols.rules import PointKind, Risk
from yuanba.patrols.rules.findings import Result, Then

MONDAY = THURSDAY - timedelta(days=3)
NAMES = ("大院子", "青石坡边坡", "河坝", "庙坡井盖")


class Hills:
    def __init__(self, world: World) -> None:
        self.world = world

    def point(self, name: str = "青石坡边坡", **said: Any) -> Point:
        usual = {"kind": PointKind.SLOPE, "risk": Risk.RAISED, "place_id": self.world.grid.pk}
        said = {"actor": self.world.worker, "now": MONDAY} | usual | said
        return acts.add_point(name=name, **said)

    def way(self) -> list[Point]:
        return [self.point(name) for name in NAMES]

    def look(self, point: Point, result: Result = Result.SAME, **said: Any) -> Look:
        said = {"actor": self.world.gridworker, "now": THURSDAY} | said
        return acts.look(point_id=point.pk, result=result, **said)

    def found(self, point: Point, text: str = "坡上裂缝宽了两厘米。", **said: Any) -> Finding:
        said = {"then": Then.WATCH} | said
        return self.look(point, Result.FOUND, text=text, **said).finding
