"""A map drawn by ourselves: positions onto a sheet, the hull around a grid's places. Plain Python."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yuanba.grids.rules.mesh import Point

WIDE, EDGE = 1000.0, 30.0  # units of the drawing: its width, the free edge around
HIGHEST = 1400.0


@dataclass(frozen=True)
class Sheet:
    """Where a position (lat, lng in degrees, WGS 84) lies on the drawing."""

    south: float
    west: float
    narrow: float  # a degree of longitude against one of latitude, here
    scale: float
    high: float

    def at(self, lat: float, lng: float) -> Point:
        x = EDGE + (lng - self.west) * self.narrow * self.scale
        y = self.high - EDGE - (lat - self.south) * self.scale
        return round(x, 1), round(y, 1)


def sheet(positions: Iterable[tuple[float, float]]) -> Sheet:
    """The sheet on which all of these (lat, lng) have room."""
    rows = list(positions)
    south, north = min(r[0] for r in rows), max(r[0] for r in rows)
    west, east = min(r[1] for r in rows), max(r[1] for r in rows)
    narrow = math.cos(math.radians((south + north) / 2))
    wide, tall = (east - west) * narrow or 1e-4, north - south or 1e-4
    scale = min((WIDE - 2 * EDGE) / wide, (HIGHEST - 2 * EDGE) / tall)
    return Sheet(south, west, narrow, scale, round(tall * scale + 2 * EDGE, 1))


def hull(points: Sequence[Point]) -> list[Point]:
    """The corners of the smallest convex shape around these, in order."""
    rows = sorted(set(points))
    if len(rows) < 3:
        return rows

    def half(line: Iterable[Point]) -> list[Point]:
        found: list[Point] = []
        for p in line:
            while len(found) > 1 and _turn(found[-2], found[-1], p) <= 0:
                found.pop()
            found.append(p)
        return found[:-1]

    return half(rows) + half(reversed(rows))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def said(points: Iterable[Point]) -> str:
    """As the points of a polygon are written in SVG."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def middle(points: Sequence[Point]) -> Point:
    n = len(points)
    return round(sum(p[0] for p in points) / n, 1), round(sum(p[1] for p in points) / n, 1)
