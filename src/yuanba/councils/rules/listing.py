"""Ballots whose outcome is a list: ranked ballots and the budget that people share out. A list is not yet a
decision: where the rule asks for a share of votes, the meeting votes on it afterwards.

Choices are numbers here, as on the paper. Ties are decided by a lot drawn from a seed that nobody knew
before voting stopped (dice thrown in the hall); no tie is broken in silence.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.councils.rules.counting import budget, lots, ranked, tellers
from yuanba.councils.rules.counting.budget import Bought, Project
from yuanba.councils.rules.kinds import BallotKind, Method

Piles = Mapping[tuple[int, ...], int]  # what stands on a ballot → how many are like it
STEP = 100  # fen: equal shares go on by one yuan …
STEPS = 1_000  # … or by the thousandth part of a share, if that is more


def drafted(
    *, kind: BallotKind, choices: int, money_fen: int, costs_fen: Sequence[int], method: str
) -> None:
    """A budget says how much money there is and what each project costs; other ballots say nothing of it."""
    if kind is not BallotKind.BUDGET:
        if money_fen or any(costs_fen) or method:
            raise Refused("no_budget", _("只有参与式预算才写钱。"), field="money")
        return
    if money_fen <= 0:
        raise Refused("money", _("请写一共有多少钱。"), field="money")
    if method not in set(Method):
        raise Refused("method", _("请选钱怎么分。"), field="method")
    if len(costs_fen) != choices or min(costs_fen, default=0) <= 0:
        raise Refused(
            "costs",
            _("每一项都要写多少钱：名称|说明|元。比如：路灯|十盏|30000。"),
            field="choices",
        )
    if max(costs_fen) > money_fen:
        raise Refused("too_dear", _("有一项比总的钱还多，请改一改。"), field="choices")


def piles_read(
    piles: Sequence[tuple[Sequence[int], int]], spoiled: int, *, known: Collection[int],
    most: int, given: int, ordered: bool,
) -> dict[str, int]:  # fmt: skip
    """A teller's sheet of whole ballots: what stands on them (in its order, where order counts) and how many
    there are. Kept as "3,1": 12."""
    counts: dict[str, int] = {}
    for said, number in piles:
        if not said or len(set(said)) != len(said) or len(said) > most or set(said) - set(known):
            raise Refused(
                "pile",
                _("“%(what)s”不对：只写选项的号，一张票上不能有两个一样的，最多 %(most)d 个。")
                % {"what": " ".join(map(str, said)), "most": most},
                field="piles",
            )
        key = written(said if ordered else sorted(said))
        counts[key] = counts.get(key, 0) + number
    tellers.checked(counts, spoiled, given=given, most=1)
    return counts


def written(said: Sequence[int]) -> str:
    return ",".join(map(str, said))


def read(counts: Mapping[str, int]) -> dict[tuple[int, ...], int]:
    """Kept counts as piles; what is no choice (spoiled) is left out."""
    return {
        tuple(map(int, said.split(","))): n
        for said, n in counts.items()
        if said != tellers.SPOILED and n
    }


@dataclass(frozen=True)
class Listed:
    """`chosen` in the order of the list. `facts`: what the certificate prints of how it came about."""

    votes: dict[int, int]
    chosen: tuple[int, ...]
    facts: dict[str, Any]


def rank(piles: Piles, choices: Sequence[int], *, seats: int, seed: str) -> Listed:
    """排先后: instant run-off for one place, transferable votes for several. `votes`: first preferences."""
    names = [str(n) for n in choices]
    if not piles:
        return Listed(dict.fromkeys(choices, 0), (), {"rounds": [], "unit": 1, "seed": seed})
    told = ranked.count(
        {tuple(map(str, said)): n for said, n in piles.items()},
        names,
        seats=seats,
        lot=lots.draw(seed, names),
    )
    seed = _lot_drawn(any(one.tied for one in told.rounds), seed)
    firsts = dict.fromkeys(choices, 0)
    for said, n in piles.items():
        firsts[said[0]] += n
    rounds = [
        {
            "votes": dict(one.votes),
            "quota": one.quota,
            "elected": [int(name) for name in one.elected],
            "out": [int(name) for name in one.out],
            "tied": [int(name) for name in one.tied],
            "ended": sum(one.ended.values()) + one.cut_off,
        }
        for one in told.rounds
    ]
    facts = {"rounds": rounds, "unit": told.unit, "seed": seed}
    return Listed(firsts, tuple(map(int, told.elected)), facts)


def share_out(
    piles: Piles, costs: Mapping[int, int], *, money: int, method: Method, seed: str
) -> Listed:
    """分钱: which projects the money buys, by support or by equal shares."""
    support = dict.fromkeys(costs, 0)
    for said, n in piles.items():
        for one in said:
            support[one] += n
    projects = [Project(str(n), cost) for n, cost in costs.items() if support[n]]
    lot = lots.draw(seed, [str(n) for n in costs])
    step = 0
    if method is Method.GREEDY:
        votes = {str(n): votes for n, votes in support.items()}
        bought = budget.greedy(projects, votes, money=money, lot=lot)
    else:
        voters = sum(piles.values())
        step = max(STEP, money // max(1, voters) // STEPS // STEP * STEP)
        ballots = {frozenset(map(str, said)): n for said, n in piles.items()}
        bought = budget.equal_shares(projects, ballots, money=money, lot=lot, step=step)
    seed = _lot_drawn(bought.by_lot, seed)
    facts = {"spent": bought.spent, "left": money - bought.spent, "seed": seed} | _share(
        bought, step
    )
    return Listed(support, tuple(map(int, bought.projects)), facts)


def _share(bought: Bought, step: int) -> dict[str, Any]:
    if not step:
        return {}
    return {"share": str(bought.share), "step": step, "stopped": bought.stopped}


def _lot_drawn(needed: bool, seed: str) -> str:
    """The dice, where they decided something; nothing where nothing depended on them."""
    if needed and not seed:
        raise Refused(
            "lot",
            _("有票数一样的，要当场抽签定先后：请在台上掷骰子，把点数照次序写进来。"),
            field="seed",
        )
    return seed if needed else ""
