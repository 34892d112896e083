"""How things are drawn: pure functions that turn numbers into small view models for the templates.

No HTML here and no database: a drawing is the same each time for the same input, so a page can be
cached and compared. Coordinates are kept as text, because a template would print 0.5 as 0,5 in
some languages and break the drawing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SEALS = {"government": "big", "communal": "small", "personal": "own"}
LEVELS = ("none", "soon", "late")


def figure(value: float) -> str:
    """A coordinate with at most one decimal, always with a point."""
    return f"{value:.1f}".removesuffix(".0")


def share(part: float, whole: float) -> float:
    """part / whole, kept between 0 and 1; nothing of nothing is 0."""
    return max(0.0, min(1.0, part / whole)) if whole > 0 else 0.0


@dataclass(frozen=True)
class Due:
    """Time left: words, how pressing, and how much of the time is used (0 to 100, or None)."""

    text: str
    level: str = "none"
    percent: int | None = None


def due(*, text: str, left: float, total: float, soon: float = 2) -> Due:
    """Time left of `total` (same unit, days or hours). Late below 0, soon from `soon` downwards."""
    level = "late" if left < 0 else "soon" if left <= soon else "none"
    return Due(text, level, round(100 * share(total - left, total)) if total > 0 else None)


@dataclass(frozen=True)
class Bar:
    """One part of a whole as a line. `fill` is one of tile, bean, ok, warn, late."""

    width: str
    label: str
    fill: str = "tile"


def bar(percent: float, label: str = "", *, fill: str = "tile") -> Bar:
    """`percent` from 0 to 100; with an empty label the bar is decoration and the figure stands by."""
    return Bar(figure(100 * share(percent, 100)), label, fill)


@dataclass(frozen=True)
class Ring:
    """A ring for a share. Decoration: the figure stands next to it."""

    size: int
    middle: str
    radius: str
    stroke: int
    dash: str
    level: str


def ring(part: float, *, size: int = 44, stroke: int = 6, level: str = "") -> Ring:
    """`part` from 0 to 1; `level` soon, late or ok changes the colour."""
    radius = (size - stroke) / 2
    whole = 2 * math.pi * radius
    drawn = f"{figure(whole * share(part, 1))} {figure(whole)}"
    return Ring(size, figure(size / 2), figure(radius), stroke, drawn, level)


@dataclass(frozen=True)
class Piece:
    """One piece of a stacked bar, in per cent of the width. A narrow one has no room for words."""

    x: str
    text_x: str
    width: str
    text: str
    fill: str
    roomy: bool


@dataclass(frozen=True)
class Stack:
    pieces: tuple[Piece, ...]
    label: str
    crowded: bool


def stack(parts: Sequence[tuple[str, float, str]], *, label: str = "") -> Stack:
    """(words, amount, fill) in fixed order; fill is big, small, own, ok, warn, late or none."""
    whole = sum(amount for _words, amount, _fill in parts)
    pieces, at = [], 0.0
    for words, amount, fill in parts:
        wide = 100 * share(amount, whole)
        if wide:
            text_x, roomy = figure(at + 1.6), wide >= _room(words)
            pieces.append(Piece(figure(at), text_x, figure(wide), words, fill, roomy))
        at += wide
    said = label or "，".join(words for words, _amount, _fill in parts)
    return Stack(tuple(pieces), said, crowded=any(not piece.roomy for piece in pieces))


def _room(words: str) -> float:
    """How much of the bar these words take on a telephone, in per cent: 15 px letters on 300 px."""
    px = sum(15 if sign > "\u2e7f" else 8.5 for sign in words)
    return 100 * px / 300 + 3


@dataclass(frozen=True)
class Spark:
    width: int
    height: int
    path: str
    x: str
    y: str
    label: str


def spark(values: Sequence[float], label: str, *, width: int = 84, height: int = 26) -> Spark:
    """A line of the last few counts, the newest marked. `label` must say the numbers in words."""
    values = values or [0]
    top = max(values) or 1
    step = (width - 4) / max(1, len(values) - 1)
    points = [(2 + i * step, height - 3 - (height - 7) * v / top) for i, v in enumerate(values)]
    path = "M" + "L".join(f"{figure(x)} {figure(y)}" for x, y in points)
    x, y = points[-1]
    return Spark(width, height, path, figure(x), figure(y), label)


@dataclass(frozen=True)
class Unit:
    """One square of a board: a place or a department, never a person."""

    name: str
    level: str = "none"
    url: str = ""


@dataclass(frozen=True)
class Square:
    x: int
    y: int
    unit: Unit


@dataclass(frozen=True)
class Squares:
    width: int
    height: int
    side: int
    squares: tuple[Square, ...]
    label: str


def squares(units: Sequence[Unit], label: str, *, columns: int = 12, side: int = 28) -> Squares:
    """Units in the order given (fixed, never ranked), `columns` to a row, 24 px or more each."""
    gap = side + 4
    placed = tuple(
        Square(i % columns * gap, i // columns * gap, unit) for i, unit in enumerate(units)
    )
    rows = -(-len(units) // columns)
    return Squares(min(len(units), columns) * gap, rows * gap, side, placed, label)


@dataclass(frozen=True)
class Dot:
    """A place on a sketch: where, how many, its name below."""

    x: str
    y: str
    text_y: str
    name_y: str
    n: int
    name: str


@dataclass(frozen=True)
class Sketch:
    """Places as they lie to one another (示意图), north up: no map, no scale, nothing asked elsewhere."""

    width: int
    height: str
    dots: list[Dot]


def sketch(places: Sequence[tuple[str, int, float, float]], *, width: int = 320) -> Sketch:
    """`places` are name, number, longitude, latitude. Those that would cover one another are moved
    apart downwards: it shows who lies beside whom, not how far."""
    side, top, room, row = 56.0, 24.0, 130.0, 58.0
    lngs, lats = [p[2] for p in places], [p[3] for p in places]
    wide, high = (max(xs, default=0) - min(xs, default=0) for xs in (lngs, lats))
    put: list[tuple[float, float]] = []
    dots = []
    for name, n, lng, lat in sorted(places, key=lambda p: (-p[3], p[2])):
        x = side + (width - 2 * side) * (share(lng - min(lngs), wide) if wide else 0.5)
        y = top + room * (share(max(lats) - lat, high) if high else 0.0)
        while any(abs(x - a) < 104 and abs(y - b) < row for a, b in put):
            y += 4
        put.append((x, y))
        dots.append(Dot(figure(x), figure(y), figure(y + 5), figure(y + 30), n, name))
    return Sketch(width, figure(max((y for _x, y in put), default=0) + 42), dots)
