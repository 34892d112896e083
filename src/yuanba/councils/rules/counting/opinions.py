"""意见分布: many short statements, agree / disagree / pass; who answers alike, and where all agree.

Plain statistics: the two main directions of the answers (PCA), then k-means. No person's place is
shown to others, and no figure behind which fewer than `least` people stand: groups smaller than that
are not made, and figures of the groups on a statement are shown only when in every group that many
answered it (else one could be taken away from the others).

Who gave fewer than `enough` answers is not placed and not counted: figures are of the placed only,
so that nobody is the difference between two totals. numpy is loaded when a map is drawn:
by a job, not by a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from yuanba.councils.rules.counting.thresholds import Threshold

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Whole = np.ndarray[Any, np.dtype[np.intp]]

MOST_GROUPS = 5
# Chosen on three published conversations, docs/ballots.md says what others would give.
CELLS = 10  # squares along the longer side of the map; those in one square count as one
CLEARLY = 0.05  # so much better (silhouette, -1 to 1) must one group more divide
STARTS = 20


class Answer(IntEnum):
    AGREE = 1
    PASS = 0
    DISAGREE = -1


@dataclass(frozen=True)
class Figures:
    agree: int
    disagree: int
    answered: int  # with those who passed


@dataclass(frozen=True)
class Statement:
    """`groups` is empty when showing them would show too few people; `all` is None for the same."""

    statement: str
    all: Figures | None
    groups: tuple[Figures, ...]


@dataclass(frozen=True)
class Map:
    sizes: tuple[int, ...]  # people in each group, largest first; empty: no groups can be shown
    statements: tuple[Statement, ...]
    group_of: Mapping[str, int]  # for the person himself only
    not_placed: int


def draw(
    answers: Mapping[str, Mapping[str, Answer]],
    statements: Sequence[str],
    *,
    least: int,
    enough: int,
    seed: int,
) -> Map:
    """The map of these answers: person → statement → answer. The same seed draws the same map."""
    enough = min(enough, len(statements))
    placed = {who: said for who, said in answers.items() if said and len(said) >= enough}
    groups = _groups(list(placed.values()), statements, least, seed)
    sizes = tuple(groups.count(group) for group in range(max(groups, default=-1) + 1))
    return Map(
        sizes=sizes if len(sizes) > 1 else (),
        statements=tuple(
            _figures(name, list(placed.values()), groups, len(sizes), least) for name in statements
        ),
        group_of=dict(zip(placed, groups, strict=True)) if len(sizes) > 1 else {},
        not_placed=len(answers) - len(placed),
    )


def common_ground(drawn: Map, part: Threshold) -> tuple[str, ...]:
    """Statements to which in every group (or among all, if there are none) this part agrees."""
    return tuple(
        one.statement
        for one in drawn.statements
        if (sides := one.groups or (() if drawn.sizes or not one.all else (one.all,)))
        and all(part.reached(side.agree, side.answered) for side in sides)
    )


def _figures(
    name: str, said: Sequence[Mapping[str, Answer]], groups: Sequence[int], number: int, least: int
) -> Statement:
    sides = [[0, 0, 0] for _ in range(number)]
    for answers, group in zip(said, groups, strict=True):
        if name in answers:
            sides[group][0] += answers[name] is Answer.AGREE
            sides[group][1] += answers[name] is Answer.DISAGREE
            sides[group][2] += 1
    everybody = Figures(*(sum(side[at] for side in sides) for at in range(3)))
    if everybody.answered < least:
        return Statement(name, None, ())
    shown = number > 1 and all(side[2] >= least for side in sides)
    return Statement(name, everybody, tuple(Figures(*side) for side in sides) if shown else ())


def _groups(
    said: Sequence[Mapping[str, Answer]], statements: Sequence[str], least: int, seed: int
) -> list[int]:
    """The group of each, largest first; all in one when no division leaves `least` in each."""
    if len(said) < 2 * least:
        return [0] * len(said)
    import numpy as np  # only here: the server never loads it for anything else

    cells, cell_of = _cells(_places(said, statements))
    best, best_score = np.zeros(len(said), dtype=np.intp), 0.0
    for number in range(2, min(MOST_GROUPS, len(cells) - 1) + 1):
        of_cells = _nearest(cells, number, seed)
        groups = of_cells[cell_of]
        score = _silhouette(cells, of_cells)
        if np.bincount(groups, minlength=number).min() >= least and score > best_score:
            best, best_score = groups, score + CLEARLY
    order = np.argsort(-np.bincount(best), kind="stable")
    return [int(group) for group in np.argsort(order)[best]]


def _places(said: Sequence[Mapping[str, Answer]], statements: Sequence[str]) -> "Floats":
    """Everybody's place on the two main directions. What he did not answer counts as the mean; the
    fewer he answered the farther he is moved out, or the silent would all lie in the middle."""
    import numpy as np

    column = {name: at for at, name in enumerate(statements)}
    values = np.zeros((len(said), len(statements)))
    there = np.zeros_like(values)
    for row, answers in enumerate(said):
        for name, answer in answers.items():
            values[row, column[name]] = int(answer)
            there[row, column[name]] = 1
    mean = values.sum(0) / np.maximum(there.sum(0), 1)
    off = (values - mean) * there
    _sizes, directions = np.linalg.eigh(off.T @ off)
    main = directions[:, :-3:-1]
    main *= np.sign(main[np.abs(main).argmax(0), range(main.shape[1])])  # same side every time
    far = np.sqrt(len(statements) / there.sum(1))
    places: Floats = (off @ main) * far[:, None]
    return places


def _cells(places: "Floats") -> tuple["Floats", "Whole"]:
    """The map cut into squares: the mean of those in each, and the square of each person. So a crowd
    that thinks alike does not outweigh a smaller one that thinks otherwise."""
    import numpy as np

    lowest = places.min(0)
    side = (places.max(0) - lowest).max() / CELLS or 1.0
    square = np.floor((places - lowest) / side).astype(int)
    _squares, cell_of = np.unique(square, axis=0, return_inverse=True)
    cell_of = cell_of.ravel()
    inside = np.bincount(cell_of)
    means = [np.bincount(cell_of, weights=places[:, at]) / inside for at in range(places.shape[1])]
    return np.stack(means, axis=1), cell_of


def _nearest(cells: "Floats", number: int, seed: int) -> "Whole":
    """k-means, the best of some starts: which of `number` centres each cell is nearest to."""
    import numpy as np

    dice = np.random.default_rng([seed, number])
    best, least = np.zeros(len(cells), dtype=np.intp), np.inf
    for _start in range(STARTS):
        centres = cells[[dice.integers(len(cells))]]
        while len(centres) < number:
            far = _squared(cells, centres).min(1)
            centres = np.vstack([centres, cells[dice.choice(len(cells), p=far / far.sum())]])
        for _turn in range(100):
            nearest = _squared(cells, centres).argmin(1)
            moved = np.stack(
                [
                    cells[nearest == at].mean(0) if (nearest == at).any() else centres[at]
                    for at in range(number)
                ]
            )
            if np.array_equal(moved, centres):
                break
            centres = moved
        spread = _squared(cells, centres).min(1).sum()
        if spread < least:
            best, least = nearest, spread
    return best


def _squared(cells: "Floats", centres: "Floats") -> "Floats":
    apart: Floats = ((cells[:, None] - centres[None]) ** 2).sum(2)
    return apart


def _silhouette(cells: "Floats", groups: "Whole") -> float:
    """How much nearer each is to its own group than to the next one, on average: -1 to 1."""
    import numpy as np

    apart = np.sqrt(_squared(cells, cells))
    number = np.bincount(groups)
    summed = np.stack([apart[:, groups == at].sum(1) for at in range(len(number))], axis=1)
    rows = np.arange(len(cells))
    own = summed[rows, groups] / np.maximum(number[groups] - 1, 1)
    others = summed / np.maximum(number, 1)
    others[rows, groups] = np.inf
    next_one = others.min(1)
    alone = number[groups] == 1
    score = np.where(alone, 0, (next_one - own) / np.maximum(np.maximum(next_one, own), 1e-12))
    return float(score.mean())
