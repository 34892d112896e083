"""Participatory budget, against a plain reading of the rule and against cities. No database."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuanba.councils.rules.counting import budget, lots
from yuanba.councils.rules.counting.budget import Project
from yuanba.councils.tests import pabulib

ROAD, LAMP, WELL, BENCH = (
    Project("路", 60_00), Project("灯", 30_00), Project("井", 25_00), Project("凳", 5_00),
)  # fmt: skip
ALL = [ROAD, LAMP, WELL, BENCH]
LOT = lots.Lot(("井", "灯", "凳", "路"))
SUPPORT = {"路": 9, "灯": 7, "井": 7, "凳": 2}


def test_most_support_first_and_what_is_too_dear_is_passed_over():
    assert budget.greedy(ALL, SUPPORT, money=90_00, lot=LOT).projects == ("路", "井", "凳")
    told = budget.greedy(ALL, SUPPORT, money=64_00, lot=LOT)
    assert (told.projects, told.spent) == (("路",), 60_00)
    assert budget.greedy(ALL, SUPPORT, money=59_00, lot=LOT).projects == ("井", "灯")


def test_or_buying_ends_there():
    assert budget.greedy(ALL, SUPPORT, money=59_00, lot=LOT, skip=False).projects == ()


def test_support_below_the_least_buys_nothing():
    told = budget.greedy(ALL, SUPPORT, money=1_000_00, lot=LOT, least=7)
    assert told.projects == ("路", "井", "灯")


def test_two_for_one_place_are_not_both_built():
    here = [ROAD, Project("灯", 30_00, excludes=frozenset({"井"})), WELL, BENCH]
    lamp_first = lots.Lot(("灯", "井", "凳", "路"))
    told = budget.greedy(here, SUPPORT, money=1_000_00, lot=lamp_first)
    assert told.projects == ("路", "灯", "凳")
    well_first = budget.greedy(here, SUPPORT, money=1_000_00, lot=LOT)
    assert well_first.projects == ("路", "井", "凳")


def test_a_third_of_the_village_gets_a_third_of_the_money():
    """60 on the sunny side want 甲 and 乙, 40 on the shady side 丙. Greedy gives the 40 nothing."""
    projects = [Project("甲", 50), Project("乙", 50), Project("丙", 40)]
    ballots = {frozenset("甲乙"): 60, frozenset("丙"): 40}
    lot = lots.Lot(("甲", "乙", "丙"))
    votes = {"甲": 60, "乙": 60, "丙": 40}
    assert budget.greedy(projects, votes, money=100, lot=lot).projects == ("甲", "乙")
    told = budget.equal_shares(projects, ballots, money=100, lot=lot, step=None)
    assert set(told.projects) == {"甲", "丙"}
    # where the charter asks for the comparison, the 60 who have more by greedy outweigh the 40
    compared = budget.equal_shares(projects, ballots, money=100, lot=lot, step=None, compare=True)
    assert compared.projects == ("甲", "乙")
    even = {frozenset("甲乙"): 50, frozenset("丙"): 50}
    stays = budget.equal_shares(projects, even, money=100, lot=lot, step=None, compare=True)
    assert set(stays.projects) == {"甲", "丙"}, "as many for either: equal shares stay"


def test_who_has_less_gives_all_he_has():
    projects = [Project("甲", 6), Project("乙", 6)]
    ballots = {frozenset("甲"): 1, frozenset("甲乙"): 1, frozenset("乙"): 1}
    told = budget.equal_shares(projects, ballots, money=12, lot=lots.Lot(("甲", "乙")), step=None)
    # each has 4; 甲 costs two of them 3 each; 乙 then has 1 and 4, too little
    assert told.projects == ("甲",)
    more = budget.equal_shares(projects, ballots, money=12, lot=lots.Lot(("甲", "乙")), step=1)
    assert (more.projects, more.spent, more.share) == (("甲", "乙"), 12, 5)
    assert not more.stopped


def test_a_dream_nobody_can_pay_for_does_not_hold_the_hall_up():
    projects = [Project("甲", 6), Project("月亮", 10**12)]
    ballots = {frozenset("甲"): 5, frozenset({"月亮"}): 1}
    lot = lots.Lot(("甲", "月亮"))
    told = budget.equal_shares(projects, ballots, money=12, lot=lot, step=1, most_steps=50)
    assert (told.projects, told.share, told.stopped) == (("甲",), 52, True)


def test_nobody_votes_and_nothing_is_bought():
    assert budget.equal_shares(ALL, {}, money=100, lot=LOT, step=1).projects == ()
    assert budget.equal_shares(ALL, {frozenset(): 3}, money=100, lot=LOT, step=1).projects == ()


def test_equal_shares_do_not_know_of_excluding():
    with pytest.raises(ValueError, match="exclude"):
        budget.equal_shares(
            [Project("甲", 1, frozenset("乙"))], {}, money=1, lot=lots.Lot(("甲",)), step=None
        )


# ── the rule read plainly: every voter a purse, every payment a fraction ──


def plainly(costs: dict[str, int], voters: list[set[str]], share: Fraction) -> list[str]:
    purses, bought = [share] * len(voters), []

    def paid(behind: list[int], rate: Fraction) -> Fraction:
        return sum((min(purses[at], rate) for at in behind), Fraction(0))

    while True:
        offers = []
        for name in costs.keys() - bought:
            behind = [at for at, liked in enumerate(voters) if name in liked]
            poorest = sorted(purses[at] for at in behind)
            rates = (
                (costs[name] - sum(poorest[:poor], Fraction(0))) / (len(behind) - poor)
                for poor in range(len(behind))
            )
            for rate in (rate for rate in rates if paid(behind, rate) == costs[name]):
                key = (rate / costs[name], costs[name], "abcd".index(name))
                offers.append((key, name, rate, behind))
        if not offers:
            return bought
        _key, name, rate, behind = min(offers)
        bought.append(name)
        for at in behind:
            purses[at] -= min(purses[at], rate)


VOTERS = st.lists(st.sets(st.sampled_from("abcd")), min_size=1, max_size=9)


@settings(max_examples=300)
@given(
    voters=VOTERS,
    costs=st.tuples(*[st.integers(1, 30)] * 4),
    money=st.integers(1, 80),
)
def test_as_the_rule_is_read_plainly(voters, costs, money):
    named = dict(zip("abcd", costs, strict=True))
    ballots: dict[frozenset[str], int] = {}
    for liked in voters:
        ballots[frozenset(liked)] = ballots.get(frozenset(liked), 0) + 1
    projects = [Project(name, cost) for name, cost in named.items()]
    told = budget.equal_shares(
        projects, ballots, money=money, lot=lots.Lot(tuple("abcd")), step=None
    )
    assert list(told.projects) == plainly(named, voters, Fraction(money, len(voters)))


@given(
    voters=VOTERS,
    costs=st.tuples(*[st.integers(1, 30)] * 4),
    money=st.integers(1, 80),
    step=st.sampled_from([None, 1, 2, 5]),
    compare=st.booleans(),
)
def test_no_more_is_spent_than_there_is(voters, costs, money, step, compare):
    projects = [Project(name, cost) for name, cost in zip("abcd", costs, strict=True)]
    ballots: dict[frozenset[str], int] = {}
    for liked in voters:
        ballots[frozenset(liked)] = ballots.get(frozenset(liked), 0) + 1
    lot = lots.Lot(tuple("abcd"))
    told = budget.equal_shares(projects, ballots, money=money, lot=lot, step=step, compare=compare)
    assert told.spent == sum(one.cost for one in projects if one.project in told.projects) <= money
    votes = {one.project: sum(one.project in liked for liked in voters) for one in projects}
    bought = budget.greedy(projects, votes, money=money, lot=lot)
    assert bought.spent <= money
    left = [one for one in projects if one.project not in bought.projects]
    assert all(one.cost > money - bought.spent for one in left), "greedy leaves nothing that fits"


# ── cities (pabulib; not shipped) ──


def bought_by_its_rule(vote: pabulib.Vote) -> set[str]:
    lot = lots.draw("0", vote.support)
    if vote.rule.startswith("equalshares"):
        ballots: dict[frozenset[str], int] = {}
        for ballot, number in vote.ballots.items():
            ballots[frozenset(ballot)] = ballots.get(frozenset(ballot), 0) + number
        told = budget.equal_shares(
            vote.projects,
            ballots,
            money=vote.money,
            lot=lot,
            step=pabulib.CENTS,
            compare=vote.rule.endswith("-comparison"),
        )
    else:
        told = budget.greedy(
            vote.projects,
            vote.support,
            money=vote.money,
            lot=lot,
            least=vote.least,
            skip=vote.rule != "greedy-no-skip",
        )
    return set(told.projects)


@pytest.mark.data
def test_every_city_that_says_its_rule_and_its_winners_is_found_again(data_folder):
    files = sorted((data_folder / "pabulib").glob("*.pb"))
    votes = [vote for vote in map(pabulib.read, files) if vote.official]
    told = [vote for vote in votes if vote.rule != "unknown"]
    assert len(told) == 16
    assert [vote.name for vote in told if bought_by_its_rule(vote) != vote.official] == []
    assert (
        [vote.name for vote in votes if vote.rule == "unknown"]
        == [
            "Hungary_Budapest_2023_VIII_Jozsefvaros"  # half of its ballots were on paper, not in the file
        ]
    )


@pytest.mark.data
def test_an_outside_oracle_buys_the_same(data_folder):
    """pabutools, where a developer has it; it is no dependency of ours."""
    election = pytest.importorskip("pabutools.election")
    rules = pytest.importorskip("pabutools.rules")
    for file in sorted((data_folder / "pabulib").glob("*.pb")):
        vote = pabulib.read(file)
        if len(vote.support) > 30 or vote.rule == "unknown":
            continue  # minutes there
        instance, profile = election.parse_pabulib(str(file))
        if not isinstance(profile, election.ApprovalProfile):
            continue
        theirs = rules.method_of_equal_shares(instance, profile, sat_class=election.Cost_Sat)
        ballots: dict[frozenset[str], int] = {}
        for ballot, number in vote.ballots.items():
            ballots[frozenset(ballot)] = ballots.get(frozenset(ballot), 0) + number
        ours = budget.equal_shares(
            vote.projects, ballots, money=vote.money, lot=lots.draw("0", vote.support), step=None
        )
        assert set(ours.projects) == {project.name for project in theirs}, vote.name
