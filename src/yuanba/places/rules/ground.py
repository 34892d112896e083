"""Positions and outlines on the ground: degrees of WGS 84 as they come in, checked. Plain Python.

What a satellite receiver says is WGS 84, and so is what we keep. Chinese map services shift every
position (GCJ-02, datum.py): what comes from one of them is shifted back before it gets here.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _

SOUTH, NORTH, WEST, EAST = 3.0, 54.0, 73.0, 136.0  # all of China lies between
MOST_SIGNS = 500_000  # of a file that is brought in
MOST_CORNERS = 5_000
DIGITS = 6  # of a degree: a tenth of a metre
KM = 111.195  # of a degree of latitude

Corner = tuple[float, float]  # lng, lat: as GeoJSON writes it
Ring = list[Corner]


def in_china(lat: float, lng: float) -> bool:
    return SOUTH <= lat <= NORTH and WEST <= lng <= EAST


def position(lat: float | None, lng: float | None) -> dict[str, float | None]:
    """A position, or none at all. Raises Refused for one half, or somewhere else."""
    if lat is None and lng is None:
        return {"lat": None, "lng": None}
    if lat is None or lng is None:
        field = "lat" if lat is None else "lng"
        raise Refused("half", _("经度和纬度要一起填，或者都空着。"), field=field)
    if in_china(lat, lng):
        return {"lat": round(lat, DIGITS), "lng": round(lng, DIGITS)}
    if in_china(lng, lat):
        raise Refused("turned", _("经度和纬度好像填反了，请对调。"), field="lat")
    raise Refused("far", _("这个位置不在国内，请核对经度和纬度。"), field="lat")


@dataclass(frozen=True)
class Outline:
    """One or several pieces; of each the outer ring, then its holes."""

    pieces: list[list[Ring]]

    @property
    def corners(self) -> int:
        return sum(len(ring) for piece in self.pieces for ring in piece)

    def rings(self) -> Iterator[Ring]:
        for piece in self.pieces:
            yield from piece

    def holds(self, lng: float, lat: float) -> bool:
        """Is this position inside? Counted by how many sides lie east of it."""
        inside = False
        for ring in self.rings():
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > lat) != (y2 > lat) and lng < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        xs = [x for piece in self.pieces for x, _y in piece[0]]
        ys = [y for piece in self.pieces for _x, y in piece[0]]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def area(self) -> float:
        """Square kilometres."""
        return sum(
            _area(piece[0]) - sum(_area(hole) for hole in piece[1:]) for piece in self.pieces
        )


def _area(ring: Ring) -> float:
    narrow = math.cos(math.radians(sum(y for _x, y in ring) / len(ring)))
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return abs(twice) / 2 * narrow * KM * KM


def read(text: str) -> Outline:
    """An outline as GeoJSON (RFC 7946): a Polygon or MultiPolygon, alone or as the only feature. Raises
    Refused with what is wrong, in words."""
    if len(text) > MOST_SIGNS:
        raise _no("long", _("文件太大了。请先把边界简化到五千个点以内。"))
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise _no("json", _("这不是完整的 GeoJSON，读不懂。请从地图软件里重新导出。")) from None
    shape = _geometry(said)
    raw = shape.get("coordinates")
    pieces = [raw] if shape.get("type") == "Polygon" else raw
    if not isinstance(pieces, list) or not pieces:
        raise _no("empty", _("里面没有边界线。"))
    found = Outline([_piece(piece) for piece in pieces])
    if found.corners > MOST_CORNERS:
        raise _no("corners", _("边界的点太多了，请先简化到五千个点以内。"))
    for ring in found.rings():
        if _crosses(ring):
            raise _no("crossed", _("边界线自己和自己交叉了，请改好再传。"))
    return found


def _no(code: str, words: Any) -> Refused:
    return Refused(code, words, field="text")


def _geometry(said: Any) -> dict[str, Any]:
    if isinstance(said, dict) and said.get("type") == "FeatureCollection":
        features = said.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise _no(
                "several", _("一次只能传一个地方的边界，这个文件里不止一个，或者一个也没有。")
            )
        said = features[0]
    if isinstance(said, dict) and said.get("type") == "Feature":
        said = said.get("geometry")
    if not isinstance(said, dict) or said.get("type") not in {"Polygon", "MultiPolygon"}:
        raise _no("kind", _("里面没有边界。边界要画成面（Polygon），不能是点或者线。"))
    return said


def _piece(raw: Any) -> list[Ring]:
    if not isinstance(raw, list) or not raw:
        raise _no("empty", _("里面没有边界线。"))
    return [_ring(one) for one in raw]


def _ring(raw: Any) -> Ring:
    if not isinstance(raw, list) or len(raw) < 4:
        raise _no("few", _("边界至少要三个角，首尾相接。"))
    ring = [_corner(one) for one in raw]
    if ring[0] != ring[-1]:
        raise _no("open", _("边界没有接上：最后一个点要和第一个点一样。"))
    clean = [ring[0], *(b for a, b in pairwise(ring) if a != b)]
    if len(set(clean)) < 3:
        raise _no("few", _("边界至少要三个角，首尾相接。"))
    return clean


def _corner(raw: Any) -> Corner:
    if not isinstance(raw, list) or len(raw) < 2:
        raise _no("corner", _("有的点不是“经度、纬度”两个数。"))
    lng, lat = raw[0], raw[1]
    if any(isinstance(n, bool) or not isinstance(n, int | float) for n in (lng, lat)):
        raise _no("corner", _("有的点不是“经度、纬度”两个数。"))
    if not in_china(lat, lng):
        if in_china(lng, lat):
            raise _no("turned", _("经度和纬度好像写反了：要先写经度，再写纬度。"))
        raise _no("far", _("有的点不在国内，请核对用的是不是经纬度。"))
    return round(float(lng), DIGITS), round(float(lat), DIGITS)


def _crosses(ring: Ring) -> bool:
    """Do two sides cross? Sides are put into the squares they touch, and only those of one square are
    compared: five thousand corners take a moment, not a minute."""
    sides = list(pairwise(ring))
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    cells = max(1, math.isqrt(len(sides)))
    wide, tall = (max(xs) - min(xs)) / cells or 1.0, (max(ys) - min(ys)) / cells or 1.0
    at: dict[tuple[int, int], list[int]] = {}
    for n, ((x1, y1), (x2, y2)) in enumerate(sides):
        left, right = sorted((int((x1 - min(xs)) / wide), int((x2 - min(xs)) / wide)))
        low, high = sorted((int((y1 - min(ys)) / tall), int((y2 - min(ys)) / tall)))
        for col in range(left, right + 1):
            for row in range(low, high + 1):
                at.setdefault((col, row), []).append(n)
    return any(
        _cross(sides[a], sides[b])
        for mine in at.values()
        for i, a in enumerate(mine)
        for b in mine[:i]
    )


Side = tuple[Corner, Corner]


def _cross(one: Side, other: Side) -> bool:
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Corner, b: Corner, c: Corner) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


SAMPLES = 30  # on a side of the box: up to 900 positions


def samples(shape: Outline) -> list[Corner]:
    """Positions evenly spread inside, always the same ones."""
    west, south, east, north = shape.box()
    dx, dy = (east - west) / SAMPLES, (north - south) / SAMPLES
    every = [
        (west + dx * (col + 0.5), south + dy * (row + 0.5))
        for col in range(SAMPLES)
        for row in range(SAMPLES)
    ]
    return [at for at in every if shape.holds(*at)] or [shape.pieces[0][0][0]]


def share_inside(spread: Sequence[Corner], other: Outline) -> float:
    """What share of these positions lies in the other outline."""
    return sum(other.holds(*at) for at in spread) / len(spread)
