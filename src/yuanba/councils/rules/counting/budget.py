"""Participatory budget: which projects a sum of money buys. Money is whole numbers (fen).

`greedy` takes projects by support; `equal_shares` gives everybody the same part of the money, spent
only on what he voted for (Method of Equal Shares: Peters, Pierczyński, Skowron 2021; utility of a
project = its cost). Shares are exact: whole numbers of a common part of a fen that grows as needed.

Where two are alike the lot decides; in equal shares the cheaper one goes before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from yuanba.councils.rules.counting.lots import Lot


@dataclass(frozen=True)
class Project:
    project: str
    cost: int  # fen
    excludes: frozenset[str] = frozenset()  # other projects that cannot be built beside it


@dataclass(frozen=True)
class Bought:
    """`projects` in the order they were bought."""

    projects: tuple[str, ...]
    spent: int
    share: Fraction = Fraction(0)  # equal shares: what each voter had in the end, in fen
    stopped: bool = False  # equal shares: by `most_steps`, before the completion came to its end
    by_lot: bool = field(default=False, compare=False)  # another order of the lot might buy others


def greedy(
    projects: Iterable[Project],
    support: Mapping[str, int],
    *,
    money: int,
    lot: Lot,
    least: int = 0,
    skip: bool = True,
) -> Bought:
    """Most support first, as long as the money lasts.

    `support` is votes, points, or what the rule counts. `least`: so much support a project needs.
    `skip`: what is too dear is passed over; otherwise buying ends there. Alike in support: by lot.
    """
    rank = {name: place for place, name in enumerate(lot.order)}
    wanted = [one for one in projects if support[one.project] >= least]
    bought: dict[str, int] = {}
    barred: set[str] = set()
    left, by_lot = money, False
    levels = {support[one.project] for one in wanted}
    alike = {n: [one for one in wanted if support[one.project] == n] for n in levels}
    level = -1
    for one in sorted(wanted, key=lambda one: (-support[one.project], rank[one.project])):
        if support[one.project] != level:
            level = support[one.project]
            able = [
                o for o in alike[level] if o.project not in barred and (o.cost <= left or not skip)
            ]
            by_lot |= len(able) > 1 and (
                sum(o.cost for o in able) > left or any(o.excludes for o in able)
            )
        if one.project in barred or one.excludes & bought.keys():
            continue
        if one.cost > left:
            if skip:
                continue
            break
        bought[one.project] = one.cost
        barred |= one.excludes
        left -= one.cost
    return Bought(tuple(bought), money - left, by_lot=by_lot)


def equal_shares(
    projects: Sequence[Project],
    ballots: Mapping[frozenset[str], int],
    *,
    money: int,
    lot: Lot,
    step: int | None,
    most_steps: int = 10_000,
    compare: bool = False,
) -> Bought:
    """Method of Equal Shares with utility = cost. A ballot is the set it approves of; how many had it.

    Everybody gets money/voters. Again and again the project is bought whose voters pay least for each
    part of it; all of them pay alike, who has less gives all he has. Something is left over, so the
    rule is completed ("add1"): everybody gets `step` more, from whole steps, and all is done anew,
    until that would cost more than there is, everything is bought, or after `most_steps`. Cities take
    one unit of their money as the step. None: not completed.

    `compare`: what `greedy` buys is taken instead if more people have more of the money in what they
    approved of by it. Projects nobody approves of are not bought. ValueError for projects that
    exclude one another: this rule does not know of them.
    """
    if any(one.excludes for one in projects):
        raise ValueError("equal shares know no projects that exclude one another")
    hall = _Hall(projects, ballots, lot)
    voters = sum(ballots.values())
    if not voters:
        return Bought((), 0)
    share, stopped = Fraction(money, voters), False
    bought = hall.buy(share)
    if step:
        bought, share, stopped = hall.complete(bought, share, money, step, most_steps)
    if compare:
        other = greedy(projects, hall.votes, money=money, lot=lot)
        if hall.prefer(other.projects, bought) > hall.prefer(bought, other.projects):
            return other
    return Bought(bought, hall.cost(bought), share, stopped, by_lot=hall.by_lot)


class _Hall:
    """All voters; those with equal ballots always have equally much left and are looked at as one."""

    def __init__(
        self, projects: Sequence[Project], ballots: Mapping[frozenset[str], int], lot: Lot
    ) -> None:
        self.costs = {one.project: one.cost for one in projects}
        if min(self.costs.values(), default=1) < 1:
            raise ValueError("a project costs something")
        self.rank = {name: place for place, name in enumerate(lot.order)}
        self.ballots = [(ballot, number) for ballot, number in ballots.items() if number]
        self.behind: dict[str, list[int]] = {name: [] for name in self.costs}
        self.votes = dict.fromkeys(self.costs, 0)
        for group, (ballot, number) in enumerate(self.ballots):
            for name in ballot:
                self.behind[name].append(group)
                self.votes[name] += number
        self.wanted = [name for name in self.votes if self.votes[name]]
        self.by_lot = False

    def cost(self, names: Iterable[str]) -> int:
        return sum(self.costs[name] for name in names)

    def prefer(self, these: Iterable[str], to_those: Iterable[str]) -> int:
        """How many people have more of the money in what they approved of by these."""
        one, other = set(these), set(to_those)
        return sum(
            number
            for ballot, number in self.ballots
            if self.cost(ballot & one) > self.cost(ballot & other)
        )

    def complete(
        self, bought: tuple[str, ...], share: Fraction, money: int, step: int, most_steps: int
    ) -> tuple[tuple[str, ...], Fraction, bool]:
        """What is bought at the last whole step that `money` pays for, and whether it went on."""
        begun = int(share) // step
        for number in range(begun + 1, begun + most_steps + 1):
            if len(bought) == len(self.wanted):
                return bought, share, False
            more = Fraction(number * step)
            tried = self.buy(more)
            if self.cost(tried) > money:
                return bought, share, False
            bought, share = tried, more
        return bought, share, True

    def buy(self, share: Fraction) -> tuple[str, ...]:
        """What is bought when everybody begins with `share`.

        Purses hold whole numbers of 1/`parts` of the unit of money; `parts` grows so that every
        payment is whole: nothing is ever rounded.
        """
        parts = share.denominator
        purses = [share.numerator] * len(self.ballots)
        bought: list[str] = []
        # How many voters' worth of paying alike stand behind each; it only ever falls.
        worth = {name: Fraction(self.votes[name]) for name in self.wanted}
        while True:
            best: list[str] = []
            most = Fraction(0)
            for name in sorted(worth, key=lambda name: -worth[name]):
                if worth[name] < most:
                    break
                price = self._price(name, purses, parts)
                if price is None:
                    del worth[name]
                    continue
                worth[name] = self.costs[name] * parts / price
                if worth[name] > most:
                    most, best = worth[name], [name]
                elif worth[name] == most:
                    best.append(name)
            if not best:
                return tuple(bought)
            name = min(best, key=lambda name: (self.costs[name], self.rank[name]))
            self.by_lot |= sum(self.costs[one] == self.costs[name] for one in best) > 1
            del worth[name]
            bought.append(name)
            price = self.costs[name] * parts / most
            if (finer := price.denominator) > 1:
                parts *= finer
                purses = [purse * finer for purse in purses]
            pay = price.numerator
            for group in self.behind[name]:
                purses[group] -= min(purses[group], pay)

    def _price(self, name: str, purses: list[int], parts: int) -> Fraction | None:
        """What each behind it pays at most, in parts; None if all together have too little."""
        due = self.costs[name] * parts
        paying = self.votes[name]
        for purse, number in sorted(
            (purses[group], self.ballots[group][1]) for group in self.behind[name]
        ):
            if purse * paying >= due:
                return Fraction(due, paying)
            due -= purse * number
            paying -= number
        return None
