"""Ballots as pages show them: never a running total, never an order by popularity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from yuanba.councils.models import Ballot, Entry, Mark, SheetPhoto, Tally
from yuanba.councils.queries import ballots, boxes, words
from yuanba.councils.queries.meetings import HERE, STOOD_FOR
from yuanba.councils.queries.procedures import yuan
from yuanba.councils.rules import kinds
from yuanba.councils.rules.counting import open as box_tool
from yuanba.councils.rules.counting import tellers
from yuanba.councils.rules.kinds import BallotKind, BallotState, Channel, Stage
from yuanba.people.models import Person

COLOURS = ("tile", "green", "brown")


def ballot(ballot_id: int) -> Ballot | None:
    rows = Ballot.objects.select_related("meeting__place", "meeting__rule", "meeting__procedure")
    return rows.prefetch_related("choices").filter(pk=ballot_id).first()


def to_hand_out(ballot: Ballot) -> list[Entry]:
    """Who is there and has no ballot of paper yet, at most 200. One statement."""
    at_table = ballot.marks.exclude(channel="phone").values("entry")
    rows = ballot.meeting.roll.filter(Q(out="") & (HERE | STOOD_FOR)).exclude(pk__in=at_table)
    return list(rows.select_related("holder").order_by("n")[:200])


def sheet_of(ballot: Ballot, teller: Person) -> Tally | None:
    """What this teller handed in of the paper, the last time, with its photo. One statement."""
    rows = ballot.tallies.filter(stage=Stage.PAPER, teller=teller).select_related("photo")
    return rows.order_by("-round").first()


def photos_of(ballots: Iterable[Ballot]) -> list[SheetPhoto]:
    """The photos of the tellers' sheets, of results that are out. One statement."""
    over = [b.pk for b in ballots if b.state == BallotState.SETTLED]
    if not over:
        return []
    rows = SheetPhoto.objects.filter(tally__ballot_id__in=over)
    return list(rows.select_related("tally__teller", "tally__ballot").order_by("tally_id"))


@dataclass(frozen=True)
class Bowl:
    """One choice: what stands on it and, when the result is out, how many."""

    n: int
    text: str
    note: str
    colour: str
    votes: int | None = None
    area: str = ""
    shares: int = 0
    cost: str = ""  # of a budget, in yuan
    place: int = 0  # in a list, from 1
    carried: bool = False
    checks: list[words.Line] = field(default_factory=list)


def bowls(ballot: Ballot) -> list[Bowl]:
    """The choices in the order they were printed: never by popularity. Numbers only when settled."""
    settled, result = ballot.state == BallotState.SETTLED, ballot.result
    found = []
    for choice in sorted(ballot.choices.all(), key=lambda c: c.n):
        key = str(choice.n)
        colour = COLOURS[(choice.n - 1) % len(COLOURS)]
        if not settled:
            cost = yuan(choice.cost_fen)
            found.append(Bowl(choice.n, choice.text, choice.note, colour, cost=cost))
            continue
        area = result.get("area", {}).get(key)
        found.append(
            Bowl(
                choice.n,
                choice.text,
                choice.note,
                colour,
                votes=result["votes"].get(key, 0),
                area=f"{area / 100:,.2f}" if area else "",
                shares=result.get("shares", {}).get(key, 0),
                cost=yuan(choice.cost_fen),
                place=1 + result["carried"].index(choice.n) if choice.n in result["carried"] else 0,
                carried=choice.n in result["carried"],
                checks=words.lines(result["decision"].get(key, [])),
            )
        )
    return found


@dataclass(frozen=True)
class Turnout:
    """How many have voted, of those who are here; never for what."""

    voted: int
    present: int

    @property
    def percent(self) -> float:
        return min(100.0, 100 * self.voted / self.present) if self.present else 0

    @property
    def left(self) -> int:
        return max(0, self.present - self.voted)


@dataclass(frozen=True)
class Shown:
    """A ballot as a page shows it."""

    ballot: Ballot
    kind: Any
    bowls: list[Bowl]
    turnout: Turnout
    channels: list[tuple[Any, int]]
    quorum: list[words.Line]
    half: list[words.Line]  # of those affected, when voting had stopped
    sheets: int
    differ: bool
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    rounds: list["Turn"] = field(default_factory=list)
    money: dict[str, str] = field(default_factory=dict)  # of a budget: what there is, spent, left
    method: Any = ""

    @property
    def is_list(self) -> bool:
        return self.ballot.kind in kinds.LISTS

    @property
    def short_of_half(self) -> bool:
        return self.ballot.result.get("half_met") is False

    @property
    def by_table(self) -> bool:
        return self.ballot.kind in kinds.HANDED_OUT


