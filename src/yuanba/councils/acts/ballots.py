"""Ballots: drafted, opened, cast over every channel once, stopped, counted by two, settled."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Sum

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import ballot_of, meeting_of
from yuanba.councils.acts.procedures import next_number
from yuanba.councils.models import Ballot, Choice, Entry, Mark, Slip, Tally
from yuanba.councils.rules import deciding, holding, terms
from yuanba.councils.rules.deciding import For
from yuanba.councils.rules.kinds import (
    SECRET,
    TWO_TELLERS,
    BallotKind,
    BallotState,
    Channel,
    MeetingState,
)
from yuanba.people.models import Person

State = BallotState
SPOILED = "spoiled"


@act
def draft_ballot(
    *,
    actor: Actor,
    meeting_id: int,
    kind: BallotKind,
    title: str,
    choices: Sequence[str],
    now: datetime,
    note: str = "",
    seats: int = 1,
) -> Ballot:
    """拟表决: the question and its choices, in the order they are printed. "同意" first makes it a motion:
    only that can be carried. A choice may say more after a bar: 甲线 沿溪|2.1 公里，占田 6 亩."""
    meeting = meeting_of(actor, meeting_id, "councils.draft_ballot")
    holding.meeting_is(MeetingState(meeting.state), MeetingState.CALLED, MeetingState.OPEN)
    named = [" ".join(c.split()) for c in choices if c.strip()]
    texts = [c.partition("|")[0].strip()[:40] for c in named]
    holding.draft(kind=kind, paper_only=meeting.rule.paper_only, choices=texts, seats=seats)
    ballot = Ballot.objects.create(
        meeting=meeting,
        n=next_number(meeting.ballots),
        kind=kind,
        title=holding.say(title, field="title", least=4)[:60],
        note=note.strip()[:300],
        seats=seats,
        motion=texts[0] in queries.YES,
    )
    Choice.objects.bulk_create(
        Choice(ballot=ballot, n=n, text=text, note=named[n - 1].partition("|")[2].strip()[:120])
        for n, text in enumerate(texts, 1)
    )
    facts = {"title": ballot.title, "kind": kind, "choices": texts, "seats": seats}
    records.write("councils.draft_ballot", ballot, actor=actor, at=now, **facts)
    return ballot


@act
def open_ballot(*, actor: Actor, ballot_id: int, now: datetime) -> Ballot:
    """开始投票: only when enough are there. From now on the roll of the entitled is frozen."""
    ballot = ballot_of(actor, ballot_id, "councils.open_ballot")
    meeting = ballot.meeting
    holding.meeting_is(MeetingState(meeting.state), MeetingState.OPEN)
    holding.ballot_is(State(ballot.state), State.DRAFT)
    judged = deciding.quorum(queries.valid_of(meeting), queries.attendance(meeting))
    holding.open_ballot(quorate=judged.met, short=deciding.missing(judged))
    ballot.state, ballot.opened_at = State.OPEN, now
    ballot.result = {"quorum": [check.facts() for check in judged.checks]}
    ballot.save(update_fields=["state", "opened_at", "result"])
    if meeting.frozen_at is None:
        meeting.frozen_at = now
        meeting.save(update_fields=["frozen_at"])
    facts = {"way": judged.way, "title": ballot.title}
    records.write("councils.open_ballot", ballot, actor=actor, at=now, **facts)
    return ballot


@act
def cast(
    *, actor: Actor, ballot_id: int, entry_id: int, choice: Sequence[int], now: datetime,
    key: str = "",
) -> Mark:  # fmt: skip
    """投票（手机）: once for each line of the roll. `choice` are numbers of choices.

    The key is not kept: a key remembers what was asked, and this must be forgotten. A second press
    finds the mark and is told so.
    """
    ballot, entry = _for_voting(ballot_id, entry_id, "councils.cast")
    permits.require(actor, "councils.cast", reach=queries.reach_of(entry))
    _can_cast(ballot, entry, choice)
    if ballot.kind in {BallotKind.HANDS, BallotKind.PAPER}:
        raise Refused("not_by_phone", _("这次不用手机投，请在会场投。"))
    if ballot.marks.filter(entry=entry).exists():
        raise Refused("voted", _("您已经投过了，一人（户）只投一次。"))
    mark = Mark.objects.create(
        ballot=ballot, entry=entry, channel=Channel.PHONE, choice=_named(ballot, choice)
    )
    if ballot.kind in SECRET:
        Slip.objects.create(mark=mark, chosen=json.dumps(sorted(choice)))
    records.write("councils.cast", mark, actor=actor, at=now, n=entry.n)
    return mark


@act
def hand_out(*, actor: Actor, ballot_id: int, entries: Sequence[int], now: datetime) -> Ballot:
    """发豆、发票: these lines vote at the table. A vote they gave by telephone is taken out unread: the
    table goes before the telephone (trust.md 6)."""
    ballot = ballot_of(actor, ballot_id, "councils.hand_out")
    holding.ballot_is(State(ballot.state), State.OPEN)
    if ballot.kind not in SECRET:
        raise Refused("not_paper", _("举手和记名表决不用发票。"))
    wanted = list(ballot.meeting.roll.filter(n__in=list(entries)).select_related("holder"))
    if not wanted or len(wanted) != len(set(entries)):
        raise Refused("no_entry", _("名册上没有这一号，请核对。"), field="entries")
    before = {m.entry_id: m for m in ballot.marks.filter(entry__in=wanted)}
    new: list[Mark] = []
    for entry in wanted:
        mark = before.get(entry.pk)
        if mark is not None and mark.channel != Channel.PHONE:
            raise Refused(
                "given",
                _("%(n)d 号已经发过了，一户只发一次。") % {"n": entry.n},
                field="entries",
            )
        present = entry.here or queries.stood_for(entry)
        holding.cast(present=present, out=bool(entry.out), voted=False, chosen=[1], seats=1)
        channel = Channel.TABLE if entry.here else Channel.PROXY
        if mark is None:
            new.append(Mark(ballot=ballot, entry=entry, channel=channel))
        else:
            Slip.objects.filter(mark=mark).delete()
            mark.channel = channel
            mark.save(update_fields=["channel"])
    Mark.objects.bulk_create(new)
    numbers = sorted(entry.n for entry in wanted)
    records.write("councils.hand_out", ballot, actor=actor, at=now, entries=numbers)
    return ballot


@act
def say_vote(*, actor: Actor, ballot_id: int, entry: int, choice: int, now: datetime) -> Mark:
    """记名: what this line said at the table, with its name; a vote by telephone before it is replaced."""
    ballot = ballot_of(actor, ballot_id, "councils.say_vote")
    if ballot.kind != BallotKind.OPEN:
        raise Refused("not_named", _("这次不是记名表决，不能写谁投了什么。"))
    line = ballot.meeting.roll.filter(n=entry).select_related("holder").first()
    if line is None:
        raise Refused("no_entry", _("名册上没有这一号，请核对。"), field="entry")
    before = ballot.marks.filter(entry=line).first()
    if before is not None and before.channel != Channel.PHONE:
        raise Refused("voted", _("这一号已经投过了。"), field="entry")
    _can_cast(ballot, line, [choice])
    channel = Channel.TABLE if line.here else Channel.PROXY
    named = _named(ballot, [choice])
    if before is None:
        before = Mark.objects.create(ballot=ballot, entry=line, channel=channel, choice=named)
    else:
        before.channel, before.choice = channel, named
        before.save(update_fields=["channel", "choice"])
    records.write("councils.say_vote", before, actor=actor, at=now, n=line.n, choice=choice)
    return before


def _for_voting(ballot_id: int, entry_id: int, name: str) -> tuple[Ballot, Entry]:
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("meeting")
    ballot = rows.filter(pk=ballot_id).first()
    entry = (
        Entry.objects.select_related("holder")
        .filter(pk=entry_id, meeting__ballots=ballot_id)
        .first()
    )
    if ballot is None or entry is None:
        raise Denied(name)
    return ballot, entry


def _can_cast(ballot: Ballot, entry: Entry, chosen: Sequence[int]) -> None:
    holding.ballot_is(State(ballot.state), State.OPEN)
    present = entry.here or queries.stood_for(entry)
    holding.cast(
        present=present, out=bool(entry.out), voted=False, chosen=chosen, seats=ballot.seats
    )
    if ballot.choices.filter(n__in=list(chosen)).count() != len(set(chosen)):
        raise Refused("choices", _("没有这个选项，请刷新再选。"), field="choice")


def _named(ballot: Ballot, chosen: Sequence[int]) -> Choice | None:
    if ballot.kind != BallotKind.OPEN:
        return None
    return ballot.choices.get(n=chosen[0])


@act
def stop_ballot(*, actor: Actor, ballot_id: int, now: datetime) -> Ballot:
    """收豆、停止投票: who is there is taken down; what came by telephone is counted and every slip is
    gone in the same breath, so that no name stands beside a choice."""
    ballot = ballot_of(actor, ballot_id, "councils.stop_ballot")
    holding.ballot_is(State(ballot.state), State.OPEN)
    there = queries.attendance(ballot.meeting)
    voting, area = _voting(ballot, there.present)
    ballot.bases = holding.shares(holding.wholes(there, voting=voting, area_voting=area))
    ballot.phone = _slips(ballot)
    ballot.state, ballot.stopped_at = State.STOPPED, now
    ballot.save(update_fields=["bases", "phone", "state", "stopped_at"])
    records.write("councils.stop_ballot", ballot, actor=actor, at=now, marks=voting)
    return ballot


def _voting(ballot: Ballot, present: int) -> tuple[int, int]:
    """How many took part, and their area; with raised hands everybody who is there."""
    if ballot.kind == BallotKind.HANDS:
        return present, 0
    summed = ballot.marks.aggregate(area=Sum("entry__area"))
    return ballot.marks.count(), int(summed["area"] or 0)


def _slips(ballot: Ballot) -> dict[str, int]:
    counts: dict[str, int] = {}
    slips = Slip.objects.filter(mark__ballot=ballot)
    for slip in slips:
        for n in json.loads(slip.chosen):
            counts[str(n)] = counts.get(str(n), 0) + 1
    slips.delete()
    return counts


@act
def count(
    *, actor: Person, ballot_id: int, counts: Mapping[int, int], spoiled: int, now: datetime
) -> Tally:
    """点票: what one teller found, on his own; the other's sheet is not shown before both are in. When
    they differ, both count again."""
    ballot = ballot_of(actor, ballot_id, "councils.count")
    if ballot.kind == BallotKind.OPEN:
        raise Refused("named", _("记名表决自动相加，不用点票。"))
    holding.ballot_is(State(ballot.state), State.STOPPED)
    names = set(ballot.choices.values_list("n", flat=True))
    said = {n: int(counts.get(n, 0)) for n in sorted(names)}
    out = ballot.marks.exclude(channel=Channel.PHONE).count()
    if ballot.kind == BallotKind.HANDS:
        out = int(ballot.bases["present"])
    deciding.tally(
        counts=said, spoiled=spoiled, handed_out=out, per_voter=ballot.seats,
        exact=ballot.kind != BallotKind.HANDS,
    )  # fmt: skip
    turn = _round(ballot)
    if ballot.tallies.filter(round=turn, teller=actor).exists():
        raise Refused("counted", _("您已经数过这一遍了，请等另一个人。"))
    sheets = ballot.tallies.filter(round=turn).count()
    if sheets >= tellers(ballot):
        raise Refused("enough", _("两个人已经数完了，可以公布结果。"))
    kept = {str(n): c for n, c in said.items()} | {SPOILED: spoiled}
    made = Tally.objects.create(ballot=ballot, round=turn, teller=actor, counts=kept, at=now)
    records.write("councils.count", ballot, actor=actor, at=now, round=turn)
    return made


def tellers(ballot: Ballot) -> int:
    return 2 if ballot.kind in TWO_TELLERS else 1


def _round(ballot: Ballot) -> int:
    """The round that is being counted: a new one when two sheets of the last differ."""
    last = int(ballot.tallies.aggregate(last=Max("round"))["last"] or 1)
    sheets = list(ballot.tallies.filter(round=last).values_list("counts", flat=True))
    full = len(sheets) >= tellers(ballot)
    return last + 1 if full and not deciding.agree(sheets, tellers=tellers(ballot)) else last


@act
def settle(*, actor: Actor, ballot_id: int, now: datetime) -> Ballot:
    """公布结果: the votes of all channels together, judged by the meeting's rule; blocked while the two
    tellers differ. What is written here is never worked out again."""
    ballot = ballot_of(actor, ballot_id, "councils.settle")
    holding.ballot_is(State(ballot.state), State.STOPPED)
    table = _table(ballot)
    got = _got(ballot, table)
    bases = deciding.Bases(**ballot.bases)
    rule = terms.read(ballot.meeting.rule.decides)
    names = list(ballot.choices.order_by("n").values_list("n", flat=True))
    able = names[:1] if ballot.motion else names
    outcome = deciding.choose(rule, got, bases, candidates=able, seats=ballot.seats)
    ballot.result |= _result(ballot, table, got, outcome)
    ballot.passed = bool(outcome.carried)
    ballot.state, ballot.settled_at = State.SETTLED, now
    ballot.save(update_fields=["result", "passed", "state", "settled_at"])
    facts = {"passed": ballot.passed, "votes": ballot.result["votes"], "tied": outcome.tied}
    records.write("councils.settle", ballot, actor=actor, at=now, **facts)
    return ballot


def _table(ballot: Ballot) -> dict[str, int]:
    """What was counted at the table, by tellers who agree; empty where nothing was handed out."""
    if ballot.kind == BallotKind.OPEN:
        return {}
    at_table = ballot.marks.exclude(channel=Channel.PHONE).exists()
    if ballot.kind in SECRET and not at_table:
        return {}
    last = int(ballot.tallies.aggregate(last=Max("round"))["last"] or 1)
    sheets = list(ballot.tallies.filter(round=last).order_by("id").values_list("counts", flat=True))
    wanted = tellers(ballot)
    agreed = deciding.agree(sheets, tellers=wanted)
    holding.settles(agreed=agreed, sheets=len(sheets), tellers=wanted)
    return dict(sheets[0])


def _got(ballot: Ballot, table: Mapping[str, int]) -> dict[int, For]:
    names = list(ballot.choices.values_list("n", flat=True))
    if ballot.kind == BallotKind.OPEN:
        return queries.named_votes(ballot, names)
    return {n: For(table.get(str(n), 0) + ballot.phone.get(str(n), 0)) for n in names}


def _result(
    ballot: Ballot, table: Mapping[str, int], got: Mapping[int, For], outcome: deciding.Outcome
) -> dict[str, Any]:
    decision = {
        str(n): [check.facts() for check in judged.checks] for n, judged in outcome.judged.items()
    }
    channels = queries.channels(ballot)
    return {
        "votes": {str(n): one.votes for n, one in got.items()},
        "area": {str(n): one.area for n, one in got.items() if one.area},
        "spoiled": table.get(SPOILED, 0),
        "carried": list(outcome.carried),
        "tied": outcome.tied,
        "decision": decision,
        "channels": channels if deciding.splits_shown(list(channels.values())) else {},
        "tellers": queries.teller_names(ballot),
    }
