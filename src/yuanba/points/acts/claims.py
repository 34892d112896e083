"""申报、核实: a deed is told with its proof; the named checker says whether it is true."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Sum

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.people.models import Person
from yuanba.places import queries as places
from yuanba.points.acts.common import Home, home_of, kin_of, person, the_claim, the_home
from yuanba.points.acts.pictures import Seen, hang
from yuanba.points.models import Claim, Line, Unnamed
from yuanba.points.queries.books import standing_line
from yuanba.points.rules import book, claims
from yuanba.points.rules.claims import State


@act
def tell(
    *,
    actor: Actor,
    household_id: int,
    item: str,
    on: date,
    now: datetime,
    note: str = "",
    pictures: Sequence[Seen] = (),
) -> Claim:
    """报一条: by somebody of the household, or entered for it by who works here."""
    home, role = the_home(actor, household_id, "points.tell")
    line = the_line(home.village, item, on)
    told = claims.tell(
        on=on, today=clock.day_of(now), note=note, pictures=len(pictures), takes=line.points < 0
    )
    me = person(actor, "points.tell")
    claim = new_claim(me, home, line, on=on, now=now, note=told.note, state=State.TOLD)
    claim.check_by = told.check_by
    claim.person = claim.told_by if role is Role.REPORTER else None
    claim.save(force_insert=True)
    hang(claim, pictures, now=now)
    note_record("points.tell", claim, actor, now, photos=len(pictures))
    return claim


@act
def propose_taking(
    *, actor: Actor, household_id: int, item: str, on: date, note: str, now: datetime
) -> Claim:
    """提出扣分: nothing is taken yet; the household is told why, and has five working days to answer."""
    home, _role = the_home(actor, household_id, "points.propose_taking")
    line = the_line(home.village, item, on)
    if line.points > 0:
        raise Refused("gives", _("这一条是加分的。"), field="item")
    if on > clock.day_of(now):
        raise Refused("day_ahead", _("这一天还没到。"), field="on")
    me = person(actor, "points.propose_taking")
    if me.pk in home.family:
        raise Refused("own_home", _("自己家的，请别人提出。"))
    ask = _("写明什么事、哪两天提醒过、有什么照片。")
    said = words_in.clean(note, most=300, least=10, field="note", ask=ask)
    claim = new_claim(me, home, line, on=on, now=now, note=said, state=State.NOTICED)
    claim.reply_until = places.calendar().after(clock.day_of(now), claims.REPLY_WORKDAYS)
    claim.save(force_insert=True)
    note_record(
        "points.propose_taking", claim, actor, now, reply_until=claim.reply_until.isoformat()
    )
    return claim


def the_line(village: int, code: str, on: date) -> Line:
    line = standing_line(village, code, on)
    if line is None:
        raise Refused("no_line", _("那一天的细则里没有这一条，请从列表里选。"), field="item")
    return line


def new_claim(
    teller: Person, home: Home, line: Line, *, on: date, now: datetime, note: str, state: State
) -> Claim:
    """A new claim within the cap of its period. The household is locked: two at once cannot both
    take the last points of a cap."""
    said = line.said
    first, after = book.period_of(said.period, on)
    mine = Claim.objects.filter(household=home.row, code=line.code, state__in=claims.ALIVE)
    here = mine.filter(period_on=first, on__lt=after)
    so_far = here.aggregate(n=Sum("points"))["n"] or 0
    book.within_cap(said, so_far)
    return Claim(
        place_id=home.village,
        household=home.row,
        line=line,
        code=line.code,
        points=line.points,
        on=on,
        period_on=first,
        note=note,
        state=state,
        told_at=now,
        told_by=teller,
    )


@act
def withdraw(*, actor: Actor, claim_id: int, now: datetime) -> Claim:
    """撤回: by who told it or lives there, until the panel has sat."""
    claim, home, _role = the_claim(actor, claim_id, "points.withdraw")
    if actor.pk not in home.family | {claim.told_by_id}:
        raise Refused("not_yours_to_withdraw", _("谁报的谁撤回，或者由这户的人撤回。"))
    if claim.takes and actor.pk in home.family:
        raise Refused("not_yours_to_withdraw", _("这是扣分的告知，不能撤回，可以写您的意见。"))
    claims.expect(State(claim.state), State.TOLD, State.CHECKED, State.NOTICED)
    claim.state = State.WITHDRAWN
    claim.save(update_fields=["state"])
    note_record("points.withdraw", claim, actor, now)
    return claim


@act
def check(*, actor: Actor, claim_id: int, true: bool, now: datetime, words: str = "") -> Claim:
    """核实: true or not, by the checker whom the rule book names, who is of another household."""
    claim, home, role = the_claim(actor, claim_id, "points.check")
    me = person(actor, "points.check")
    claim.state, claim.words = claims.check(
        state=State(claim.state),
        checker=claim.line.said.checker,
        role=_as_checker(me, claim, home, role),
        true=true,
        words=words,
        entered_it=claim.told_by_id == me.pk,
        own=me.pk in home.family,
        kin=me.pk in kin_of(home.family),
    )
    claim.checked_by, claim.checked_at, claim.checked_home = me, now, home_of(me.pk)
    claim.save(update_fields=["state", "words", "checked_by", "checked_at", "checked_home"])
    note_record("points.check", claim, actor, now, true=true, words=claim.words)
    return claim


def _as_checker(me: Actor, claim: Claim, home: Home, role: Role) -> Role:
    """Of the roles somebody holds there, the one that the line names."""
    named = claims.CHECKS[claim.line.said.checker] & me.roles_in(home.row.place.reach)
    return min(named, default=role, key=list(Role).index)


@act
def choose_name(*, actor: Actor, household_id: int, named: bool, now: datetime) -> Unnamed:
    """公示时写不写姓: said by the household, or for it; asked the same twice, nothing changes twice."""
    home, _role = the_home(actor, household_id, "points.choose_name")
    me = person(actor, "points.choose_name")
    row = Unnamed.objects.filter(household=home.row, until=None).first()
    if named and row is None:
        raise Refused("named", _("您家现在公示时写姓，不写全名。"))
    if row is None:
        row = Unnamed.objects.create(household=home.row, since=now, by=me)
    elif named:
        row.until = now
        row.save(update_fields=["until"])
    records.write("points.choose_name", row, actor=actor, at=now, named=named)
    return row


@act
def reply(*, actor: Actor, claim_id: int, words: str, now: datetime) -> Claim:
    """答复扣分告知: the household's own words, read out before the panel votes."""
    claim, _home, _role = the_claim(actor, claim_id, "points.reply")
    claims.expect(State(claim.state), State.NOTICED)
    claim.reply = words_in.clean(words, most=500, field="words", ask=_("请写您家怎么看这件事。"))
    claim.replied_at = now
    claim.save(update_fields=["reply", "replied_at"])
    note_record("points.reply", claim, actor, now)
    return claim


def note_record(name: str, claim: Claim, actor: Actor, now: datetime, **facts: object) -> None:
    said = {"code": claim.code, "points": claim.points, "on": claim.on.isoformat()}
    records.write(name, claim, actor=actor, at=now, **said, **facts)
