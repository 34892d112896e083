"""Who is whose neighbour: the Gabriel graph of points on a plane. Plain Python, no library.

Two points are neighbours when no other lies in the circle whose diameter they are. Such a graph is
planar and connected, has no long edges along the hull as a triangulation has, and follows the streets
where the points do. It is a part of the Delaunay triangulation, which is made by a sweep from the
middle outwards (the method of Mapbox's delaunator, ISC licence, written anew here).
"""

import math
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Neighbours = list[list[int]]


def neighbours(points: Sequence[Point]) -> Neighbours:
    """For each point the indices of its neighbours. Points that coincide are neighbours."""
    first: dict[Point, int] = {}
    twins: list[tuple[int, int]] = []
    for i, point in enumerate(points):
        if (there := first.setdefault(point, i)) != i:
            twins.append((there, i))
    kept = list(first.values())
    found: Neighbours = [[] for _point in points]
    for a, b in _gabriel([points[i] for i in kept]):
        found[kept[a]].append(kept[b])
        found[kept[b]].append(kept[a])
    for a, b in twins:
        found[a].append(b)
        found[b].append(a)
    return found


def _gabriel(points: list[Point]) -> list[tuple[int, int]]:
    if len(points) < 2:
        return []
    if len(points) == 2:
        return [(0, 1)]
    shaken = _shaken(points)
    corners, twins = _Sweep(shaken).run()
    edges = []
    for e, twin in enumerate(twins):
        if twin > e or twin == -1:
            a, b = corners[e], corners[_next(e)]
            apexes = [corners[_next(_next(e))]]
            if twin != -1:
                apexes.append(corners[_next(_next(twin))])
            if not any(_inside(shaken[a], shaken[b], shaken[c]) for c in apexes):
                edges.append((a, b))
    return edges


