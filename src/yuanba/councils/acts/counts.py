"""Counted by two, opened by the keepers, settled: nothing is published while two sheets differ."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from yuanba.base import records
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import ballot_of
from yuanba.councils.models import Ballot, SheetPhoto, Tally
from yuanba.councils.queries import words
from yuanba.councils.rules import balloting, deciding, listing, terms
from yuanba.councils.rules.counting import sealed, splits, tellers
from yuanba.councils.rules.counting.tellers import SPOILED
from yuanba.councils.rules.deciding import For
from yuanba.councils.rules.kinds import (
    HANDED_OUT,
    LEAST_SHOWN,
    LISTS,
    NAMED,
    BallotKind,
    BallotState,
    Measure,
    Method,
    Stage,
)
from yuanba.matters.acts.common import Picture
from yuanba.people.models import Person

State = BallotState


@act
def count(
    *, actor: Person, ballot_id: int, counts: Mapping[int, int], spoiled: int, now: datetime
) -> Tally:
    """点票: what one teller found, on his own; the other's sheet is not shown before both are in. When
    they differ, both count again."""
    ballot = ballot_of(actor, ballot_id, "councils.count")
    if ballot.kind in NAMED:
        raise Refused("named", _("记名表决自动相加，不用点票。"))
    if ballot.piled:
        raise Refused("piled", _("这次要整张票一种一种数，请按票数。"))
    balloting.ballot_is(State(ballot.state), State.STOPPED)
    names = ballot.choices.order_by("n").values_list("n", flat=True)
    said = {str(n): int(counts.get(n, 0)) for n in names}
    hands = ballot.kind == BallotKind.HANDS
    given = int(ballot.bases["present"]) if hands else queries.at_table(ballot)
    tellers.checked(
        said,
        spoiled,
        given=given,
        most=ballot.most,
        papers=ballot.kind not in {BallotKind.BEAN, BallotKind.HANDS},
        exact=not hands,
    )
    made = _hand_in(ballot, Stage.PAPER, actor, said | {SPOILED: spoiled}, now)
    records.write("councils.count", ballot, actor=actor, at=now, round=made.round)
    return made


@act
def count_piles(
    *, actor: Person, ballot_id: int, piles: Sequence[tuple[Sequence[int], int]], spoiled: int,
    now: datetime,
) -> Tally:  # fmt: skip
    """按票数: how many papers say the same, where the whole paper counts (ranked ones, equal shares). Each
    teller on his own."""
    ballot = ballot_of(actor, ballot_id, "councils.count_piles")
    if not ballot.piled:
        raise Refused("not_piled", _("这次一项一项数就行，请用点票。"))
    balloting.ballot_is(State(ballot.state), State.STOPPED)
    counts = listing.piles_read(
        piles,
        spoiled,
        known=queries.numbers(ballot).values(),
        most=ballot.most,
        given=queries.at_table(ballot),
        ordered=ballot.kind == BallotKind.RANKED,
    )
    made = _hand_in(ballot, Stage.PAPER, actor, counts | {SPOILED: spoiled}, now)
    records.write("councils.count_piles", ballot, actor=actor, at=now, round=made.round)
    return made


@act
def read_papers(
    *, actor: Person, ballot_id: int, papers: Mapping[int, Sequence[int]], spoiled: Sequence[int],
    now: datetime,
) -> Tally:  # fmt: skip
    """读票: papers that carry the number of the roll, choice by choice, as one teller reads them; the other
    reads them on his own. Where they differ on a number, both read again."""
    ballot = ballot_of(actor, ballot_id, "councils.read_papers")
    if ballot.kind != BallotKind.WEIGHED:
        raise Refused("not_weighed", _("这次不是记名的纸票，请用点票。"))
    balloting.ballot_is(State(ballot.state), State.STOPPED)
    known = set(queries.numbers(ballot).values())
    said = {int(n): list(numbers) for n, numbers in papers.items() if int(n) in known}
    counts = balloting.papers_read(said, spoiled, given=queries.given(ballot))
    made = _hand_in(ballot, Stage.PAPER, actor, counts, now)
    records.write("councils.read_papers", ballot, actor=actor, at=now, round=made.round)
    return made


@act
def open_box(*, actor: Person, ballot_id: int, content: bytes, now: datetime) -> Tally:
    """开箱: the keepers have opened the box with the tool, in front of the hall; two people hand in its
    result file, each on his own, and both must have the same."""
    ballot = ballot_of(actor, ballot_id, "councils.open_box")
    balloting.ballot_is(State(ballot.state), State.STOPPED)
    balloting.is_sealed(BallotKind(ballot.kind))
    table = _table(ballot)
    numbers = queries.numbers(ballot)
    counted = {text: table[str(n)] for text, n in numbers.items()} if table else {}
    said = sealed.result_of(content, ballot.box.content.encode(), counted)
    made = _hand_in(ballot, Stage.BOX, actor, said, now)
    facts = {"round": made.round, "result": sealed.digest(content)}
    records.write("councils.open_box", ballot, actor=actor, at=now, **facts)
    return made


@act
def show_sheet(
    *, actor: Person, ballot_id: int, pictures: Sequence[Picture], now: datetime
) -> Ballot:
    """拍点票单: a teller shows the paper on which he counted, once for his last sheet; it is looked at beside
    the count when the result is out."""
    ballot = ballot_of(actor, ballot_id, "councils.show_sheet")
    balloting.ballot_is(State(ballot.state), State.STOPPED, State.SETTLED)
    mine = ballot.tallies.filter(stage=Stage.PAPER, teller=actor).order_by("-round").first()
    balloting.sheet(counted=mine is not None, shown=hasattr(mine, "photo"), pictures=len(pictures))
    assert mine is not None  # asked just now
    SheetPhoto.objects.create(tally=mine, name=pictures[0].name, digest=pictures[0].digest, at=now)
    facts = {"round": mine.round, "digest": pictures[0].digest}
    records.write("councils.show_sheet", ballot, actor=actor, at=now, **facts)
    return ballot


def _hand_in(
    ballot: Ballot, stage: Stage, actor: Person, counts: dict[str, Any], now: datetime
) -> Tally:
    """One sheet. A new round is counted when two sheets of the last differ."""
    turn, sheets = queries.sheets(ballot, stage)
    wanted = queries.tellers(ballot)
    if len(sheets) >= wanted and not tellers.agree(sheets, tellers=wanted):
        turn, sheets = turn + 1, []
    mine = ballot.tallies.filter(stage=stage, round=turn)
    if mine.filter(teller=actor).exists():
        raise Refused("counted", _("您已经数过这一遍了，请等另一个人。"))
    if len(sheets) >= wanted:
        raise Refused("enough", _("两个人已经数完了，可以公布结果。"))
    return Tally.objects.create(
        ballot=ballot, stage=stage, round=turn, teller=actor, counts=counts, at=now
    )


@act
def settle(*, actor: Actor, ballot_id: int, now: datetime, seed: str = "") -> Ballot:
    """公布结果: the votes of all channels together, judged by the meeting's rule; blocked while the two
    tellers differ. What is written here is never worked out again. `seed`: the dice thrown in the hall,
    where a list has a tie."""
    ballot = ballot_of(actor, ballot_id, "councils.settle")
    balloting.ballot_is(State(ballot.state), State.STOPPED)
    if ballot.kind in LISTS:
        _list(ballot, " ".join(seed.split())[:40])
    else:
        _decide(ballot)
    _half(ballot)
    carried = ballot.result["carried"]
    ballot.passed = bool(carried)
    if ballot.meeting.rule.paper_only and not ballot.motion:
        ballot.result["open"] = ballot.seats - len(carried)  # seats that nobody was elected to
    ballot.state, ballot.settled_at = State.SETTLED, now
    ballot.save(update_fields=["result", "passed", "state", "settled_at"])
    said = ballot.result
    facts = {"passed": ballot.passed, "votes": said["votes"], "tied": said["tied"]}
    facts |= {"carried": said["carried"], "seed": said["seed"]} if "seed" in said else {}
    records.write("councils.settle", ballot, actor=actor, at=now, **facts)
    return ballot


def _list(ballot: Ballot, seed: str) -> None:
    """The list that a ranked ballot or a budget comes to, from phones and papers together."""
    table = _table(ballot)
    counts = dict(ballot.phone)
    for said, n in table.items():
        counts[said] = counts.get(said, 0) + n
    piles = listing.read(counts)
    if ballot.kind == BallotKind.RANKED:
        numbers = list(queries.numbers(ballot).values())
        told = listing.rank(piles, numbers, seats=ballot.seats, seed=seed)
    else:
        costs = dict(ballot.choices.order_by("n").values_list("n", "cost_fen"))
        method = Method(ballot.method)
        told = listing.share_out(piles, costs, money=ballot.money_fen, method=method, seed=seed)
    got = {n: For(votes) for n, votes in told.votes.items()}
    outcome = deciding.Outcome(told.chosen, False, {})
    ballot.result |= _result(ballot, table.get(SPOILED, 0), got, outcome) | told.facts


def _decide(ballot: Ballot) -> None:
    got, spoiled = _votes(ballot)
    bases = deciding.Bases(**ballot.bases)
    rule = terms.read(ballot.meeting.rule.decides)
    names = list(queries.numbers(ballot).values())
    able = names[:1] if ballot.motion else names
    outcome = deciding.choose(rule, got, bases, candidates=able, seats=ballot.seats)
    ballot.result |= _result(ballot, spoiled, got, outcome)
    valid, unit = queries.valid_of(ballot.meeting), Measure(ballot.meeting.unit)
    turnout = deciding.by_taking_part(valid, unit, bases)
    if turnout is not None:
        ballot.result["quorum"] = [check.facts() for check in turnout.checks]
        ballot.result["carried"] = ballot.result["carried"] if turnout.met else []


def _half(ballot: Ballot) -> None:
    """The half-rule of those affected, at the close; where it does not hold nothing is carried. A list that
    is voted on afterwards is judged by that vote."""
    rule = ballot.meeting.rule
    if ballot.kind in LISTS and rule.decides:
        return
    ways = words.ways_met(ballot.result.get("quorum", []))
    bases, unit = deciding.Bases(**ballot.bases), Measure(ballot.meeting.unit)
    half = deciding.half_rule(queries.valid_of(ballot.meeting), unit, bases, ways)
    if half is not None:
        ballot.result["half"] = [check.facts() for check in half.checks]
        ballot.result["half_met"] = half.met
        ballot.result["carried"] = ballot.result["carried"] if half.met else []


def _votes(ballot: Ballot) -> tuple[dict[int, For], int]:
    """What each choice got over all channels, and how many were spoiled or blank."""
    numbers = queries.numbers(ballot)
    table = _table(ballot)
    if ballot.kind in NAMED:
        _named(ballot, table)
        spoiled = ballot.marks.filter(choice=None).count()
        return queries.named_votes(ballot, numbers.values()), spoiled
    if ballot.kind == BallotKind.SEALED and ballot.result["envelopes"]:
        said = _opened(ballot)
        rest = said["blank"] + said[SPOILED]
        if not said["papers"]:
            rest += table.get(SPOILED, 0)
        adds = {} if said["papers"] else table
        votes = said["votes"]
        return {n: For(votes[text] + adds.get(str(n), 0)) for text, n in numbers.items()}, rest
    phone = ballot.phone
    got = {n: For(table.get(str(n), 0) + phone.get(str(n), 0)) for n in numbers.values()}
    return got, table.get(SPOILED, 0)


def _named(ballot: Ballot, table: Mapping[str, int]) -> None:
    """The papers that two read alike stand beside their lines, as what was said by telephone does."""
    chosen = dict(ballot.choices.values_list("n", "pk"))
    marks = {m.entry.n: m for m in ballot.marks.filter(entry__n__in=table).select_related("entry")}
    for number, choice in table.items():
        marks[int(number)].choice_id = chosen.get(choice)
    ballot.marks.bulk_update(marks.values(), ["choice"], batch_size=500)


def _table(ballot: Ballot) -> dict[str, int]:
    """What was counted at the table, by tellers who agree; empty where nothing was handed out."""
    if ballot.kind == BallotKind.OPEN:
        return {}
    if ballot.kind in HANDED_OUT and not queries.at_table(ballot):
        return {}
    return _agreed(ballot, Stage.PAPER)


def _opened(ballot: Ballot) -> dict[str, Any]:
    """The result of the opening that two handed in alike."""
    if not ballot.tallies.filter(stage=Stage.BOX).exists():
        raise Refused("not_opened", _("票箱还没有开。请保管人当众开箱，再把结果交上来。"))
    return _agreed(ballot, Stage.BOX)


def _agreed(ballot: Ballot, stage: Stage) -> dict[str, Any]:
    _turn, sheets = queries.sheets(ballot, stage)
    wanted = queries.tellers(ballot)
    agreed = tellers.agree(sheets, tellers=wanted)
    balloting.settles(agreed=agreed, sheets=len(sheets), tellers=wanted)
    return dict(sheets[0])


def _result(
    ballot: Ballot, spoiled: int, got: Mapping[int, For], outcome: deciding.Outcome
) -> dict[str, Any]:
    decision = {
        str(n): [check.facts() for check in judged.checks] for n, judged in outcome.judged.items()
    }
    parts = splits.shown(queries.channels(ballot), least=LEAST_SHOWN)
    return {
        "votes": {str(n): one.votes for n, one in got.items()},
        "area": {str(n): one.area for n, one in got.items() if one.area},
        "shares": {str(n): one.shares for n, one in got.items() if one.shares},
        "spoiled": spoiled,
        "carried": list(outcome.carried),
        "tied": outcome.tied,
        "decision": decision,
        "channels": {",".join(part.names): part.voted for part in parts},
        "tellers": queries.teller_names(ballot),
        "openers": queries.teller_names(ballot, Stage.BOX),
    }
