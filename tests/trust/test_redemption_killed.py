"""Kill in the middle of a redemption (issue 6; trust.md P2, P3, T6): whole or not there, never twice."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.trust.house import House
from tools.durable import DurableDatabase

pytestmark = [pytest.mark.durable, pytest.mark.xdist_group("server")]
RESERVED = {"deals": ["reserved"], "home": 10, "held": 20, "redeemed": 0, "stock": 5}
HANDED = {"deals": ["handed"], "home": 10, "held": 0, "redeemed": 20, "stock": 5}


@pytest.fixture
def house(durable: DurableDatabase) -> Iterator[House]:
    house = House(durable)
    yield house
    house.kill()


def ask(house: House, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.run("-m", "tests.trust.killing", *words))
    return found


def killed(house: House, act: str, n: int) -> None:
    """The program and the database server both, while the transaction is open."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.trust.killing", "hold", act, str(n)],
        env=house.env,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "here\n"
        program.send_signal(signal.SIGKILL)
        house.database.kill()
    house.database.start()


def test_a_redemption_killed_at_any_statement_is_whole_or_not_there_and_never_twice(house: House):
    house.run("-m", "yuanba", "migrate", "--apply-only")
    start = ask(house, "fill")
    assert (start["home"], start["stock"], start["faults"]) == (30, 6, 0)
    before = start
    for act, whole, cuts in (("reserve", RESERVED, (2, 12)), ("hand_out", HANDED, (12,))):
        # the machine dies with the transaction open, at its start or in the middle
        for n in cuts:
            killed(house, act, n)
            assert ask(house, "stands") == before
        # the program dies after each statement in turn, and at last after the commit
        told = ask(house, "each", act)
        assert told["statements"] > 12
        assert told["left"] == [before], "something of a redemption that was not finished"
        after = told["after"]
        assert {name: after[name] for name in whole} == whole
        assert after["entries"] == before["entries"] + 1
        assert after["keys"] == sorted([*before["keys"], f"{act}-1"])
        assert (sum(after["records"]), after["faults"]) == (sum(before["records"]) + 1, 0)
        house.database.kill()
        house.database.start()
        # nobody was told: the telephone sends the same again, and nothing is lost and nothing twice
        assert ask(house, "again", act) == after
        before = after
