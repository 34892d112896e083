"""A map drawn by ourselves: outlines onto a sheet with no more corners than an eye can tell apart, and
where the words stand. Plain Python; no tiles, no script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from yuanba.base.text import _
from yuanba.grids.rules.drawing import Sheet, hull
from yuanba.grids.rules.mesh import Point
from yuanba.places.rules.ground import Outline

MOST_CORNERS = 4_000  # on one map, about 50 KB
FINE = 1.0  # units of the sheet, a third of a point on a telephone
FEW_NAMES = 8  # so many areas bear their names; more bear numbers that stand in the list
PAD = 14.0  # around places without an outline


class Layer(StrEnum):
    MATTERS = "matters"
    GAPS = "gaps"
    POINTS = "points"
    VENUES = "venues"


# A sign beside the word, because colour is never the only one.
SIGNS = {Layer.MATTERS: "●", Layer.GAPS: "✕", Layer.POINTS: "▲", Layer.VENUES: "■"}
LAYER_WORDS = {
    Layer.MATTERS: _("在办的事"),
    Layer.GAPS: _("没人联系的户"),
    Layer.POINTS: _("隐患和巡查点"),
    Layer.VENUES: _("公共场所"),
}


def asked(said: Iterable[str], offered: Sequence[Layer]) -> list[Layer]:
    """The layers to show: those named; matters and gaps where nobody named any."""
    names = set(said)
    if not names:
        return [one for one in offered if one in {Layer.MATTERS, Layer.GAPS}]
    return [one for one in offered if one in names]


def projected(shape: Outline, sheet: Sheet) -> list[list[Point]]:
    """The outer rings of an outline on the sheet, as fine as it is drawn."""
    return [[sheet.at(y, x) for x, y in piece[0]] for piece in shape.pieces]


def thinned(shapes: list[list[list[Point]]]) -> list[list[list[Point]]]:
    """All of them with at most MOST_CORNERS corners: coarser until they are."""
    fine, made = FINE, shapes
    while True:
        made = [[thin(ring, fine) for ring in shape] for shape in shapes]
        if sum(len(ring) for shape in made for ring in shape) <= MOST_CORNERS or fine > 100:
            return made
        fine *= 2


def thin(ring: Sequence[Point], fine: float) -> list[Point]:
    """Without the corners that lie nearer than that to the line between their neighbours (Douglas and
    Peucker), no deeper than a list."""
    if len(ring) < 5:
        return list(ring)
    kept, open_ = {0, len(ring) // 2, len(ring) - 1}, []
    open_ += [(0, len(ring) // 2), (len(ring) // 2, len(ring) - 1)]
    while open_:
        first, last = open_.pop()
        far, at = 0.0, 0
        for n in range(first + 1, last):
            if (off := _off(ring[n], ring[first], ring[last])) > far:
                far, at = off, n
        if far > fine:
            kept.add(at)
            open_ += [(first, at), (at, last)]
    return [ring[n] for n in sorted(kept)]


def _off(p: Point, a: Point, b: Point) -> float:
    """How far p lies from the line between a and b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
    t = min(1.0, max(0.0, t))
    x, y = a[0] + t * dx - p[0], a[1] + t * dy - p[1]
    return float((x * x + y * y) ** 0.5)


def around(points: Sequence[Point]) -> list[Point]:
    """A line around places that have no outline of their own: only where they are, roughly."""
    wide = [(x + dx, y + dy) for x, y in points for dx in (-PAD, PAD) for dy in (-PAD, PAD)]
    return [*(line := hull(wide)), line[0]]


def middle(ring: Sequence[Point]) -> Point:
    """Where the words stand: the middle of a shape, of its corners where it has no width."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(twice) < 1e-6:
        return ring[0]
    return round(x / (3 * twice), 1), round(y / (3 * twice), 1)


@dataclass
class Words:
    """The words of one area; those of two areas do not lie upon one another."""

    x: float
    y: float
    lines: list[str]
    big: int = 44
    small: int = 38

    @property
    def box(self) -> tuple[float, float]:
        wide = max(
            sum(1.0 if ord(c) > 255 else 0.6 for c in line) * (self.big if n == 0 else self.small)
            for n, line in enumerate(self.lines)
        )
        return wide, self.big + self.small * 1.15 * (len(self.lines) - 1) + 8


def apart(words: list[Words], wide: float, high: float) -> None:
    """Push words off one another, downwards; keep them on the sheet."""
    placed: list[Words] = []
    for one in sorted(words, key=lambda w: (w.y, w.x)):
        w, h = one.box
        one.x = min(max(one.x, w / 2 + 4), max(wide - w / 2 - 4, w / 2 + 4))
        for other in sorted(placed, key=lambda w: w.y):
            ow, oh = other.box
            if abs(one.x - other.x) < (w + ow) / 2 and abs(one.y - other.y) < (h + oh) / 2:
                one.y = other.y + (h + oh) / 2
        one.y = min(max(one.y, h / 2), max(high - h / 2, h / 2))
        placed.append(one)