def _shaken(points: list[Point]) -> list[Point]:
    """Every point moved by a ten-thousandth of the usual distance, always alike: streets with houses on
    one line, or houses on a lattice, make no special case."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    step = 1e-4 * max(wide, high) / math.sqrt(len(points))
    dice = random.Random(7)  # noqa: S311  not a secret: the same plan from the same points
    return [(x + dice.uniform(-step, step), y + dice.uniform(-step, step)) for x, y in points]


def _inside(a: Point, b: Point, c: Point) -> bool:
    """Whether c lies in the circle with diameter ab: the angle at c is obtuse."""
    return (a[0] - c[0]) * (b[0] - c[0]) + (a[1] - c[1]) * (b[1] - c[1]) < 0


def _next(e: int) -> int:
    return e - 2 if e % 3 == 2 else e + 1


def _left(px: float, py: float, qx: float, qy: float, rx: float, ry: float) -> bool:
    return (qy - py) * (rx - qx) - (qx - px) * (ry - qy) < 0


class _Sweep:
    """Triangles as three corners each; the twin of an edge is the same edge in the next triangle."""

    def __init__(self, points: list[Point]) -> None:
        self.points, n = points, len(points)
        self.corners: list[int] = []
        self.twins: list[int] = []
        self.cells = math.ceil(math.sqrt(n))
        self.prev, self.next, self.tri = [0] * n, [0] * n, [0] * n
        self.hash = [-1] * self.cells
        self.start = 0

    def run(self) -> tuple[list[int], list[int]]:
        i0, i1, i2 = self._seed()
        points = self.points
        self.cx, self.cy = _middle(points[i0], points[i1], points[i2])
        cx, cy = self.cx, self.cy
        order = sorted(
            range(len(points)),
            key=lambda i: (points[i][0] - cx) ** 2 + (points[i][1] - cy) ** 2,
        )
        self.start = i0
        for a, b in ((i0, i1), (i1, i2), (i2, i0)):
            self.next[a], self.prev[b] = b, a
        for n, i in enumerate((i0, i1, i2)):
            self.tri[i] = n
            self.hash[self._cell(points[i])] = i
        self._triangle(i0, i1, i2, -1, -1, -1)
        for i in order:
            if i not in (i0, i1, i2):
                self._add(i)
        return self.corners, self.twins

    def _seed(self) -> tuple[int, int, int]:
        points = self.points
        mx = (min(p[0] for p in points) + max(p[0] for p in points)) / 2
        my = (min(p[1] for p in points) + max(p[1] for p in points)) / 2
        ids = range(len(points))
        i0 = min(ids, key=lambda i: (points[i][0] - mx) ** 2 + (points[i][1] - my) ** 2)
        x, y = points[i0]
        i1 = min(
            (i for i in ids if i != i0),
            key=lambda i: (points[i][0] - x) ** 2 + (points[i][1] - y) ** 2,
        )
        i2 = min(
            (i for i in ids if i not in (i0, i1)),
            key=lambda i: _radius(points[i0], points[i1], points[i]),
        )
        if _left(*points[i0], *points[i1], *points[i2]):
            i1, i2 = i2, i1
        return i0, i1, i2

    def _cell(self, point: Point) -> int:
        dx, dy = point[0] - self.cx, point[1] - self.cy
        p = dx / ((abs(dx) + abs(dy)) or 1.0)
        return int((3 - p if dy > 0 else 1 + p) / 4 * self.cells) % self.cells

    def _add(self, i: int) -> None:
        """One more point outside the hull: the hull's edges that it sees become triangles."""
        points, nexts, prevs, tri = self.points, self.next, self.prev, self.tri
        x, y = points[i]
        key, start = self._cell(points[i]), 0
        for j in range(self.cells):
            start = self.hash[(key + j) % self.cells]
            if start != -1 and start != nexts[start]:
                break
        start = prevs[start]
        e = start
        while not _left(x, y, *points[e], *points[nexts[e]]):
            e = nexts[e]
            if e == start:
                return  # within rounding of another point: `joined` ties it to its nearest
        t = self._triangle(e, i, nexts[e], -1, -1, tri[e])
        tri[i] = self._legalize(t + 2)
        tri[e] = t
        n = nexts[e]
        while _left(x, y, *points[n], *points[q := nexts[n]]):
            t = self._triangle(n, i, q, tri[i], -1, tri[n])
            tri[i] = self._legalize(t + 2)
            nexts[n] = n  # no longer on the hull
            n = q
        if e == start:
            while _left(x, y, *points[q := prevs[e]], *points[e]):
                t = self._triangle(q, i, e, -1, tri[e], tri[q])
                self._legalize(t + 2)
                tri[q] = t
                nexts[e] = e
                e = q
        self.start = prevs[i] = e
        nexts[e] = prevs[n] = i
        nexts[i] = n
        self.hash[self._cell((x, y))] = i
        self.hash[self._cell(points[e])] = e

    def _triangle(self, i0: int, i1: int, i2: int, a: int, b: int, c: int) -> int:
        t = len(self.corners)
        self.corners += (i0, i1, i2)
        self.twins += (-1, -1, -1)
        self._link(t, a)
        self._link(t + 1, b)
        self._link(t + 2, c)
        return t

    def _link(self, a: int, b: int) -> None:
        self.twins[a] = b
        if b != -1:
            self.twins[b] = a

    def _legalize(self, a: int) -> int:
        """Flip edges until no corner lies in the circle of a triangle beside it."""
        corners, twins, points, stack = self.corners, self.twins, self.points, list[int]()
        while True:
            b, a0 = twins[a], a - a % 3
            ar = a0 + (a + 2) % 3
            if b != -1:
                b0 = b - b % 3
                bl = b0 + (b + 2) % 3
                p0, p1 = corners[ar], corners[bl]
                px, py = points[p1]
                dx, dy = points[p0][0] - px, points[p0][1] - py
                ex, ey = points[corners[a]][0] - px, points[corners[a]][1] - py
                al = corners[a0 + (a + 1) % 3]
                fx, fy = points[al][0] - px, points[al][1] - py
                ap, bp, cp = dx * dx + dy * dy, ex * ex + ey * ey, fx * fx + fy * fy
                if (
                    dx * (ey * cp - bp * fy) - dy * (ex * cp - bp * fx) + ap * (ex * fy - ey * fx)
                    < 0
                ):
                    corners[a], corners[b] = p1, p0
                    hbl = twins[bl]
                    if hbl == -1:
                        self._moved(bl, a)
                    self._link(a, hbl)
                    self._link(b, twins[ar])
                    self._link(ar, bl)
                    stack.append(b0 + (b + 1) % 3)
                    continue
            if not stack:
                return ar
            a = stack.pop()

    def _moved(self, old: int, new: int) -> None:
        """An edge on the far side of the hull was flipped: the hull keeps its new number."""
        e = self.start
        while True:
            if self.tri[e] == old:
                self.tri[e] = new
                return
            e = self.prev[e]
            if e == self.start:
                return


