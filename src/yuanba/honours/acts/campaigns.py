"""评选: called with its criteria; households and people are named, and say themselves whether they agree."""

from datetime import date, datetime

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.honours.acts import common
from yuanba.honours.models import Campaign, Nominee
from yuanba.honours.rules import campaigns as rules
from yuanba.honours.rules.campaigns import CampaignState, NomineeState, Shown
from yuanba.people.models import Household, Membership, Person


@act
def call(
    *,
    actor: Actor,
    place_id: int,
    name: str,
    whom: rules.Whom,
    criteria: str,
    source: str,
    seats: int,
    nominators: rules.Nominators,
    until: date,
    judge: rules.Judge,
    now: datetime,
) -> Campaign:
    """发起评选: what is honoured, by which criteria, who may nominate until when, who judges."""
    place = common.the_village(actor, place_id, "honours.call")
    said = rules.call(
        name=name, criteria=criteria, source=source, seats=seats, until=until,
        today=clock.day_of(now),
    )  # fmt: skip
    made = Campaign.objects.create(
        place=place,
        name=said.name,
        whom=whom,
        criteria=said.criteria,
        source=said.source,
        seats=seats,
        nominators=nominators,
        until=until,
        judge=judge,
        called_at=now,
        called_by=common.person(actor, "honours.call"),
    )
    facts = {"name": said.name, "seats": seats, "until": until.isoformat(), "judge": judge}
    records.write("honours.call", made, actor=actor, at=now, **facts)
    return made


@act
def nominate(
    *,
    actor: Actor,
    campaign_id: int,
    household_id: int,
    why: str,
    now: datetime,
    person_id: int | None = None,
) -> Nominee:
    """提名: a household of this village, or one person of it. They are asked before anything is judged."""
    campaign = common.the_campaign(actor, campaign_id, "honours.nominate")
    me = common.person(actor, "honours.nominate")
    home = Household.objects.select_related("place").filter(pk=household_id, until=None).first()
    if home is None or home.place.village_id != campaign.place_id:
        raise Refused("no_home", _("没有找到本村的这一户。"), field="address")
    works = bool(common.WORKS_HERE & me.roles_in(home.place.reach))
    if not works and not common.lives_in(me.pk, campaign.place_id):
        raise Refused("not_of_village", _("由本村的人提名。"))
    rules.nominate(
        state=CampaignState(campaign.state),
        until=campaign.until,
        today=clock.day_of(now),
        who=rules.Nominators(campaign.nominators),
        own=me.pk in common.family_of(home.pk),
        works=works,
    )
    named = _the_one(campaign, home, person_id)
    before = campaign.nominees.filter(household=home, person=named)
    if before.exists():
        raise Refused("named", _("已经有人提名了，不用再提。"), field="address")
    ask = _("请写为什么提名，做了什么。")
    made = Nominee.objects.create(
        campaign=campaign,
        place_id=campaign.place_id,
        household=home,
        person=named,
        why=words_in.clean(why, most=300, least=4, field="why", ask=ask),
        named_at=now,
        named_by=me,
    )
    records.write("honours.nominate", made, actor=actor, at=now, campaign=str(campaign.pk))
    return made


def _the_one(campaign: Campaign, home: Household, person_id: int | None) -> Person | None:
    """Of a campaign about people: the one meant, who lives there."""
    if campaign.whom == rules.Whom.HOUSEHOLD:
        return None
    lives = Membership.objects.filter(household=home, person=person_id, until=None)
    found = lives.select_related("person").first()
    if found is None:
        raise Refused("no_person", _("请写这一户里这个人的全名。"), field="name")
    return found.person


@act
def consent(
    *, actor: Actor, nominee_id: int, shown: Shown | None, now: datetime, on_paper: bool = False
) -> Nominee:
    """本人同意: takes part, and how the name stands in public; None does not take part. Said by whose
    honour it is, on any day anew; who works there enters it from a signed paper."""
    nominee = common.the_nominee(actor, nominee_id, "honours.consent")
    me = common.person(actor, "honours.consent")
    mine = Role.REPORTER in me.roles_in(nominee.reach)
    if not mine and not on_paper:
        raise Refused(
            "paper_first", _("要本人签了字才能替他记，签的纸留在村里。"), field="on_paper"
        )
    state = NomineeState(nominee.state)
    before = state in {NomineeState.NAMED, NomineeState.AGREED, NomineeState.DECLINED}
    if before:
        rules.expect(CampaignState(nominee.campaign.state), CampaignState.OPEN)
        nominee.state = NomineeState.AGREED if shown else NomineeState.DECLINED
    elif state not in rules.SHOWABLE:
        raise Refused("wrong_state", _("这一条现在不能这样办，请刷新后再看。"))
    nominee.shown = shown or (nominee.shown if before else Shown.NOBODY)
    nominee.said_at, nominee.said_by, nominee.on_paper = now, me, not mine
    if nominee.person_id is None:
        head = nominee.household.members.filter(until=None).order_by("-head", "id").first()
        nominee.stands_as_id = head.person_id if head else None
    nominee.save(update_fields=["state", "shown", "said_at", "said_by", "on_paper", "stands_as"])
    facts = {"shown": shown or "", "on_paper": nominee.on_paper, "agreed": shown is not None}
    records.write("honours.consent", nominee, actor=actor, at=now, **facts)
    return nominee


@act
def drop(*, actor: Actor, campaign_id: int, reason: str, now: datetime) -> Campaign:
    """不评了: given up before anybody is honoured, with the reason that people read."""
    campaign = common.the_campaign(actor, campaign_id, "honours.drop")
    rules.expect(CampaignState(campaign.state), CampaignState.OPEN, CampaignState.POSTED)
    ask = _("请写为什么不评了，大家看得到。")
    campaign.reason = words_in.clean(reason, most=300, least=4, field="reason", ask=ask)
    campaign.state = CampaignState.DROPPED
    campaign.save(update_fields=["state", "reason"])
    campaign.nominees.filter(state=NomineeState.CHOSEN).update(state=NomineeState.LEFT)
    records.write("honours.drop", campaign, actor=actor, at=now, reason=campaign.reason)
    return campaign
