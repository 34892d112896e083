"""Votes over every channel, once for each line of the roll; the table goes before the telephone."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from yuanba.base import permits, records, rows
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.base.together import shares_commit
from yuanba.councils import queries
from yuanba.councils.acts.common import ballot_of
from yuanba.councils.models import Ballot, Entry, Envelope, Mark, Slip
from yuanba.councils.rules import balloting
from yuanba.councils.rules.counting import sealed
from yuanba.councils.rules.counting.sealed import Way
from yuanba.councils.rules.kinds import (
    BY_PHONE,
    HANDED_OUT,
    NAMED,
    SECRET,
    BallotKind,
    BallotState,
    Channel,
    How,
)
from yuanba.people.door import Guest

State = BallotState


@act
@shares_commit
def cast(
    *, actor: Actor, ballot_id: int, entry_id: int, choice: Sequence[int], now: datetime,
    key: str = "",
) -> Mark:  # fmt: skip
    """投票（手机）: once for each line of the roll; sealed votes again until the stop, the last one counts.
    `choice` are numbers of choices.

    The key is not kept: a key remembers what was asked, and this must be forgotten. A second press
    finds the mark and is told so.
    """
    ballot, entry = _for_voting(ballot_id, entry_id, "councils.cast")
    by_link = isinstance(actor, Guest)  # holds this line or nothing: who lives there is not asked
    reach = {entry.pk} if by_link else queries.reach_of(entry)
    permits.require(actor, "councils.cast", reach=reach)
    choices = _can_cast(ballot, entry, choice)
    if ballot.kind not in BY_PHONE:
        raise Refused("not_by_phone", _("这次不用手机投，请在会场投。"))
    kept = ballot.marks.filter(entry=entry)
    if ballot.kind == BallotKind.SEALED:
        kept = kept.select_related("envelope")
    mark = next(iter(kept), None)
    if ballot.kind == BallotKind.SEALED:
        mark = _sealed(ballot, entry, mark, choice)
    elif mark is not None:
        raise Refused("voted", _("您已经投过了，一人（户）只投一次。"))
    else:
        named = choices[choice[0]] if ballot.kind in NAMED else None
        mark = Mark(ballot=ballot, entry=entry, channel=Channel.PHONE, choice_id=named)
        rows.insert(mark)
        if ballot.kind in SECRET:
            said = list(choice) if ballot.kind == BallotKind.RANKED else sorted(choice)
            rows.insert(Slip(mark=mark, chosen=json.dumps(said)))
    records.write("councils.cast", mark, actor=actor, at=now, n=entry.n)
    return mark


def _sealed(ballot: Ballot, entry: Entry, mark: Mark | None, choice: Sequence[int]) -> Mark:
    """The envelope of this vote beside its mark, in the place of an earlier one."""
    texts = dict(ballot.choices.order_by("n").values_list("n", "text"))
    key = sealed.kept_key(ballot.key)
    envelope = sealed.seal(key, [texts[n] for n in sorted(choice)], list(texts.values()))
    before = sealed.Mark(str(entry.pk)) if mark is None else queries.sealed_mark(mark)
    sealed.vote(before, way=Way.PHONE, stopped=False, envelope=envelope)
    if mark is None:
        mark = Mark.objects.create(ballot=ballot, entry=entry, channel=Channel.PHONE)
    Envelope.objects.update_or_create(mark=mark, defaults={"sealed": envelope})
    return mark


@act
def hand_out(*, actor: Actor, ballot_id: int, entries: Sequence[int], now: datetime) -> Ballot:
    """发豆、发票: these lines vote at the table. A vote they gave by telephone is taken out unread: the
    table goes before the telephone (trust.md 6)."""
    ballot = ballot_of(actor, ballot_id, "councils.hand_out")
    balloting.ballot_is(State(ballot.state), State.OPEN)
    if ballot.kind not in HANDED_OUT:
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
        balloting.cast(present=present, out=bool(entry.out), voted=False, chosen=[1], seats=1)
        channel = _channel(entry)
        if mark is None:
            new.append(Mark(ballot=ballot, entry=entry, channel=channel))
        else:
            Slip.objects.filter(mark=mark).delete()
            Envelope.objects.filter(mark=mark).delete()
            mark.channel, mark.choice = channel, None
            mark.save(update_fields=["channel", "choice"])
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
    named = _can_cast(ballot, line, [choice])[choice]
    channel = _channel(line)
    if before is None:
        before = Mark.objects.create(ballot=ballot, entry=line, channel=channel, choice_id=named)
    else:
        before.channel, before.choice_id = channel, named
        before.save(update_fields=["channel", "choice"])
    records.write("councils.say_vote", before, actor=actor, at=now, n=line.n, choice=choice)
    return before


def _channel(entry: Entry) -> Channel:
    """How a vote on paper comes: in the hall, by who stands for this line, in the box that travels."""
    if not entry.here:
        return Channel.PROXY
    return Channel.BOX if entry.how == How.BOX else Channel.TABLE


_BALLOT = "SELECT * FROM councils_ballot WHERE id = %s"
_LINE = "SELECT * FROM councils_entry WHERE id = %s"


def _for_voting(ballot_id: int, entry_id: int, name: str) -> tuple[Ballot, Entry]:
    """Whoever votes holds the ballot together with all others who vote, so that nobody stops it or hands
    out paper meanwhile; his own line he holds alone, so that two presses come one after the other. (SQLite
    writes one after the other anyway.)"""
    locks = connection.vendor == "postgresql"
    ballots = Ballot.objects.raw(f"{_BALLOT} FOR SHARE" if locks else _BALLOT, [ballot_id])
    ballot = next(iter(ballots), None)
    lines = Entry.objects.raw(f"{_LINE} FOR UPDATE" if locks else _LINE, [entry_id])
    entry = next(iter(lines), None)
    if ballot is None or entry is None or entry.meeting_id != ballot.meeting_id:
        raise Denied(name)
    return ballot, entry


def _can_cast(ballot: Ballot, entry: Entry, chosen: Sequence[int]) -> dict[int, int]:
    """The ids of the choices of this ballot by their numbers, if this line may mark these."""
    balloting.ballot_is(State(ballot.state), State.OPEN)
    present = entry.here or queries.stood_for(entry)
    choices = dict(ballot.choices.values_list("n", "id"))
    most = len(choices) if ballot.free else ballot.seats
    balloting.cast(present=present, out=bool(entry.out), voted=False, chosen=chosen, seats=most)
    if not set(chosen) <= choices.keys():
        raise Refused("choices", _("没有这个选项，请刷新再选。"), field="choice")
    return choices
