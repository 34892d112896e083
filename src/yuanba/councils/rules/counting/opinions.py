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

from yuanba.councils.rules.terms import Share

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Whole = np.ndarray[Any, np.dtype[np.intp]]

MOST_GROUPS = 5
STARTS = 50
SQUARES = 40  # along the longer side of the map; who stands in one square is looked at as one
# Chosen on three published conversations; docs/ballots.md says what other values give.
NEAR = 0.07  # of the longer side


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


def common_ground(drawn: Map, part: Share) -> tuple[str, ...]:
    """Statements to which in every group (or among all, if there are none) this part agrees."""
    return tuple(
        one.statement
        for one in drawn.statements
        if (sides := one.groups or (() if drawn.sizes or not one.all else (one.all,)))
        and all(part.met(side.agree, side.answered) for side in sides)
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

    squares, weights, square_of = _squares(_places(said, statements))
    best, best_score = np.zeros(len(said), dtype=np.intp), 0.0
    if len(squares) == 2 and np.bincount(square_of).min() >= least:
        best = square_of  # two camps that answer to the letter alike
    for number in range(2, min(MOST_GROUPS, len(squares) - 1) + 1):
        of_squares = _nearest(squares, weights, number, seed)
        groups = of_squares[square_of]
        score = _silhouette(squares, weights, of_squares)
        if np.bincount(groups, minlength=number).min() >= least and score > best_score:
            best, best_score = groups, score
    order = np.argsort(-np.bincount(best), kind="stable")
    return [int(group) for group in np.argsort(order)[best]]


def _places(said: Sequence[Mapping[str, Answer]], statements: Sequence[str]) -> "Floats":
    """Everybody's place on the two main directions. What he did not answer counts as the mean, so the
    fewer he answered the nearer to the middle he lies; the root of that is taken back."""
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
    places: Floats = (off @ main) * (len(statements) / there.sum(1))[:, None] ** 0.25
    return places


def _squares(places: "Floats") -> tuple["Floats", "Floats", "Whole"]:
    """The map in small squares: the mean of those in each, its weight, and the square of each person.

    A person weighs one by the root of how many stand near: a crowd that thinks alike outweighs a
    smaller one that thinks otherwise by less than its number, or the smaller would never be seen.
    """
    import numpy as np

    lowest = places.min(0)
    longer = float((places.max(0) - lowest).max()) or 1.0
    square = np.floor((places - lowest) / longer * SQUARES).astype(int)
    _found, square_of = np.unique(square, axis=0, return_inverse=True)
    square_of = square_of.ravel()
    people = np.bincount(square_of)
    means = np.stack(
        [np.bincount(square_of, weights=places[:, at]) / people for at in range(places.shape[1])],
        axis=1,
    )
    near = (_squared(means, means) <= (NEAR * longer) ** 2) @ people
    return means, people / np.sqrt(near), square_of


def _nearest(squares: "Floats", weights: "Floats", number: int, seed: int) -> "Whole":
    """k-means, the best of some starts: which of `number` centres each square is nearest to."""
    import numpy as np

    dice = np.random.default_rng([seed, number])
    best, least = np.zeros(len(squares), dtype=np.intp), np.inf
    for _start in range(STARTS):
        centres = squares[[dice.choice(len(squares), p=weights / weights.sum())]]
        while len(centres) < number:
            far = _squared(squares, centres).min(1) * weights
            centres = np.vstack([centres, squares[dice.choice(len(squares), p=far / far.sum())]])
        for _turn in range(100):
            nearest = _squared(squares, centres).argmin(1)
            own = (nearest == np.arange(number)[:, None]) * weights
            total = own.sum(1, keepdims=True)
            moved = np.where(total > 0, own @ squares / np.maximum(total, 1e-9), centres)
            if np.allclose(moved, centres):
                break
            centres = moved
        spread = float((_squared(squares, centres).min(1) * weights).sum())
        if spread < least - 1e-9:
            best, least = nearest, spread
    return best


def _squared(squares: "Floats", centres: "Floats") -> "Floats":
    apart: Floats = ((squares[:, None] - centres[None]) ** 2).sum(2)
    return apart


def _silhouette(squares: "Floats", weights: "Floats", groups: "Whole") -> float:
    """How much nearer each is to its own group than to the next one, on average: -1 to 1."""
    import numpy as np

    apart = np.sqrt(_squared(squares, squares)) * weights
    number = groups.max() + 1
    summed = np.stack([apart[:, groups == at].sum(1) for at in range(number)], axis=1)
    total = np.bincount(groups, weights=weights, minlength=number)
    rows = np.arange(len(squares))
    own = summed[rows, groups] / np.maximum(total[groups] - weights, 1e-9)
    others = summed / np.maximum(total, 1e-9)
    others[rows, groups] = np.inf
    next_one = others.min(1)
    alone = np.bincount(groups, minlength=number)[groups] == 1
    score = np.where(alone, 0, (next_one - own) / np.maximum(np.maximum(next_one, own), 1e-9))
    return float(np.average(score, weights=weights))
