"""The roll of a meeting: who is entitled, who came and left, who stands for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.base import clock, permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.acts.common import entry_of, meeting_of
from yuanba.councils.acts.procedures import next_number
from yuanba.councils.models import Entry, Meeting
from yuanba.councils.rules import holding, saying
from yuanba.councils.rules.kinds import How, Listed, MeetingState
from yuanba.people.models import Person

State = MeetingState
MOST_LINES = 6000


@dataclass(frozen=True)
class Line:
    """One line of a roll that is written in by hand or comes from a table."""

    name: str
    where: str = ""
    adults: int = 1
    area: int = 0  # 0.01 m²
    affected: bool = False
    shares: int = 0


@act
def enter(*, actor: Person, meeting_id: int, lines: Sequence[Line], now: datetime) -> Meeting:
    """写进名册: lines that the registers do not know: delegates, owners with their area, voters."""
    meeting = meeting_of(actor, meeting_id, "councils.enter")
    holding.meeting_is(State(meeting.state), State.CALLED, State.OPEN)
    holding.roll_open(meeting.frozen_at is not None)
    if queries.posted(meeting, Listed.ROLL) is not None:
        raise Refused("posted", _("名册已经公布，要改，请记成异议再处理。"))
    if not 1 <= len(lines) <= MOST_LINES:
        raise Refused("lines", _("请写一行到六千行。"), field="lines")
    known = set(meeting.roll.values_list("name", "where"))
    seen: set[tuple[str, str]] = set()
    for line in lines:
        one = (line.name[:40], line.where[:120])
        if one in known or one in seen:
            raise Refused(
                "twice",
                _("“%(name)s %(where)s”在名册上有两次，请去掉一次。")
                % {"name": line.name, "where": line.where},
                field="lines",
            )
        seen.add(one)
    first = next_number(meeting.roll)
    Entry.objects.bulk_create(
        (
            Entry(
                meeting=meeting,
                n=n,
                name=saying.say(line.name, field="lines")[:40],
                where=line.where[:120],
                adults=line.adults,
                area=line.area,
                shares=line.shares,
                affected=line.affected,
            )
            for n, line in enumerate(lines, first)
        ),
        batch_size=500,
    )
    records.write("councils.enter", meeting, actor=actor, at=now, lines=len(lines))
    return meeting


@act
def correct(
    *, actor: Person, entry_id: int, adults: int, area: int, affected: bool, now: datetime,
    shares: int = 0, why: str = "",
) -> Entry:  # fmt: skip
    """改名册: how many adults, how much area, how many shares, whether they are affected, with `why` where that
    is another than before; before any vote."""
    entry = entry_of(actor, entry_id, "councils.correct")
    holding.meeting_is(State(entry.meeting.state), State.CALLED, State.OPEN)
    holding.roll_open(entry.meeting.frozen_at is not None)
    if adults < entry.persons or adults < 0 or min(area, shares) < 0:
        raise Refused("numbers", _("成年人不能少于已经到的，面积不能是负的。"), field="adults")
    if affected is not entry.affected:
        entry.affected, entry.affected_why = affected, saying.say(why, field="why")[:120]
    entry.adults, entry.area, entry.shares = adults, area, shares
    entry.save(update_fields=["adults", "area", "affected", "affected_why", "shares"])
    facts: dict[str, object] = {"n": entry.n, "adults": adults, "area": area}
    facts |= {"affected": affected} | ({"shares": shares} if shares else {})
    facts |= {"why": entry.affected_why} if entry.affected_why else {}
    records.write("councils.correct", entry, actor=actor, at=now, **facts)
    return entry


@act
def leave_out(*, actor: Person, entry_id: int, reason: str, now: datetime) -> Entry:
    """不计入应到: away, not to be reached, not able to return, with what was tried (CQVC13 art. 7). With
    an empty reason the line counts again."""
    entry = entry_of(actor, entry_id, "councils.leave_out")
    meeting = entry.meeting
    holding.meeting_is(State(meeting.state), State.CALLED, State.OPEN)
    holding.roll_open(meeting.frozen_at is not None)
    holding.leave_out(allowed=meeting.rule.leave_out)
    if reason.strip() and entry.came_at is not None:
        raise Refused("came", _("这一户已经有人到了，不能不计入。"), field="reason")
    entry.out = saying.say(reason, field="reason", least=4)[:200] if reason.strip() else ""
    entry.save(update_fields=["out"])
    records.write("councils.leave_out", entry, actor=actor, at=now, n=entry.n, reason=entry.out)
    return entry


# ── coming and going ──


@act
def arrive(
    *,
    actor: Actor,
    entry_id: int,
    now: datetime,
    persons: int = 1,
    who: str = "",
    how: How = How.LIST,
    second: str = "",
) -> Entry:
    """签到: somebody of this line is here. Whoever came back comes in again."""
    entry = entry_of(actor, entry_id, "councils.arrive")
    holding.meeting_is(State(entry.meeting.state), State.OPEN)
    persons = holding.arrive(
        out=bool(entry.out), adults=max(1, entry.adults), persons=persons, how=how, second=second
    )
    return _came(entry, persons, who, how, second, "councils.arrive", actor, now)


@act
def sign_in(*, actor: Actor, entry_id: int, now: datetime) -> Entry:
    """扫码签到: whoever holds the slip or the card of this line comes in by himself; that he is in the hall
    the page has asked (the code on the wall). One person of the line: more are counted in at the table."""
    found = Entry.objects.select_for_update(of=("self",)).select_related("meeting")
    entry = found.filter(pk=entry_id).first()
    if entry is None:
        raise Denied("councils.sign_in")
    permits.require(actor, "councils.sign_in", reach=queries.reach_of(entry))
    holding.meeting_is(State(entry.meeting.state), State.OPEN)
    if entry.here:
        raise Refused("here", _("已经签到了。"))
    persons = holding.arrive(
        out=bool(entry.out), adults=max(1, entry.adults), persons=1, how=How.CODE, second=""
    )
    who = actor.name if isinstance(actor, Person) else ""
    return _came(entry, persons, who, How.CODE, "", "councils.sign_in", actor, now)


def _came(
    entry: Entry, persons: int, who: str, how: How, second: str, act_name: str, actor: Actor,
    now: datetime,
) -> Entry:  # fmt: skip
    entry.persons = min(persons, entry.adults)
    entry.who, entry.how = " ".join(who.split())[:40], how
    entry.second = " ".join(second.split())[:40] if how in {How.TWO, How.BOX} else ""
    entry.came_at, entry.left_at = entry.came_at or now, None
    entry.holder = entry.written_on = None  # who comes himself needs nobody to stand for him
    entry.save(
        update_fields=[
            "persons", "who", "how", "second", "came_at", "left_at", "holder", "written_on",
        ]
    )  # fmt: skip
    facts = {"n": entry.n, "how": how, "persons": entry.persons}
    records.write(act_name, entry, actor=actor, at=now, **facts)
    return entry


@act
def leave(*, actor: Actor, entry_id: int, now: datetime) -> Entry:
    """离场: counted no longer, unless a vote was given before."""
    entry = entry_of(actor, entry_id, "councils.leave")
    holding.meeting_is(State(entry.meeting.state), State.OPEN)
    if not entry.here:
        raise Refused("not_here", _("还没有签到，或者已经走了。"))
    entry.left_at = now
    entry.save(update_fields=["left_at"])
    records.write("councils.leave", entry, actor=actor, at=now, n=entry.n)
    return entry


@act
def entrust(
    *, actor: Actor, entry_id: int, holder: int, written_on: date, now: datetime, kin: str = ""
) -> Entry:
    """委托: in writing; `holder` is the number on the roll of who stands for this line. It counts only
    while the holder is there."""
    entry = entry_of(actor, entry_id, "councils.entrust")
    meeting = entry.meeting
    holding.meeting_is(State(meeting.state), State.CALLED, State.OPEN)
    there = meeting.roll.filter(n=holder, out="").first()
    if there is None:
        raise Refused("no_holder", _("名册上没有这一号，请核对。"), field="holder")
    holding.proxy(
        most=meeting.rule.proxies,
        held=there.holds.count(),
        has_holder=entry.holder_id is not None,
        holds_others=entry.holds.exists(),
        holder_has_holder=there.holder_id is not None,
        same=there.pk == entry.pk,
        here=entry.here,
        written_on=written_on,
        today=clock.day_of(now),
    )
    if meeting.rule.paper_only:  # an election: to a close relative (VCL18 15)
        entry.kin = saying.say(kin, field="kin")[:20]
    entry.holder, entry.written_on = there, written_on
    entry.save(update_fields=["holder", "written_on", "kin"])
    facts = {"n": entry.n, "holder": holder, "written_on": written_on.isoformat()}
    records.write("councils.entrust", entry, actor=actor, at=now, **facts)
    return entry


@act
def take_back(*, actor: Actor, entry_id: int, now: datetime) -> Entry:
    """收回委托: before the vote is given; a vote already given stays."""
    entry = entry_of(actor, entry_id, "councils.take_back")
    holding.meeting_is(State(entry.meeting.state), State.CALLED, State.OPEN)
    if entry.holder_id is None:
        raise Refused("no_proxy", _("这一行没有委托。"))
    entry.holder, entry.written_on, entry.kin = None, None, ""
    entry.save(update_fields=["holder", "written_on", "kin"])
    records.write("councils.take_back", entry, actor=actor, at=now, n=entry.n)
    return entry
