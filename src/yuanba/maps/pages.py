"""地图: a place and what lies right under it, with the layers asked for; closer by links, without script."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanba.base import clock, permits
from yuanba.base.pages import answer
from yuanba.grids.pages.common import may, sees, the_place
from yuanba.grids.rules import drawing
from yuanba.grids.rules.mesh import Point
from yuanba.maps import queries, rules
from yuanba.maps.queries import Area, Ground
from yuanba.maps.rules import LAYER_WORDS, SIGNS, Layer
from yuanba.matters.pages.posts import Here, desk
from yuanba.patrols.rules import RISK_WORDS, Risk
from yuanba.places import pick
from yuanba.places import queries as places
from yuanba.places.rules import KIND_WORDS, Kind

COLOURS = 6  # of the style sheet
MOST_MARKS = 300  # points drawn one by one; the list has them all


@desk
@require_safe
def home(request: HttpRequest, here: Here) -> HttpResponse:
    """The map of this post's own place."""
    sees(here)
    assert here.post is not None
    place = here.post.place
    at = place.pk if queries.zoomable(place) else place.grid_id or place.village_id
    return redirect(f"{reverse('maps:place', args=[at])}{_asked(request)}")


def _asked(request: HttpRequest) -> str:
    said = request.GET.urlencode()
    return f"?{said}" if said else ""


@desk
@require_safe
def place(request: HttpRequest, here: Here, place_id: int) -> HttpResponse:
    """One place on its map, and the same as a list."""
    at = the_place(here, place_id)
    if not queries.zoomable(at):
        raise Http404
    assert here.post is not None
    offered = _offered(here)
    shown = rules.asked(request.GET.getlist("show"), offered)
    found = queries.ground(here.post, at, shown, clock.day_of(here.now))
    # Every layer off is said too: nothing named means the usual ones.
    said = urlencode([("show", layer) for layer in shown] or [("show", "none")])
    context = {
        "place": at,
        "kind": KIND_WORDS[Kind(at.kind)],
        "above": [one for one in places.ancestors(at) if may(here, "grids.see", one)],
        "layers": [_toggle(layer, shown) for layer in offered],
        "on": {layer.value: layer in shown for layer in Layer},
        "query": f"?{said}",
        "rows": queries.rows_of(found, shown),
        "found": found,
        "picture": _picture(found, shown, said),
        "stops": [
            (stop, RISK_WORDS[Risk(stop.point.risk)], _app(stop.point)) for stop in found.stops
        ],
        "may_locate": places.may_locate(here.person, at),
        "app_url": pick.app_url(at.name, at.lat, at.lng),
    }
    return answer(request, "maps/place.html", context)


def _offered(here: Here) -> list[Layer]:
    """Layers of what this post may see anyhow."""
    offered = [Layer.MATTERS] if here.scope is not None else []
    offered.append(Layer.GAPS)
    if here.role in permits.TABLE["patrols.see"]:
        offered.append(Layer.POINTS)
    return [*offered, Layer.VENUES]


def _toggle(layer: Layer, shown: list[Layer]) -> dict[str, Any]:
    others = [one for one in Layer if (one in shown) != (one is layer)]
    said = [("show", one.value) for one in others] or [("show", "none")]
    return {
        "word": LAYER_WORDS[layer], "sign": SIGNS[layer], "key": layer.value,
        "on": layer in shown, "url": f"?{urlencode(said)}",
    }  # fmt: skip


def _app(point: Any) -> str:
    return pick.app_url(point.name, point.lat, point.lng)


@dataclass(frozen=True)
class Shape:
    """One area as it is drawn."""

    area: Area
    n: int
    colour: int
    rings: list[str]
    rough: bool  # no outline: only where its places are
    url: str


@dataclass(frozen=True)
class Mark:
    """One point as it is drawn."""

    x: float
    y: float
    name: str
    major: bool
    due: bool


def _positions(found: Ground) -> list[tuple[float, float]]:
    """Everything that must have room."""
    shapes = [a.shape for a in found.areas if a.shape] + ([found.shape] if found.shape else [])
    every = [(y, x) for shape in shapes for ring in shape.rings() for x, y in ring]
    every += [at for area in found.areas if area.shape is None for at in area.spots]
    points = [stop.point for stop in found.stops]
    return every + [(p.lat, p.lng) for p in points if p.lat is not None and p.lng is not None]


def _picture(found: Ground, shown: list[Layer], said: str) -> dict[str, Any] | None:
    every = _positions(found)
    if not every:
        return None
    sheet = drawing.sheet(every)
    drawn = [(n, a) for n, a in enumerate(found.areas, 1) if a.shape or a.spots]
    whole = [rules.projected(found.shape, sheet)] if found.shape else []
    rings = rules.thinned([*(_rings(a, sheet) for _n, a in drawn), *whole])
    shapes = [
        Shape(
            area, n, n % COLOURS, [drawing.said(ring) for ring in mine], area.shape is None,
            reverse("maps:place", args=[area.place.pk]) + f"?{said}"
            if queries.zoomable(area.place) else "",
        )
        for (n, area), mine in zip(drawn, rings, strict=False)
    ]  # fmt: skip
    named = len(drawn) <= rules.FEW_NAMES
    words = [
        _words(
            area.place.name.removeprefix(found.place.name) if named else str(n), area, mine, shown
        )
        for (n, area), mine in zip(drawn, rings, strict=False)
    ]
    rules.apart(words, drawing.WIDE, sheet.high)
    return {
        "wide": drawing.WIDE,
        "high": sheet.high,
        "border": [drawing.said(ring) for ring in rings[-1]] if whole else [],
        "shapes": shapes,
        "words": words,
        "marks": _marks(found, sheet),
    }


def _marks(found: Ground, sheet: drawing.Sheet) -> list[Mark]:
    """Where grids are areas of the map, their points are counted; nearer, each is drawn."""
    if any(area.place.kind == Kind.GRID for area in found.areas):
        return []
    placed = [stop for stop in found.stops if stop.point.lat is not None]
    return [_mark(stop, sheet) for stop in placed[:MOST_MARKS]]


def _rings(area: Area, sheet: drawing.Sheet) -> list[list[Point]]:
    if area.shape is not None:
        return rules.projected(area.shape, sheet)
    return [rules.around([sheet.at(lat, lng) for lat, lng in area.spots])]


def _words(name: str, area: Area, rings: list[list[Point]], shown: list[Layer]) -> rules.Words:
    """The name, or the number in the list, and under it what the layers found there."""
    ring = max(rings, key=len)
    x, y = rules.middle(ring)
    if area.shape is None:  # below its dots, not upon them
        y = max(p[1] for p in ring) + 20
    said = [
        (Layer.MATTERS, area.matters), (Layer.GAPS, area.without),
        (Layer.POINTS, area.points), (Layer.VENUES, area.venues),
    ]  # fmt: skip
    signs = " ".join(f"{SIGNS[layer]}{many}" for layer, many in said if many and layer in shown)
    return rules.Words(x, y, [name, *([signs] if signs else [])])


def _mark(stop: Any, sheet: drawing.Sheet) -> Mark:
    point = stop.point
    x, y = sheet.at(point.lat, point.lng)
    return Mark(x, y, point.name, point.risk == Risk.MAJOR, stop.due)