def _middle(a: Point, b: Point, c: Point) -> Point:
    dx, dy, ex, ey = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
    bl, cl, d = dx * dx + dy * dy, ex * ex + ey * ey, 0.5 / ((dx * ey - dy * ex) or 1e-300)
    return a[0] + (ey * bl - dy * cl) * d, a[1] + (dx * cl - ex * bl) * d


def _radius(a: Point, b: Point, c: Point) -> float:
    x, y = _middle(a, b, c)
    return (x - a[0]) ** 2 + (y - a[1]) ** 2


# ---- joined, and kept apart by roads


def components(graph: Neighbours) -> list[list[int]]:
    seen, found = [False] * len(graph), []
    for root in range(len(graph)):
        if seen[root]:
            continue
        seen[root], group = True, [root]
        for at in group:
            for n in graph[at]:
                if not seen[n]:
                    seen[n] = True
                    group.append(n)
        found.append(group)
    return found


def joined(graph: Neighbours, points: Sequence[Point]) -> None:
    """Tie what hangs apart to its nearest: a whole has one piece."""
    groups = sorted(components(graph), key=len, reverse=True)
    whole = list(groups[0]) if groups else []
    for group in groups[1:]:
        few = group[:: max(1, len(group) // 60)]
        most = whole[:: max(1, len(whole) // 2000)]
        a, b = min(
            ((i, j) for i in few for j in most),
            key=lambda ij: math.dist(points[ij[0]], points[ij[1]]),
        )
        graph[a].append(b)
        graph[b].append(a)
        whole += group


def parted(
    graph: Neighbours, points: Sequence[Point], lines: Sequence[Sequence[Point]]
) -> Neighbours:
    """The same without the edges that cross a road or a river, except the shortest that are needed to
    keep every place reachable (its bridges)."""
    crosses = _over(points, lines)
    edges = [(i, j) for i, near in enumerate(graph) for j in near if i < j]
    cut = [(math.dist(points[i], points[j]), i, j) for i, j in edges if crosses(i, j)]
    gone = {(i, j) for _far, i, j in cut}
    kept: Neighbours = [[] for _one in graph]
    for i, j in edges:
        if (i, j) not in gone:
            kept[i].append(j)
            kept[j].append(i)
    group = {i: n for n, members in enumerate(components(kept)) for i in members}
    leader = list(range(len(graph)))

    def top(n: int) -> int:
        while leader[n] != n:
            leader[n] = n = leader[leader[n]]
        return n

    for _far, i, j in sorted(cut):
        a_top, b_top = top(group[i]), top(group[j])
        if a_top != b_top:
            leader[a_top] = b_top
            kept[i].append(j)
            kept[j].append(i)
    return kept


def _over(points: Sequence[Point], lines: Sequence[Sequence[Point]]) -> Callable[[int, int], bool]:
    """Whether the way between two points crosses one of the lines."""
    cell = _cell_size(points)
    index: dict[tuple[int, int], list[tuple[Point, Point]]] = {}
    for line in lines:
        for a, b in pairwise(line):
            for key in _crossed(a, b, cell):
                index.setdefault(key, []).append((a, b))

    def crosses(i: int, j: int) -> bool:
        a, b = points[i], points[j]
        return any(
            _cross(a, b, c, d) for key in _crossed(a, b, cell) for c, d in index.get(key, ())
        )

    return crosses


def _cell_size(points: Sequence[Point]) -> float:
    wide = max(p[0] for p in points) - min(p[0] for p in points)
    high = max(p[1] for p in points) - min(p[1] for p in points)
    return max(wide, high) / math.sqrt(len(points)) * 2 or 1.0


def _crossed(a: Point, b: Point, cell: float) -> list[tuple[int, int]]:
    """The cells that the box around this piece touches."""
    x0, x1 = sorted((int(a[0] // cell), int(b[0] // cell)))
    y0, y1 = sorted((int(a[1] // cell), int(b[1] // cell)))
    return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _left(*a, *b, *c) != _left(*a, *b, *d) and _left(*c, *d, *a) != _left(*c, *d, *b)
