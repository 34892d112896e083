"""并办: the same told twice. One of them is worked on; each reporter keeps his number and is asked."""

from dataclasses import dataclass
from datetime import timedelta

from yuanba.base.errors import Refused
from yuanba.base.text import _
from yuanba.duties.rules import Lane
from yuanba.matters.rules.states import WAITING_STATES, WORKING, State, say_why, step

RECENT = timedelta(days=60)  # older ones are hardly the same trouble
LOOKED_AT = 200  # the newest of a village that are compared
OFFERED = 3  # shown at most
# Shared pairs of characters, of all (Dice). Of 122 real messages of three known troubles 9 in 10 reach
# it with one of their own; of 400 random ones against 60 others each, fewer than 3 in 100 do.
LIKE = 0.18
SAME_CORNER = 0.05  # added when told of the same grid or courtyard
BEGINNING = 240  # characters of a text that are compared

MAIN = WAITING_STATES | WORKING | {State.FINISHED}


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters, signs and blanks left out."""
    plain = "".join(c.lower() for c in text[:BEGINNING] if c.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def alike(one: set[str], other: set[str]) -> float:
    """0 to 1: twice the shared pairs over the sum of both (Dice)."""
    whole = len(one) + len(other)
    return 2 * len(one & other) / whole if whole else 0.0


@dataclass(frozen=True)
class Twin:
    """One of two matters that are said to be the same."""

    id: int
    county_id: int
    state: State
    lane: str
    restricted: bool
    into: int | None  # it already goes with this one


def merge(*, this: Twin, other: Twin | None, reason: str) -> State:
    """并办: this one goes with the other. Raises Refused; returns its state after."""
    if other is None or other.county_id != this.county_id:
        raise Refused("no_number", _("没有找到这个编号，请照着写全。"), field="number")
    if other.id == this.id:
        raise Refused("itself", _("这就是这件事自己的编号，请写另一件的。"), field="number")
    if other.into is not None:
        raise Refused("goes_along", _("那件事已经并到别的事里了，请写主件的编号。"), field="number")
    if other.restricted != this.restricted:
        raise Refused("restricted", _("保密的事只能和保密的事并办，免得说漏了。"), field="number")
    if other.state not in MAIN:
        raise Refused(
            "answered",
            _("那件事已经答复过了，不能再并进去。又出了问题，请照常办这一件。"),
            field="number",
        )
    say_why(reason)
    return step(this.state, "merge")


def join(*, this: Twin, into: Twin, lane: str, led: bool) -> State:
    """我家也是: a neighbour may only go along with what a stranger may know of."""
    known = lane in {Lane.GOVERNMENT, Lane.COMMUNAL} and not into.restricted and into.into is None
    fits = this.id != into.id and this.state in WAITING_STATES and this.into is None and not led
    if not known or not fits or into.state not in MAIN:
        raise Refused("not_open", _("那件事不能跟着办了。您说的这件已经单独收下，照常办。"))
    return step(this.state, "merge")


def unmerge(*, into: int | None, state: State, reason: str) -> None:
    """分开办: it was not the same after all."""
    if into is None or state is not State.MERGED:
        raise Refused("not_merged", _("这件事没有和别的事并在一起，请刷新再看。"))
    say_why(reason)
