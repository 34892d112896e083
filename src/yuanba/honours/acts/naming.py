"""点名单的一条: proposed by one and seconded by another, told to the person, answered, judged by the panel,
decided by the 道德评议会, looked at by the supervision committee, and hung for some days."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from yuanba.base import clock, permits, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.honours.acts import common
from yuanba.honours.models import Listing, NamingVote
from yuanba.honours.queries import naming as queries
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import State
from yuanba.people.models import Membership, Person
from yuanba.places import queries as places
from yuanba.points.acts.common import kin_of
from yuanba.points.queries import council
from yuanba.points.rules.claims import Decision


def the_listing(actor: Actor, listing_id: int, act: str) -> Listing:
    """A line, locked, if this actor may do this about it."""
    rows = Listing.objects.select_for_update(of=("self",))
    rows = rows.select_related("rule", "household__place", "person", "place", "procedure")
    found = rows.filter(pk=listing_id).first()
    if found is None:
        raise Denied(act)
    permits.require(actor, act, reach=found.reach)
    return found


def still_on(found: Listing, today: date) -> None:
    if not queries.is_on(found.rule, today):
        raise Refused("naming_off", _("这里没有启用点名单，不能点名。"))


def not_reviewed_anew(found: Listing) -> None:
    """The decision stands: nobody has asked that the whole council appraise again."""
    if not queries.decision_stands(found):
        raise Refused("review_open", _("本人要求全体再评，等再评的结果。"))


def record(name: str, found: Listing, actor: Actor, now: datetime, **facts: object) -> None:
    records.write(f"honours.{name}", found, actor=actor, at=now, ground=found.ground, **facts)


@act
def propose_naming(
    *,
    actor: Actor,
    place_id: int,
    person_id: int,
    ground: rules.Ground,
    on: date,
    deed: str,
    one: str,
    two: str,
    basis: rules.Basis,
    basis_text: str,
    minor: bool,
    aid: bool,
    ill: bool,
    now: datetime,
) -> Listing:
    """提出点名: nothing is told to anybody yet. The three answers about whom nobody names are asked, judged
    and forgotten."""
    place = common.the_village(actor, place_id, "honours.propose_naming")
    today = clock.day_of(now)
    rule = queries.rule_of(place.pk)
    if rule is None or not queries.is_on(rule, today):
        raise Refused(
            "naming_off", _("这里没有启用点名单：要村民会议表决、报镇街备案。平时讲事不点名。")
        )
    rules.shielded(minor=minor, aid=aid, ill=ill)
    told = rules.propose(
        ground=ground, allowed=rule.grounds, deed=deed, one=one, two=two, basis=basis,
        basis_text=basis_text, on=on, since=rule.since, today=today,
    )  # fmt: skip
    stay = Membership.objects.filter(
        person=person_id, until=None, household__place__village_id=place.pk
    ).first()
    if stay is None:
        raise Refused("no_person", _("只能是住在本村的人。"), field="person")
    me = common.person(actor, "honours.propose_naming")
    common.not_concerned(me, *common.family_of(stay.household_id))
    states = [str(s) for s in sorted(rules.OPEN)]
    if Listing.objects.filter(person=person_id, ground=ground, state__in=states).exists():
        raise Refused("twice", _("这个人这件事已经有一条在办，不能再提。"), field="person")
    made = Listing.objects.create(
        rule=rule, place=place, person_id=person_id, household_id=stay.household_id,
        ground=ground, on=on, deed=told.deed, one=told.one, two=told.two, basis=basis,
        basis_text=told.basis, proposed_at=now, proposed_by=me,
    )  # fmt: skip
    record("propose_naming", made, actor, now, basis=basis)
    return made


@act
def second_naming(*, actor: Actor, listing_id: int, now: datetime) -> Listing:
    """附议: by somebody of another home, who has seen the evidence too."""
    found = the_listing(actor, listing_id, "honours.second_naming")
    rules.expect(State(found.state), State.PROPOSED)
    me = common.person(actor, "honours.second_naming")
    mine, theirs = common.home_of(me.pk), common.home_of(found.proposed_by_id)
    rules.two_people(
        same=me.pk == found.proposed_by_id, same_home=mine is not None and mine == theirs
    )
    common.not_concerned(me, *common.family_of(found.household_id))
    found.state, found.seconded_by = State.SECONDED, me
    found.save(update_fields=["state", "seconded_by"])
    record("second_naming", found, actor, now)
    return found


@act
def notify_named(*, actor: Actor, listing_id: int, on: date, how: str, now: datetime) -> Listing:
    """告知本人: on paper or in person; from that day he has his days to answer."""
    found = the_listing(actor, listing_id, "honours.notify_named")
    today = clock.day_of(now)
    rules.expect(State(found.state), State.SECONDED)
    still_on(found, today)
    if not clock.day_of(found.proposed_at) <= on <= today:
        raise Refused("day_odd", _("写真正告知的那一天。"), field="on")
    ask = _("请写怎么告知的，谁在场。")
    found.notice_how = words_in.clean(how, most=120, least=4, field="how", ask=ask)
    found.noticed_on, found.state = on, State.NOTICED
    found.reply_until = rules.reply_until(on, places.calendar())
    found.save(update_fields=["noticed_on", "notice_how", "reply_until", "state"])
    record("notify_named", found, actor, now, until=found.reply_until.isoformat())
    return found


@act
def reply_to_naming(*, actor: Actor, listing_id: int, words: str, now: datetime) -> Listing:
    """本人答复: his own words, read out before anybody votes."""
    found = the_listing(actor, listing_id, "honours.reply_to_naming")
    rules.expect(State(found.state), State.NOTICED)
    ask = _("请写您怎么看这件事。")
    found.reply = words_in.clean(words, most=500, field="words", ask=ask)
    found.replied_at = now
    found.save(update_fields=["reply", "replied_at"])
    entered = actor.pk != found.person_id
    record("reply_to_naming", found, actor, now, entered=entered)
    return found


def sit(
    me: Person, found: Listing, votes: Mapping[int, bool], objector: int | None = None
) -> Decision:
    common.not_concerned(me, *common.family_of(found.household_id))
    asides = common.asides_of(
        found.place_id, found.household, teller=found.proposed_by_id, checker=found.seconded_by_id,
        objector=objector,
    )  # fmt: skip
    decision = common.counted(asides, votes)
    found.round += 1
    NamingVote.objects.bulk_create(
        NamingVote(
            listing=found, round=found.round, member_id=member, yes=votes.get(member),
            aside=why or "",
        )
        for member, why in asides.items()
    )  # fmt: skip
    return decision


@act
def judge_naming(
    *, actor: Actor, listing_id: int, votes: Mapping[int, bool], now: datetime, words: str = ""
) -> Listing:
    """评议组评: after the person has been heard. A no ends it."""
    found = the_listing(actor, listing_id, "honours.judge_naming")
    rules.expect(State(found.state), State.NOTICED)
    today = clock.day_of(now)
    still_on(found, today)
    rules.heard(until=found.reply_until or today, today=today, replied=bool(found.reply))
    me = common.person(actor, "honours.judge_naming")
    decision = sit(me, found, votes)
    found.words = words_in.clean(words, most=300, least=0, field="words")
    found.state = State.JUDGED if decision.passed else State.REFUSED
    found.judged_by = me
    found.save(update_fields=["state", "round", "words", "judged_by"])
    facts = {"yes": decision.yes, "no": decision.no, "passed": decision.passed}
    record("judge_naming", found, actor, now, **facts)
    return found


@act
def review_naming(*, actor: Actor, listing_id: int, procedure_id: int, now: datetime) -> Listing:
    """道德评议会定: its procedure, with the person heard, told, and free to ask for the whole council once
    more, has to stand; none of his home or kin sat in it."""
    found = the_listing(actor, listing_id, "honours.review_naming")
    rules.expect(State(found.state), State.JUDGED)
    question = next((p for p in queries.appraisals(found) if p.pk == procedure_id), None)
    if question is None:
        say = _("要选告知本人以后开始、已经定下来的道德评议，而且没有用在别人身上。")
        raise Refused("no_appraisal", say, field="procedure")
    family = common.family_of(found.household_id)
    if council.sat_there(question, family | kin_of(family)):
        say = _("这次评议到会的有他家里人、亲属，或者同名的人，要回避了重评。")
        raise Refused("must_step_aside", say, field="procedure")
    found.procedure, found.state = question, State.REVIEWED
    found.save(update_fields=["procedure", "state"])
    record("review_naming", found, actor, now, procedure=str(question.pk))
    return found


@act
def check_naming(
    *, actor: Actor, listing_id: int, right: bool, words: str, now: datetime
) -> Listing:
    """监督委员会看: whether every step before was taken; a no ends it."""
    found = the_listing(actor, listing_id, "honours.check_naming")
    rules.expect(State(found.state), State.REVIEWED)
    not_reviewed_anew(found)
    me = common.person(actor, "honours.check_naming")
    common.not_concerned(me, *common.family_of(found.household_id))
    said = words_in.clean(words, most=300, least=0, field="words")
    if not right and not said:
        raise Refused("reason_needed", _("不通过的写明为什么。"), field="words")
    found.words = said or found.words
    found.state, found.checked_by = (State.CHECKED if right else State.REFUSED), me
    found.save(update_fields=["words", "state", "checked_by"])
    record("check_naming", found, actor, now, right=right)
    return found


@act
def hang_naming(*, actor: Actor, listing_id: int, days: int, now: datetime) -> Listing:
    """公布: from today, for so many days; then it comes down by itself."""
    found = the_listing(actor, listing_id, "honours.hang_naming")
    rules.expect(State(found.state), State.CHECKED)
    not_reviewed_anew(found)
    today = clock.day_of(now)
    still_on(found, today)
    rules.hang(days=days, allowed=found.rule.days)
    found.state, found.hung_on, found.days = State.HUNG, today, days
    found.until = today + timedelta(days=days - 1)
    found.save(update_fields=["state", "hung_on", "days", "until"])
    record("hang_naming", found, actor, now, until=found.until.isoformat())
    return found


@act
def drop_naming(*, actor: Actor, listing_id: int, why: str, now: datetime) -> Listing:
    """不提了: given up before it hangs."""
    found = the_listing(actor, listing_id, "honours.drop_naming")
    rules.expect(State(found.state), *(rules.OPEN - {State.HUNG}))
    ask = _("请写为什么不提了。")
    found.words = words_in.clean(why, most=300, least=2, field="why", ask=ask)
    found.state = State.DROPPED
    found.save(update_fields=["words", "state"])
    record("drop_naming", found, actor, now)
    return found