def shown(ballot: Ballot, present: int, channels: dict[str, int]) -> Shown:
    """One statement for the tellers' sheets; the rest is told."""
    _turn, now = ballots.sheets(ballot, Stage.PAPER)
    differ = len(now) >= ballots.tellers(ballot) and any(c != now[0] for c in now)
    over = ballot.state in {BallotState.STOPPED, BallotState.SETTLED}
    there = int(ballot.bases["present"]) if over else present
    voted = int(ballot.bases["voting"]) if over else sum(channels.values())
    return Shown(
        ballot=ballot,
        kind=kinds.KIND_WORDS[ballot.kind],
        bowls=bowls(ballot),
        turnout=Turnout(voted, there),
        channels=channel_words(channels),
        quorum=words.lines(ballot.result.get("quorum", [])),
        half=words.lines(ballot.result.get("half", [])),
        sheets=len(now),
        differ=differ,
        differences=_differences(ballot, now) if differ else [],
        **listed(ballot),
    )


@dataclass(frozen=True)
class Turn:
    """One round of a ranked count: the votes of those still in, and who was elected or went out."""

    n: int
    votes: list[tuple[str, str]]
    elected: str
    out: str
    tied: str
    ended: str


def listed(ballot: Ballot) -> dict[str, Any]:
    """What is shown of a list beside its votes: the rounds of a ranked count, the money of a budget."""
    result, texts = ballot.result, {c.n: c.text for c in ballot.choices.all()}
    unit = result.get("unit", 1)

    def figure(votes: int) -> str:
        return f"{votes:,}" if unit == 1 else f"{votes / unit:,.4f}"

    def names(numbers: list[int]) -> str:
        return "、".join(texts[n] for n in numbers)

    turns = [
        Turn(
            n=n,
            votes=[(texts[int(name)], figure(votes)) for name, votes in one["votes"].items()],
            elected=names(one["elected"]),
            out=names(one["out"]),
            tied=names(one["tied"]),
            ended=figure(one["ended"]) if one["ended"] else "",
        )
        for n, one in enumerate(result.get("rounds", []), 1)
    ]
    money = {"all": yuan(ballot.money_fen)} if ballot.money_fen else {}
    if "spent" in result:
        money |= {"spent": yuan(result["spent"]) or "0", "left": yuan(result["left"]) or "0"}
    word = kinds.METHOD_WORDS.get(ballot.method, "")
    return {"rounds": turns, "money": money, "method": word}


def _differences(ballot: Ballot, sheets: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """The lines on which two sheets part, as people read them: what, the one, the other."""
    texts = {str(c.n): c.text for c in ballot.choices.all()}
    lost = gettext("废票、没有选的")
    found = []
    for one in tellers.differences(sheets[0], sheets[1])[:12]:
        if ballot.kind == BallotKind.WEIGHED:
            first, second = (texts.get(str(n), lost) for n in (one.first, one.second))
            found.append((gettext("%(n)s 号") % {"n": one.line}, first, second))
        else:
            what = " › ".join(texts.get(n, lost) for n in one.line.split(","))
            found.append((what, str(one.first), str(one.second)))
    return found


def channel_words(channels: Mapping[str, int]) -> list[tuple[str, int]]:
    """Each channel with its number; several names, joined by a comma, are one part that is too small to
    be shown in parts. A channel nobody came over is not named, but the telephone and the table are."""
    usual = {Channel.PHONE.value, Channel.TABLE.value}
    return [
        ("、".join(str(kinds.CHANNEL_WORDS[one]) for one in name.split(",")), n)
        for name, n in channels.items()
        if n or name in usual
    ]


def ballots_of(meeting_id: int) -> list[Ballot]:
    rows = Ballot.objects.filter(meeting_id=meeting_id).prefetch_related("choices")
    return list(rows.order_by("n"))


def channels_of(ballots: Iterable[Ballot]) -> dict[int, dict[str, int]]:
    """Turnout of several ballots over each channel. One statement."""
    ids = [b.pk for b in ballots]
    found = {pk: {channel.value: 0 for channel in kinds.Channel} for pk in ids}
    rows = Mark.objects.filter(ballot_id__in=ids).values("ballot_id", "channel")
    for row in rows.annotate(n=Count("id")).order_by():
        found[row["ballot_id"]][row["channel"]] = row["n"]
    return found


# ── one line of the roll ──


def marks_of(entry: Entry) -> dict[int, Mark]:
    """Which ballots this line has voted in, by ballot, with the envelopes of sealed ones. One statement."""
    return {mark.ballot_id: mark for mark in entry.marks.select_related("envelope")}


@dataclass(frozen=True)
class Receipt:
    """That this line has voted, over which channel; while a sealed ballot is open, its tracker."""

    ballot: Ballot
    channel: Any
    tracker: str  # in groups of four
    again: bool

    @property
    def going(self) -> bool:
        return self.ballot.state == BallotState.OPEN


def receipt(ballot: Ballot, mark: Mark) -> Receipt:
    envelope = getattr(mark, "envelope", None) if ballot.kind == BallotKind.SEALED else None
    code = box_tool.tracker(bytes(envelope.sealed)) if envelope is not None else ""
    return Receipt(
        ballot=ballot,
        channel=kinds.CHANNEL_WORDS[mark.channel],
        tracker=boxes.fours(code),
        again=bool(code) and ballot.state == BallotState.OPEN,
    )
