"""The ground of the invented county: outlines that fit together and positions inside them, by the acts
people use. Each place divides its own cell among those below it; always the same county."""

import json
import math
from collections.abc import Sequence
from datetime import datetime

from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.places import acts as places
from yuanba.places.acts import FOUNDER
from yuanba.places.models import Place

Point = tuple[float, float]  # lng, lat
CORNERS, RADIUS, NARROW, ROUNDS, SIDE = 14, 0.085, 0.87, 14, 24
NEAR = 0.0008
SOURCE = "示范数据：随意画的边界"


def lay(county: County, now: datetime) -> None:
    """About sixty outlines and three hundred positions."""
    said = read("county")
    ring = [
        (
            said["lng"] + RADIUS * _bent(n) * math.cos(_turn(n)) / NARROW,
            said["lat"] + RADIUS * _bent(n) * math.sin(_turn(n)),
        )
        for n in range(CORNERS)
    ]
    _draw(county.place, ring, now)
    towns = list({v.town.pk: v.town for v in county.villages}.values())
    for town, cell in zip(towns, _divided(ring, len(towns)), strict=True):
        _draw(town, cell, now)
        mine = [v for v in county.villages if v.town.pk == town.pk]
        for village, inside in zip(mine, _divided(cell, len(mine)), strict=True):
            _draw(village.place, inside, now)
            parts = _divided(inside, len(village.grids))
            for grid, part in zip(village.grids, parts, strict=True):
                _draw(grid, part, now)
                _put([*village.spots[grid.pk], *village.more[grid.pk]], part, now)


def _turn(n: int) -> float:
    return 2 * math.pi * n / CORNERS


def _bent(n: int) -> float:
    return 1.25 + 0.1 * math.cos(2 * _turn(n) + 1)


def _draw(place: Place, ring: Sequence[Point], now: datetime) -> None:
    corners = [[round(x, 6), round(y, 6)] for x, y in [*ring, ring[0]]]
    text = json.dumps({"type": "Polygon", "coordinates": [corners]})
    places.draw_outline(actor=FOUNDER, place_id=place.pk, text=text, source=SOURCE, now=now)
    _locate(place, _middle(ring), now)


def _put(spots: list[Place], ring: Sequence[Point], now: datetime) -> None:
    """Each in a part of its own; what stands in one estate or group stands together."""
    groups: dict[int, list[Place]] = {}
    for spot in spots:
        own = spot.parent_id if spot.parent_id not in {spot.grid_id, None} else spot.pk
        groups.setdefault(own or spot.pk, []).append(spot)
    for mine, cell in zip(groups.values(), _divided(ring, len(groups)), strict=True):
        x, y = _middle(cell)
        for n, spot in enumerate(mine):
            _locate(spot, (x + n * NEAR, y), now)
        if (parent := mine[0].parent) is not None and parent.pk != mine[0].grid_id:
            _locate(parent, (x + NEAR / 2, y), now)


def _locate(place: Place, at: Point, now: datetime) -> None:
    place.lng, place.lat = round(at[0], 6), round(at[1], 6)
    places.locate(actor=FOUNDER, place_id=place.pk, lat=place.lat, lng=place.lng, now=now)


def _middle(ring: Sequence[Point]) -> Point:
    n = len(ring)
    return sum(p[0] for p in ring) / n, sum(p[1] for p in ring) / n


def _divided(ring: Sequence[Point], many: int) -> list[list[Point]]:
    """A convex cell cut into so many, each around its own middle (Voronoi, relaxed by Lloyd)."""
    spread = _spread(ring)
    middles = [spread[len(spread) * (2 * k + 1) // (2 * many)] for k in range(many)]
    for _round in range(ROUNDS):
        near: list[list[Point]] = [[] for _k in middles]
        for p in spread:
            near[_nearest(middles, p)].append(p)
        middles = [_middle(mine) if mine else at for mine, at in zip(near, middles, strict=True)]
    return [_cell(ring, middles, k) for k in range(many)]


def _nearest(middles: list[Point], p: Point) -> int:
    return min(range(len(middles)), key=lambda k: math.dist(middles[k], p))


def _spread(ring: Sequence[Point]) -> list[Point]:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    every = [
        (
            min(xs) + (max(xs) - min(xs)) * (i + 0.5) / SIDE,
            min(ys) + (max(ys) - min(ys)) * (j + 0.5) / SIDE,
        )
        for i in range(SIDE)
        for j in range(SIDE)
    ]
    return [p for p in every if all(_left(a, b, p) for a, b in _sides(ring))]


def _sides(ring: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _left(a: Point, b: Point, p: Point) -> bool:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) >= 0


def _cell(ring: Sequence[Point], middles: list[Point], k: int) -> list[Point]:
    """What of the ring is nearer to this middle than to any other."""
    cell, (x, y) = list(ring), middles[k]
    for n, (ox, oy) in enumerate(middles):
        if n == k:
            continue
        nx, ny = ox - x, oy - y
        far = nx * (x + ox) / 2 + ny * (y + oy) / 2
        cell = _clipped(cell, nx, ny, far)
    return cell


def _clipped(ring: list[Point], nx: float, ny: float, far: float) -> list[Point]:
    """The part of the ring on this side of the line nx·x + ny·y = far."""
    kept: list[Point] = []
    for a, b in _sides(ring):
        da, db = nx * a[0] + ny * a[1] - far, nx * b[0] + ny * b[1] - far
        if da <= 0:
            kept.append(a)
        if (da < 0 < db) or (db < 0 < da):
            t = da / (da - db)
            kept.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
    return kept
