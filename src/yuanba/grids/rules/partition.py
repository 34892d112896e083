"""Cut a map of neighbours into parts of like weight, each of one piece and round. Plain Python.

First halved again and again across the longer side, so that the weights are right from the start; then
single places go over to the part next door, never so that a part would fall into two pieces. A step that
makes the whole worse is allowed too, often at first and ever more rarely (annealing): so it does not stay in
the first hollow it finds. The dice are always the same: the same map gives the same cut. What counts:

    CUT x neighbours parted  +  ROUND x (distance to the middle of the part / usual distance)^2
        +  EVEN x (weight beyond the free band)^2 / (mean x usual weight)  +  stay x weight moved away
"""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yuanba.grids.rules.mesh import Neighbours, Point

CUT, ROUND, EVEN = 1.0, 0.001, 40.0
BAND = 0.035  # a part may lie so far from the mean before it costs anything
TOLERANCE = 1.05  # the heaviest part against the mean
HOT, WARM, COLD = 1.2, 0.3, 0.15  # from where to where it cools; WARM where something is kept
WORK, FEWEST, MOST = 6_000_000, 400, 4_000  # rounds: so many steps in all, within these bounds
LOOK = 4  # rounds between two looks for the edge


@dataclass
class Cutting:
    """One connected whole cut into `many` parts. `part` says of each node in which it lies."""

    graph: Neighbours
    points: Sequence[Point]
    weights: Sequence[float]
    many: int
    part: list[int] = field(default_factory=list)
    was: Sequence[int] = ()  # the part a node should rather stay in, -1 for none
    stay: float = 0.0
    even: float = EVEN

    def run(self) -> list[int]:
        if not self.part:
            self.part = [0] * len(self.points)
            self._halve(list(range(len(self.points))), self.many, 0)
        self._sums()
        rounds = max(FEWEST, min(MOST, WORK // len(self.points)))
        if self.many > 1:
            self._anneal(rounds, WARM if self.stay else HOT, COLD)
            self._anneal(FEWEST // 10, 0.01, 0.0001)
            for _again in range(4):
                if max(self.load) <= TOLERANCE * self.mean:
                    break
                self.even *= 4
                self._anneal(FEWEST // 4, COLD, 0.0001)
        return self.part

    # ---- the first cut

    def _halve(self, nodes: list[int], many: int, first: int) -> None:
        if many == 1 or len(nodes) <= 1:
            for i in nodes:
                self.part[i] = first
            return
        small = many // 2
        left, right = self._two(nodes, small / many)
        if len(left) < small or len(right) < many - small:  # heavy places: at least a node each
            order = left + right
            left, right = self._pieces(order[:small], order[small:])
        if len(left) < small or len(right) < many - small:  # a star has no halves: one of its arms
            small, order = 1, _walked(self.graph, nodes)
            left, right = order[-1:], order[:-1]
        self._halve(left, small, first)
        self._halve(right, many - small, first + small)

    def _two(self, nodes: list[int], share: float) -> tuple[list[int], list[int]]:
        """Across the longer side, `share` of the weight on one hand; both of one piece."""
        points, weights = self.points, self.weights
        n = len(nodes)
        mx = sum(points[i][0] for i in nodes) / n
        my = sum(points[i][1] for i in nodes) / n
        xx = sum((points[i][0] - mx) ** 2 for i in nodes)
        yy = sum((points[i][1] - my) ** 2 for i in nodes)
        xy = sum((points[i][0] - mx) * (points[i][1] - my) for i in nodes)
        turn = 0.5 * math.atan2(2 * xy, xx - yy)
        dx, dy = math.cos(turn), math.sin(turn)
        order = sorted(nodes, key=lambda i: points[i][0] * dx + points[i][1] * dy)
        wanted, so_far, at = share * sum(weights[i] for i in nodes), 0.0, 0
        while at < n - 1 and so_far + weights[order[at]] / 2 < wanted:
            so_far += weights[order[at]]
            at += 1
        return self._pieces(order[: max(at, 1)], order[max(at, 1) :])

    def _pieces(self, left: list[int], right: list[int]) -> tuple[list[int], list[int]]:
        """What hangs apart on one hand goes over to the other: first left, then right."""
        main = _largest(self.graph, left)
        right = right + [i for i in left if i not in main]
        other = _largest(self.graph, right)
        left = [i for i in left if i in main] + [i for i in right if i not in other]
        return left, [i for i in right if i in other]

    # ---- better, one place at a time

    def _sums(self) -> None:
        many, points = self.many, self.points
        self.load, self.size = [0.0] * many, [0] * many
        self.sx, self.sy = [0.0] * many, [0.0] * many
        for i, p in enumerate(self.part):
            self.load[p] += self.weights[i]
            self.size[p] += 1
            self.sx[p] += points[i][0]
            self.sy[p] += points[i][1]
        self.mean = sum(self.load) / many or 1.0
        self.usual = sum(self.weights) / len(points) or 1.0
        edges = [
            (points[i][0] - points[j][0]) ** 2 + (points[i][1] - points[j][1]) ** 2
            for i, near in enumerate(self.graph)
            for j in near[:1]
        ]
        self.step2 = sorted(edges)[len(edges) // 2] or 1.0 if edges else 1.0

    def _anneal(self, rounds: int, hot: float, cold: float) -> None:
        part, graph, dice = self.part, self.graph, random.Random(7)  # noqa: S311  no secret
        edge: list[int] = []
        for n in range(rounds):
            warmth = hot * (cold / hot) ** (n / max(1, rounds - 1))
            if n % LOOK == 0:  # between two looks a few that have come to the edge are missed
                edge = [i for i, near in enumerate(graph) if any(part[j] != part[i] for j in near)]
            dice.shuffle(edge)
            for i in edge:
                near = graph[i]
                q = part[near[int(dice.random() * len(near))]]
                if q == part[i] or self.size[part[i]] == 1:
                    continue
                worst = warmth * math.log(1.0 - dice.random())
                if self._gain(i, q) > worst and self._whole_without(i):
                    self._move(i, q)

    def _gain(self, i: int, q: int) -> float:
        """What the whole would gain if this node lay in part q."""
        part, (x, y), w = self.part, self.points[i], self.weights[i]
        p = part[i]
        mine = beside = 0
        for j in self.graph[i]:
            if part[j] == p:
                mine += 1
            elif part[j] == q:
                beside += 1
        n, m = self.size[p], self.size[q]
        off = (x - self.sx[p] / n) ** 2 + (y - self.sy[p] / n) ** 2
        off2 = (x - self.sx[q] / m) ** 2 + (y - self.sy[q] / m) ** 2
        found = CUT * (beside - mine)
        found += ROUND * (off * n / (n - 1) - off2 * m / (m + 1)) / self.step2
        if w:
            a, b = self.load[p], self.load[q]
            over = self._over(a) - self._over(a - w) + self._over(b) - self._over(b + w)
            found += self.even * over / (self.mean * self.usual)
            if self.stay:
                found += self.stay * ((self.was[i] == q) - (self.was[i] == p)) * w / self.usual
        return found

    def _over(self, load: float) -> float:
        beyond = abs(load - self.mean) - BAND * self.mean
        return beyond * beyond if beyond > 0 else 0.0

    def _whole_without(self, i: int) -> bool:
        """Whether its part stays of one piece when this node leaves: its neighbours there must still
        reach one another."""
        part, graph, p = self.part, self.graph, self.part[i]
        ends = [j for j in graph[i] if part[j] == p]
        if len(ends) <= 1:
            return True
        missing, seen, line = set(ends[1:]), {i, ends[0]}, [ends[0]]
        for at in line:
            for j in graph[at]:
                if part[j] == p and j not in seen:
                    seen.add(j)
                    line.append(j)
                    missing.discard(j)
                    if not missing:
                        return True
        return False

    def _move(self, i: int, q: int) -> None:
        p, (x, y), w = self.part[i], self.points[i], self.weights[i]
        self.part[i] = q
        for at, sign in ((p, -1), (q, 1)):
            self.load[at] += sign * w
            self.size[at] += sign
            self.sx[at] += sign * x
            self.sy[at] += sign * y


def _walked(graph: Neighbours, nodes: Sequence[int]) -> list[int]:
    """The nodes of one piece from one of them outwards: without the last they are one piece still."""
    left, line = set(nodes[1:]), [nodes[0]]
    for at in line:
        for j in graph[at]:
            if j in left:
                left.discard(j)
                line.append(j)
    return line


def _largest(graph: Neighbours, nodes: Iterable[int]) -> set[int]:
    """The largest piece of these nodes."""
    left, best = set(nodes), set[int]()
    while left:
        root = left.pop()
        line = [root]
        for at in line:
            for j in graph[at]:
                if j in left:
                    left.discard(j)
                    line.append(j)
        if len(line) > len(best):
            best = set(line)
    return best


def whole(graph: Neighbours, part: Sequence[int]) -> bool:
    """Whether every part is of one piece."""
    by: dict[int, list[int]] = {}
    for i, p in enumerate(part):
        by.setdefault(p, []).append(i)
    return all(len(_largest(graph, nodes)) == len(nodes) for nodes in by.values())


def cut(graph: Neighbours, part: Sequence[int]) -> int:
    """Neighbours that lie in two parts."""
    return sum(part[i] != part[j] for i, near in enumerate(graph) for j in near if i < j)


def spread(points: Sequence[Point], part: Sequence[int]) -> float:
    """How far a place lies from the middle of its part: the root of the mean square, in the unit of the
    points."""
    by: dict[int, list[Point]] = {}
    for point, p in zip(points, part, strict=True):
        by.setdefault(p, []).append(point)
    total = 0.0
    for members in by.values():
        x = sum(p[0] for p in members) / len(members)
        y = sum(p[1] for p in members) / len(members)
        total += sum((p[0] - x) ** 2 + (p[1] - y) ** 2 for p in members)
    return math.sqrt(total / len(points)) if points else 0.0
