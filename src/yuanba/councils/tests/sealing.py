"""A sealed box of ten votes, its key and its codes, as the counts of a sealed ballot are tried on it."""

import json

from yuanba.councils.rules.counting import open as tool
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.sealed import Mark, Way
from yuanba.councils.rules.counting.tallies import Tally

PAPER = ("修路", "修桥", "装路灯")
KEY, CODES = tool.make_key("2026-石桥-3", custodians=3, needed=2)


def on_phone(voter: str, *choices: str) -> Mark:
    envelope = sealed.seal(KEY, choices, PAPER)
    return sealed.vote(Mark(voter), way=Way.PHONE, stopped=False, envelope=envelope)


def boxed(
    marks: list[Mark], most: int = 1, keep_ballots: bool = False, least_shown: int = 1
) -> bytes:
    return sealed.box_file(
        sealed.close(marks),
        KEY,
        question="今年先办哪一件",
        paper=PAPER,
        most=most,
        least_shown=least_shown,
        keep_ballots=keep_ballots,
    )


TEN = [on_phone(f"户{n}", PAPER[n % 2]) for n in range(9)] + [on_phone("户9")]
BOX = boxed(TEN)
ENVELOPES = json.loads(BOX)["envelopes"]
PAPERS = Tally({"修路": 9, "修桥": 1, "装路灯": 1}, ballots=12, blank=1)


def changed(**change: object) -> bytes:
    return tool.canonical(json.loads(BOX) | change)


def at_table(number: int) -> list[Mark]:
    return [Mark(f"桌{n}", Way.TABLE) for n in range(number)]
