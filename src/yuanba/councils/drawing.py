"""A bowl with beans, drawn by the server: the same each time for the same number. No HTML here."""

import math
import random
from dataclasses import dataclass
from functools import lru_cache

WIDTH, HEIGHT, RADIUS = 220, 150, 7
MOST = 150  # above it the heap stays the same; the number says the rest


@dataclass(frozen=True)
class Bean:
    x: str
    y: str
    turn: int
    shade: int  # 0 to 3


@lru_cache(maxsize=256)
def bowl(beans: int) -> tuple[Bean, ...]:
    """Where the beans of a bowl lie, the ones behind first."""
    dice = random.Random(beans)  # noqa: S311  a picture
    rim, rx, ry, middle = HEIGHT * 0.5, WIDTH * 0.47, HEIGHT * 0.13, WIDTH / 2
    heap = HEIGHT * 0.36 * min(1, (beans / 62) ** 0.8) if beans > 4 else 0
    spots: list[tuple[float, float]] = []
    apart = RADIUS * 1.12
    for tries in range(1, 12_000):
        if len(spots) >= min(beans, MOST):
            break
        if tries % 4000 == 0:
            apart *= 0.9
        x = dice.gauss(middle, WIDTH * (0.10 + 0.12 * min(1, beans / 60)))
        across = (x - middle) / (rx * 0.9)
        if abs(across) >= 0.97:
            continue
        depth = ry * math.sqrt(1 - across * across)
        lift = max(0.0, 1 - (abs(x - middle) / (WIDTH * 0.36)) ** 1.8)
        y = dice.uniform(rim - depth * 0.15 - heap * lift, rim + depth * 0.55)
        if all((x - a) ** 2 + (y - b) ** 2 > apart**2 for a, b in spots):
            spots.append((x, y))
    return tuple(
        Bean(f"{x:.1f}", f"{y:.1f}", dice.randint(-60, 60), dice.randrange(4))
        for x, y in sorted(spots, key=lambda spot: spot[1])
    )
