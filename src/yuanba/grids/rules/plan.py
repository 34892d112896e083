"""A plan of grids: places with their households become parts of like size, each of one piece.

Plain Python. What stands within one village stays within it; a place is never taken apart. Each part
keeps the grid that most of its households were in, so that codes and persons change as little as can be.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.grids.rules import mesh
from yuanba.grids.rules.organisations import Size
from yuanba.grids.rules.partition import TOLERANCE, Cutting, cut, spread, whole

METRES = 111_320.0  # of one degree along a meridian
STAY = 3.0  # what a household moved out of its grid weighs, where little is to change
MOST_SPOTS = 20_000


@dataclass(frozen=True)
class Spot:
    """A place that lies whole in one part: its position (WGS 84, degrees), its households, its village,
    and the grid it was in."""

    key: int
    lat: float
    lng: float
    households: int
    village: int
    was: int | None = None
    fixed: bool = False  # the grid itself: households written down directly at it


@dataclass(frozen=True)
class Part:
    """One grid of the plan."""

    n: int
    village: int
    grid: int | None  # the one that goes on as this; None: a new one
    keys: tuple[int, ...]
    households: int


def wanted(*, many: int | None, households: int, spots: int, size: Size) -> int:
    """Into how many grids a village goes: as many as were asked for, or as the size has it. Where no
    number keeps to the size, the nearest below its upper end."""
    if many is not None:
        return max(1, min(many, spots))
    fewest = math.ceil(households / size.most)
    most = max(fewest, households // size.least, 1)
    middle = round(households * 2 / (size.least + size.most))
    return max(1, min(spots, max(fewest, min(most, middle))))


def shared_out(many: int, loads: Mapping[int, int], spots: Mapping[int, int]) -> dict[int, int]:
    """So many grids over these villages by their households: one each at least, the largest remainder
    first. Raises Refused where there are fewer than villages, or more than places."""
    if many < len(loads) or many > sum(spots.values()):
        said = {"least": len(loads), "most": sum(spots.values())}
        message = _("网格数要在 %(least)s 和 %(most)s 之间：每个村至少一个，每个网格至少一处。")
        raise Refused("many", message % said, field="many")
    found = dict.fromkeys(loads, 1)
    for _more in range(many - len(loads)):
        fullest = max(
            (v for v in loads if found[v] < spots[v]), key=lambda v: (loads[v] / found[v], -v)
        )
        found[fullest] += 1
    return found


def propose(
    spots: Sequence[Spot],
    *,
    size: Size,
    many: int | None = None,
    keep: bool = False,
    roads: Sequence[Sequence[tuple[float, float]]] = (),
) -> list[Part]:
    """The plan. `keep` begins at the grids there are and moves few households; `roads` are lines of
    (lng, lat) that parts cross only where there is no other way."""
    by: dict[int, list[Spot]] = {}
    for spot in sorted(spots, key=lambda s: s.key):
        by.setdefault(spot.village, []).append(spot)
    loads = {v: sum(s.households for s in rows) for v, rows in by.items()}
    share = None
    if many is not None:
        share = shared_out(many, loads, {v: len(rows) for v, rows in by.items()})
    parts: list[Part] = []
    for village, rows in by.items():
        n = wanted(
            many=share[village] if share else None, households=loads[village], spots=len(rows),
            size=size,
        )  # fmt: skip
        part = _one_village(rows, n, keep=keep, roads=roads)
        parts += _named(rows, part, len(parts))
    return parts


def flat(spots: Sequence[Spot]) -> list[mesh.Point]:
    """Positions in metres on a plane that touches the earth at their middle."""
    return _flat([(s.lng, s.lat) for s in spots], spots)


def _flat(points: Sequence[tuple[float, float]], spots: Sequence[Spot]) -> list[mesh.Point]:
    middle = sum(s.lat for s in spots) / len(spots)
    narrow = math.cos(math.radians(middle)) * METRES
    return [(lng * narrow, lat * METRES) for lng, lat in points]


def graph_of(
    spots: Sequence[Spot], roads: Sequence[Sequence[tuple[float, float]]] = ()
) -> mesh.Neighbours:
    points = flat(spots)
    graph = mesh.neighbours(points)
    mesh.joined(graph, points)
    if roads:
        graph = mesh.parted(graph, points, [_flat(line, spots) for line in roads])
    return graph


def _one_village(
    rows: list[Spot], many: int, *, keep: bool, roads: Sequence[Sequence[tuple[float, float]]]
) -> list[int]:
    if many >= len(rows):
        return list(range(len(rows)))
    points, graph = flat(rows), graph_of(rows, roads)
    weights = [float(s.households) for s in rows]
    cutting = Cutting(graph, points, weights, many)
    if keep and any(s.was is not None for s in rows):
        cutting.part = _as_it_is(rows, graph, points, weights, many)
        cutting.was, cutting.stay = list(cutting.part), STAY
    return cutting.run()


def _as_it_is(
    rows: list[Spot], graph: mesh.Neighbours, points: list[mesh.Point], weights: list[float],
    many: int,
) -> list[int]:  # fmt: skip
    """The grids there are, each of one piece; the lightest joined or the heaviest halved until there are
    as many as wanted."""
    known = {s.was for s in rows if s.was is not None}
    names = {grid: n for n, grid in enumerate(sorted(known))}
    part = [names[s.was] if s.was is not None else -1 for s in rows]
    _one_piece_each(part, graph)
    while len(load := _loads(part, weights)) > many:
        light = min(load, key=lambda p: (load[p], p))
        beside = {part[j] for i, p in enumerate(part) if p == light for j in graph[i]} - {light}
        into = min(beside, key=lambda p: (load[p], p))
        part = [into if p == light else p for p in part]
    while len(load := _loads(part, weights)) < many:
        several = [p for p in load if part.count(p) > 1]
        heavy = max(several, key=lambda p: (load[p], -p))
        nodes = [i for i, p in enumerate(part) if p == heavy]
        at = {i: n for n, i in enumerate(nodes)}
        inner = [[at[j] for j in graph[i] if j in at] for i in nodes]
        halves = Cutting(inner, [points[i] for i in nodes], [weights[i] for i in nodes], 2)
        fresh = max(part) + 1
        for n, half in enumerate(halves.run()):
            if half:
                part[nodes[n]] = fresh
    order = {p: n for n, p in enumerate(sorted(set(part)))}
    return [order[p] for p in part]


def _loads(part: list[int], weights: list[float]) -> dict[int, float]:
    found: dict[int, float] = {}
    for i, p in enumerate(part):
        found[p] = found.get(p, 0.0) + weights[i]
    return found


def _one_piece_each(part: list[int], graph: mesh.Neighbours) -> None:
    """What hangs apart from its grid, or was in none, goes to a neighbour that has one."""
    pieces: dict[int, set[int]] = {}
    seen: set[int] = set()
    for root in range(len(part)):
        if root in seen or part[root] < 0:
            continue
        line = [root]
        seen.add(root)
        for at in line:
            for j in graph[at]:
                if j not in seen and part[j] == part[root]:
                    seen.add(j)
                    line.append(j)
        if len(line) > len(pieces.get(part[root], ())):
            pieces[part[root]] = set(line)
    settled = {i for piece in pieces.values() for i in piece}
    line = sorted(settled)
    for at in line:
        for j in graph[at]:
            if j not in settled:
                settled.add(j)
                part[j] = part[at]
                line.append(j)


def _named(rows: list[Spot], part: list[int], first: int) -> list[Part]:
    """Each part with the grid that goes on as it: the one most of its households were in; a grid that has
    households of its own goes on where these lie, or not at all."""
    held: dict[tuple[int, int], int] = {}
    own = {s.was: p for s, p in zip(rows, part, strict=True) if s.fixed}
    for spot, p in zip(rows, part, strict=True):
        if spot.was is not None and own.get(spot.was, p) == p:
            more = spot.households + (10**9 if spot.fixed else 0)
            held[p, spot.was] = held.get((p, spot.was), 0) + more
    names: dict[int, int] = {}
    for (p, grid), _n in sorted(held.items(), key=lambda item: (-item[1], item[0])):
        if p not in names and grid not in names.values():
            names[p] = grid
    found = []
    for n, p in enumerate(sorted(set(part))):
        mine = [s for s, q in zip(rows, part, strict=True) if q == p]
        keys = tuple(s.key for s in mine)
        total = sum(s.households for s in mine)
        found.append(Part(first + n, mine[0].village, names.get(p), keys, total))
    return found


@dataclass(frozen=True)
class Figures:
    """What is said of a plan, and of the grids before it."""

    grids: int
    least: int
    most: int
    mean: float
    moved: int  # households that come into another grid
    whole: bool  # every grid of one piece
    cut: int  # neighbours parted
    metres: int  # how far a household's place lies from the middle of its grid

    @property
    def balance(self) -> float:
        """The largest grid against the mean (最大比平均)."""
        return self.most / self.mean if self.mean else 1.0

    @property
    def even(self) -> bool:
        return self.balance <= TOLERANCE


def figures(
    spots: Sequence[Spot], lies: Mapping[int, int], names: Mapping[int, int | None]
) -> Figures:
    """`lies` says in which part a spot lies, `names` which grid a part goes on as."""
    load: dict[int, int] = {}
    moved = 0
    for spot in spots:
        load[lies[spot.key]] = load.get(lies[spot.key], 0) + spot.households
        if spot.was != names.get(lies[spot.key]) or spot.was is None:
            moved += spot.households
    by: dict[int, list[Spot]] = {}
    for spot in spots:
        by.setdefault(spot.village, []).append(spot)
    one_piece, parted, square, n = True, 0, 0.0, len(spots)
    for rows in by.values():
        graph, part = graph_of(rows), [lies[s.key] for s in rows]
        one_piece = one_piece and whole(graph, part)
        parted += cut(graph, part)
        square += spread(flat(rows), part) ** 2 * len(rows)
    return Figures(
        len(load), min(load.values()), max(load.values()), sum(load.values()) / len(load), moved,
        one_piece, parted, round(math.sqrt(square / n)),
    )  # fmt: skip
