"""Counting: a million ranked ballots, 3,000 sealed ones, shares of a budget, a map of opinions.

Beside each the plainest thing that touches the same rows, in the same run; ratios are medians of
`--rounds`. Time of the CPU, one process, no database.
"""

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from yuanba.councils.rules.counting import budget, lots, opinions, ranked, sealed
from yuanba.councils.rules.counting import open as tool

NAMES = [f"候选{n:02d}" for n in range(12)]
PAPER = ["修路", "修桥", "装路灯"]


def ranked_ballots(number: int) -> list[tuple[str, ...]]:
    """Up to five names, some liked far better than others, as in a real election."""
    dice = random.Random(1)
    weights = [1 / (1 + n) for n in range(len(NAMES))]
    picks = dice.choices(NAMES, weights, k=number * 6)
    lengths = dice.choices([1, 2, 3, 5], k=number)
    ballots = []
    for at, length in enumerate(lengths):
        ballots.append(tuple(dict.fromkeys(picks[at * 6 : at * 6 + length])))
    return ballots


def one_by_one(ballots: list[tuple[str, ...]]) -> str:
    """The run-off as anybody writes it: every ballot looked at again in every round."""
    standing = set(NAMES)
    while True:
        votes: Counter[str] = Counter()
        for ballot in ballots:
            for name in ballot:
                if name in standing:
                    votes[name] += 1
                    break
        best, most = max(votes.items(), key=lambda one: one[1])
        if 2 * most > votes.total() or len(standing) == 1:
            return best
        standing.remove(min(standing, key=lambda name: votes[name]))


def taken(rounds: int, *works: tuple[str, Callable[[], Any]]) -> None:
    """The first is what the others are compared with."""
    times: dict[str, list[float]] = {name: [] for name, _work in works}
    for _round in range(rounds):
        for name, work in works:
            begun = time.process_time()
            work()
            times[name].append(time.process_time() - begun)
    first = times[works[0][0]]
    for name, all_of_it in times.items():
        ratio = statistics.median(a / b for a, b in zip(all_of_it, first, strict=True))
        print(f"| {name} | {statistics.median(all_of_it):.3f} | {ratio:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ranked", type=int, default=1_000_000)
    parser.add_argument("--sealed", type=int, default=3_000)
    asked = parser.parse_args()
    print("| what | CPU, s | ratio |\n| --- | --- | --- |")
    lot = lots.draw("bench", NAMES)

    ballots = ranked_ballots(asked.ranked)
    several = ranked.alike(ballots)
    told = ranked.count(several, NAMES, seats=1, lot=lot)
    assert told.elected == (one_by_one(ballots),)
    print(f"| {len(ballots):,} ranked ballots, {len(several):,} of them different | | |")
    taken(
        asked.rounds,
        ("equal rows counted (Counter)", lambda: Counter(ballots)),
        (
            "run-off, all rounds",
            lambda: ranked.count(ranked.alike(ballots), NAMES, seats=1, lot=lot),
        ),
        (
            "three seats, all rounds",
            lambda: ranked.count(ranked.alike(ballots), NAMES, seats=3, lot=lot),
        ),
        ("run-off, ballot by ballot in every round", lambda: one_by_one(ballots)),
    )

    key, codes = tool.make_key("bench", custodians=3, needed=2)
    private = tool.unlock(
        {"public": key.public, "locks": [vars(lock) for lock in key.locks]}, codes
    )
    envelopes = [sealed.seal(key, [PAPER[n % 3]], PAPER) for n in range(asked.sealed)]
    marks = [sealed.Mark(str(n), sealed.Way.PHONE, one) for n, one in enumerate(envelopes)]
    box = sealed.box_file(
        sealed.close(marks), key, question="", paper=PAPER, most=1, least_shown=10
    )
    print(f"| {len(envelopes):,} sealed ballots, {len(box):,} bytes of box | | |")
    info = tool.purpose(key.ballot)
    taken(
        asked.rounds,
        ("bare decryption", lambda: [tool.SUITE.decrypt(e, private, info=info) for e in envelopes]),
        ("box opened, checked, counted", lambda: tool.open_box(box, codes)),
        ("sealed, one after the other", lambda: [sealed.seal(key, [], PAPER) for _ in envelopes]),
        ("closed: cut from the marks and sorted", lambda: sealed.close(marks)),
    )

    dice = random.Random(2)
    projects = [budget.Project(f"{n}", dice.randint(5, 90) * 1_000_00) for n in range(60)]
    groups = Counter(
        frozenset(str(n) for n in dice.sample(range(60), dice.randint(1, 6))) for _ in range(5_000)
    )
    how: dict[str, Any] = {"money": 1_000_000_00, "lot": lots.draw("bench", map(str, range(60)))}
    print("| budget: 5,000 voters, 60 projects, a million yuan | | |")
    taken(
        asked.rounds,
        ("equal shares", lambda: budget.equal_shares(projects, groups, step=None, **how)),
        (
            "equal shares, completed in yuan",
            lambda: budget.equal_shares(projects, groups, step=100, **how),
        ),
    )

    said = {
        str(who): {
            str(n): opinions.Answer(
                1 if (who % 3 == 0) == (n % 2 == 0) or dice.random() < 0.2 else -1
            )
            for n in dice.sample(range(200), 40)
        }
        for who in range(2_000)
    }
    statements = [str(n) for n in range(200)]
    print("| opinions: 2,000 people, 200 statements, 40 answers each | | |")
    taken(
        asked.rounds,
        (
            "answers counted (Counter)",
            lambda: Counter(x for one in said.values() for x in one.items()),
        ),
        ("map drawn", lambda: opinions.draw(said, statements, least=10, enough=7, seed=1)),
    )


if __name__ == "__main__":
    main()
