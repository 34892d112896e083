"""A ballot from its question to the stop: drafted, its key kept where it is sealed, opened, stopped."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum

from yuanba.base import clock, records
from yuanba.base.act import act
from yuanba.base.permits import Actor
from yuanba.councils import queries
from yuanba.councils.acts.common import ballot_of, meeting_of
from yuanba.councils.acts.procedures import next_number
from yuanba.councils.models import Ballot, Box, Choice, Envelope, Meeting, Slip
from yuanba.councils.rules import balloting, deciding, electing, holding, listing, saying
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.kinds import (
    LEAST_SHOWN,
    LISTS,
    TAKE_PART,
    BallotKind,
    BallotState,
    Listed,
    MeetingState,
)

State = BallotState


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
    money_fen: int = 0,
    costs_fen: Sequence[int] = (),
    method: str = "",
) -> Ballot:
    """拟表决: the question and its choices, in the order they are printed. "同意" first makes it a motion:
    only that can be carried. A choice may say more after a bar: 甲线 沿溪|2.1 公里，占田 6 亩. A budget says what
    there is and what each choice costs."""
    meeting = meeting_of(actor, meeting_id, "councils.draft_ballot")
    holding.meeting_is(MeetingState(meeting.state), MeetingState.CALLED, MeetingState.OPEN)
    named = [" ".join(c.split()) for c in choices if c.strip()]
    texts = [c.partition("|")[0].strip()[:40] for c in named]
    if kind is BallotKind.SEALED and meeting.state == MeetingState.OPEN:
        _roll_hung(meeting)
    balloting.draft(kind=kind, paper_only=meeting.rule.paper_only, choices=texts, seats=seats)
    balloting.weighs(kind, queries.weights_of(meeting))
    listing.drafted(
        kind=kind, choices=len(texts), money_fen=money_fen, costs_fen=costs_fen, method=method
    )
    motion = texts[0] in queries.YES
    if meeting.rule.paper_only:
        posted = queries.posted(meeting, Listed.CANDIDATES) is not None
        electing.ballot(texts, motion=motion, accepted=queries.accepted(meeting), posted=posted)
        filled = queries.seats(meeting.procedure_id, meeting.step)
        electing.to_fill(meeting.rule.code, filled, seats)
    ballot = Ballot.objects.create(
        meeting=meeting,
        n=next_number(meeting.ballots),
        kind=kind,
        title=saying.say(title, field="title", least=4)[:60],
        note=note.strip()[:300],
        seats=seats,
        money_fen=money_fen,
        method=method,
        motion=motion and kind not in LISTS,
    )
    Choice.objects.bulk_create(
        Choice(
            ballot=ballot,
            n=n,
            text=text,
            note=named[n - 1].partition("|")[2].strip()[:120],
            cost_fen=costs_fen[n - 1] if costs_fen else 0,
        )
        for n, text in enumerate(texts, 1)
    )
    facts = {"title": ballot.title, "kind": kind, "choices": texts, "seats": seats}
    facts |= {"money_fen": money_fen, "costs_fen": list(costs_fen)} if money_fen else {}
    records.write("councils.draft_ballot", ballot, actor=actor, at=now, **facts)
    return ballot


@act
def keep_key(
    *, actor: Actor, ballot_id: int, content: bytes, keepers: Sequence[str], now: datetime
) -> Ballot:
    """收钥匙: the key file that the keepers made on a laptop of their own, and who keeps which code. The
    file opens nothing by itself; a new one takes the place of the old until voting begins."""
    ballot = ballot_of(actor, ballot_id, "councils.keep_key")
    balloting.ballot_is(State(ballot.state), State.DRAFT)
    balloting.is_sealed(BallotKind(ballot.kind))
    key = sealed.key_of(content, str(ballot.pk))
    names = [" ".join(name.split())[:40] for name in keepers if name.strip()]
    balloting.keepers(names, wanted=sealed.keepers_of(key))
    ballot.key, ballot.keepers = asdict(key), names
    ballot.save(update_fields=["key", "keepers"])
    records.write(
        "councils.keep_key", ballot, actor=actor, at=now, keepers=names, public=key.public
    )
    return ballot


@act
def open_ballot(*, actor: Actor, ballot_id: int, now: datetime) -> Ballot:
    """开始投票: only when enough are there. From now on the roll of the entitled is frozen."""
    ballot = ballot_of(actor, ballot_id, "councils.open_ballot")
    meeting = ballot.meeting
    holding.meeting_is(MeetingState(meeting.state), MeetingState.OPEN)
    balloting.ballot_is(State(ballot.state), State.DRAFT)
    balloting.has_key(BallotKind(ballot.kind), bool(ballot.key))
    if ballot.kind == BallotKind.SEALED:
        _roll_hung(meeting)
    if ballot.kind == BallotKind.WEIGHED:
        balloting.weight_known(queries.without_weight(meeting))
    there = queries.attendance(meeting)
    judged = deciding.quorum(queries.valid_of(meeting), there)
    if meeting.unit not in TAKE_PART:  # there it is who votes that counts: see `settle`
        short = max(deciding.missing(judged), int(not there.present))
        balloting.open_ballot(quorate=judged.met and not short, short=short)
    ballot.state, ballot.opened_at = State.OPEN, now
    ballot.result = {"quorum": [check.facts() for check in judged.checks]}
    ballot.save(update_fields=["state", "opened_at", "result"])
    if meeting.frozen_at is None:
        meeting.frozen_at = now
        meeting.save(update_fields=["frozen_at"])
    facts = {"way": judged.way, "title": ballot.title}
    records.write("councils.open_ballot", ballot, actor=actor, at=now, **facts)
    return ballot


def _roll_hung(meeting: Meeting) -> None:
    """A sealed ballot needs a roll that was posted and objected to (trust.md 6)."""
    electing.begin(
        queries.roll_numbers(meeting),
        posted=queries.posted(meeting, Listed.ROLL),
        starts=clock.day_of(meeting.starts_at),
        undecided=queries.undecided(meeting),
    )


@act
def stop_ballot(*, actor: Actor, ballot_id: int, now: datetime) -> Ballot:
    """收豆、停止投票: who is there is taken down; what came by telephone is counted and every slip is gone
    in the same breath, so that no name stands beside a choice. Of a sealed ballot the envelopes are cut
    from their marks and lie in a box whose digest is posted."""
    ballot = ballot_of(actor, ballot_id, "councils.stop_ballot")
    balloting.ballot_is(State(ballot.state), State.OPEN)
    there = queries.attendance(ballot.meeting)
    voting = _voting(ballot, there.present)
    wholes = balloting.wholes(there, **voting)
    ballot.bases = asdict(wholes)
    ballot.phone = _slips(ballot)
    posted = _close(ballot) if ballot.kind == BallotKind.SEALED else {}
    ballot.result |= posted
    ballot.state, ballot.stopped_at = State.STOPPED, now
    ballot.save(update_fields=["bases", "phone", "result", "state", "stopped_at"])
    records.write(
        "councils.stop_ballot", ballot, actor=actor, at=now, marks=wholes.voting, **posted
    )
    return ballot


def _voting(ballot: Ballot, present: int) -> dict[str, int]:
    """How many took part, their area and shares, how many of them are affected; with raised hands everybody
    who is there."""
    if ballot.kind == BallotKind.HANDS:
        return {"voting": present, "area_voting": 0, "shares_voting": 0, "affected_voting": 0}
    summed = ballot.marks.aggregate(
        voting=Count("id"),
        area_voting=Sum("entry__area"),
        shares_voting=Sum("entry__shares"),
        affected_voting=Count("id", filter=Q(entry__affected=True)),
    )
    return {name: int(value or 0) for name, value in summed.items()}


def _slips(ballot: Ballot) -> dict[str, int]:
    counts: dict[str, int] = {}
    slips = Slip.objects.filter(mark__ballot=ballot)
    for slip in slips:
        said = json.loads(slip.chosen)
        for one in [said] if ballot.piled else [[n] for n in said]:
            counts[listing.written(one)] = counts.get(listing.written(one), 0) + 1
    slips.delete()
    return counts


def _close(ballot: Ballot) -> dict[str, Any]:
    """封箱: the box is made of the set of envelopes alone; every link is gone when this returns."""
    rows = ballot.marks.select_related("envelope").order_by("entry__n")
    closed = sealed.close(queries.sealed_mark(mark) for mark in rows)
    content = sealed.box_file(
        closed,
        sealed.kept_key(ballot.key),
        question=ballot.title,
        paper=list(ballot.choices.order_by("n").values_list("text", flat=True)),
        most=ballot.most,
        least_shown=LEAST_SHOWN,
    )
    Envelope.objects.filter(mark__ballot=ballot).delete()
    digest = sealed.digest(content)
    Box.objects.create(ballot=ballot, content=content.decode(), digest=digest)
    return {"box": digest, "envelopes": len(closed.envelopes)}
