"""评、公示、异议、表彰: judged by the panel or a council's ballot, listed, objected to, then presented."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries as councils
from yuanba.councils.models import Procedure
from yuanba.councils.queries import certificate
from yuanba.honours.acts import common
from yuanba.honours.models import Campaign, HonourObjection, HonourVote, Nominee
from yuanba.honours.queries.campaigns import label
from yuanba.honours.rules import campaigns as rules
from yuanba.honours.rules.campaigns import CampaignState, Judge, NomineeState
from yuanba.people.models import Person
from yuanba.places import queries as places
from yuanba.points.rules import claims
from yuanba.points.rules.claims import Decision


@act
def judge(
    *, actor: Actor, nominee_id: int, votes: Mapping[int, bool], now: datetime
) -> Nominee:  # fmt: skip
    """评议: what each member of the panel said about one nominee. Until the list is posted it may sit again,
    where votes are tied."""
    nominee = common.the_nominee(actor, nominee_id, "honours.judge")
    campaign = nominee.campaign
    if campaign.judge != Judge.PANEL:
        raise Refused("by_council", _("这次由议事会投票定，不由评议组评。"))
    rules.judging(
        state=CampaignState(campaign.state), until=campaign.until, today=clock.day_of(now)
    )
    if nominee.state != NomineeState.AGREED:
        raise Refused("not_agreed", _("本人还没有同意参评，不能评。"))
    decision = _sit(common.person(actor, "honours.judge"), nominee, votes)
    nominee.yes, nominee.passed = decision.yes, decision.passed
    nominee.save(update_fields=["yes", "passed", "round"])
    facts = {"yes": decision.yes, "no": decision.no, "passed": decision.passed}
    records.write("honours.judge", nominee, actor=actor, at=now, round=nominee.round, **facts)
    return nominee


def _sit(
    me: Person, nominee: Nominee, votes: Mapping[int, bool], objector: int | None = None
) -> Decision:
    """One sitting, kept member by member."""
    home = nominee.household
    family = common.family_of(home.pk)
    common.not_concerned(me, *family, *([objector] if objector else []))
    asides = common.asides_of(nominee.place_id, home, teller=nominee.named_by_id, objector=objector)
    decision = common.counted(asides, votes)
    nominee.round += 1
    HonourVote.objects.bulk_create(
        HonourVote(
            nominee=nominee, round=nominee.round, member_id=member, yes=votes.get(member),
            aside=why or "",
        )
        for member, why in asides.items()
    )  # fmt: skip
    return decision


@act
def post_chosen(
    *, actor: Actor, campaign_id: int, now: datetime, procedure_id: int | None = None
) -> Campaign:
    """公示: whom the panel's votes, or the council's ballot, came to; five days, then three working days for
    objections. The program counts; nobody picks."""
    campaign = common.the_campaign(actor, campaign_id, "honours.post_chosen")
    today = clock.day_of(now)
    rules.judging(state=CampaignState(campaign.state), until=campaign.until, today=today)
    agreed = list(
        campaign.nominees.filter(state=NomineeState.AGREED).select_related("household", "person")
    )
    if not agreed:
        raise Refused("nobody", _("还没有同意参评的。没有人参评，就写明理由不评了。"))
    if campaign.judge == Judge.PANEL:
        found = _by_panel(campaign, agreed)
    else:
        campaign.procedure = _question(campaign, procedure_id)
        found = _by_council(campaign.procedure, agreed)
    if not found:
        raise Refused("nobody_passed", _("没有一家过半数。可以再评一次，或者写明理由不评了。"))
    dates = claims.listed(today, places.calendar())
    campaign.state = CampaignState.POSTED
    campaign.listed_until, campaign.object_until = dates.until, dates.object_until
    campaign.save(update_fields=["state", "listed_until", "object_until", "procedure"])
    campaign.nominees.filter(pk__in=found).update(state=NomineeState.CHOSEN)
    left = {NomineeState.AGREED, NomineeState.NAMED}
    agreed_left = campaign.nominees.filter(state=NomineeState.AGREED)
    agreed_left.update(state=NomineeState.LEFT)
    campaign.nominees.filter(state__in=left).update(state=NomineeState.DECLINED)
    facts = {"chosen": len(found), "of": len(agreed), "procedure": str(procedure_id or "")}
    records.write("honours.post_chosen", campaign, actor=actor, at=now, **facts)
    for one in agreed:
        if one.pk in found:
            records.write("honours.post_chosen", one, actor=actor, at=now)
    return campaign


def _by_panel(campaign: Campaign, agreed: list[Nominee]) -> frozenset[int]:
    if any(one.passed is None for one in agreed):
        n = sum(one.passed is None for one in agreed)
        raise Refused("not_judged", _("还有 %(n)s 家没有评，评完再公示。") % {"n": n})
    passed = frozenset(one.pk for one in agreed if one.passed)
    return rules.chosen({one.pk: one.yes or 0 for one in agreed}, passed, campaign.seats)


def _question(campaign: Campaign, procedure_id: int | None) -> Procedure:
    found = Procedure.objects.filter(pk=procedure_id or 0, place=campaign.place).first()
    if found is None or found.closed or not councils.stands(found):
        raise Refused("no_question", _("选本村投过票、定下来的那个议题。"), field="procedure")
    return found


def _by_council(question: Procedure, agreed: list[Nominee]) -> frozenset[int]:
    carried = [
        bowl.text
        for vote in certificate.results(question)
        if vote.passed
        for bowl in vote.shown.bowls
        if bowl.carried
    ]
    found = rules.named_by(carried, {one.pk: label(one) for one in agreed})
    if not found:
        say = _("这个议题的票里没有选出参评的人：票上要写参评的人（户主）的全名。")
        raise Refused("none_on_ballot", say, field="procedure")
    return found


@act
def object_to_award(*, actor: Actor, nominee_id: int, words: str, now: datetime) -> HonourObjection:
    """提异议: by anybody of the village while it is listed; entered at the desk for who has no telephone.
    It stops the honour until the panel has answered."""
    nominee = Nominee.objects.select_related("campaign__place").filter(pk=nominee_id).first()
    campaign = common.the_campaign(
        actor, nominee.campaign_id if nominee else 0, "honours.object_to_award"
    )
    nominee = (
        campaign.nominees.select_for_update(of=("self",))
        .select_related("household__place")
        .get(pk=nominee_id)
    )
    me = common.person(actor, "honours.object_to_award")
    lives = common.lives_in(me.pk, campaign.place_id)
    entered = not lives and bool(common.WORKS_HERE & me.roles_in(nominee.household.place.reach))
    if not lives and not entered:
        raise Refused("not_of_village", _("公示的评选由本村的人提异议。"))
    rules.may_object(
        state=NomineeState(nominee.state),
        object_until=campaign.object_until,
        today=clock.day_of(now),
    )
    if nominee.objections.filter(answered_at=None).exists():
        raise Refused("objected", _("已经有人提了异议，正在等评议组答复。"))
    ask = _("请写哪里不对。")
    said = words_in.clean(words, most=500, field="words", ask=ask)
    made = HonourObjection.objects.create(
        nominee=nominee, person=me, entered=entered, words=said, at=now
    )
    facts = {"nominee": str(nominee.pk), "entered": entered}
    records.write("honours.object_to_award", made, actor=actor, at=now, **facts)
    return made


@act
def answer_award_objection(
    *,
    actor: Actor,
    objection_id: int,
    upheld: bool,
    answer: str,
    votes: Mapping[int, bool],
    now: datetime,
) -> Nominee:
    """答复异议: by the panel, whoever objected steps aside as well. If it is right there is no honour."""
    found = HonourObjection.objects.filter(pk=objection_id).values_list("nominee_id", flat=True)
    nominee = common.the_nominee(actor, found.first() or 0, "honours.answer_award_objection")
    objection = HonourObjection.objects.get(pk=objection_id)
    if objection.answered_at is not None:
        raise Refused("answered", _("这条异议已经答复了。"))
    said = words_in.clean(answer, most=500, field="answer", ask=_("请写答复，对方会看到。"))
    me = common.person(actor, "honours.answer_award_objection")
    decision = _sit(me, nominee, votes, objection.person_id)
    if decision.passed != upheld:
        say = _("评议组 %(yes)s 票认为意见有理、%(no)s 票认为没理，和填的结果不一样。")
        raise Refused(
            "votes_differ", say % {"yes": decision.yes, "no": decision.no}, field="upheld"
        )
    objection.upheld, objection.answer = upheld, said
    objection.answered_at, objection.answered_by = now, me
    objection.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    if upheld:
        nominee.state, nominee.words = NomineeState.STRUCK, said[:300]
    nominee.save(update_fields=["state", "words", "round"])
    facts = {"objection": str(objection.pk), "upheld": upheld, "answer": said}
    records.write("honours.answer_award_objection", nominee, actor=actor, at=now, **facts)
    return nominee


@act
def present(*, actor: Actor, campaign_id: int, now: datetime) -> Campaign:
    """表彰: after the days of objection, with a number for each certificate."""
    campaign = common.the_campaign(actor, campaign_id, "honours.present")
    today = clock.day_of(now)
    open_one = HonourObjection.objects.filter(nominee__campaign=campaign, answered_at=None)
    rules.present(
        state=CampaignState(campaign.state),
        object_until=campaign.object_until,
        today=today,
        objected=open_one.exists(),
    )
    # The village is the lock for numbers of a year.
    common.the_village(actor, campaign.place_id, "honours.present")
    last = Nominee.objects.filter(place_id=campaign.place_id, year=today.year)
    number = last.aggregate(n=Max("number"))["n"] or 0
    honoured = list(campaign.nominees.filter(state=NomineeState.CHOSEN).order_by("pk"))
    for one in honoured:
        number += 1
        one.state, one.number, one.year = NomineeState.AWARDED, number, today.year
        one.save(update_fields=["state", "number", "year"])
    campaign.state, campaign.awarded_on = CampaignState.AWARDED, today
    campaign.save(update_fields=["state", "awarded_on"])
    records.write("honours.present", campaign, actor=actor, at=now, last=number)
    for one in honoured:
        records.write("honours.present", one, actor=actor, at=now, number=one.number)
    return campaign


@act
def revoke(
    *, actor: Actor, nominee_id: int, reason: str, votes: Mapping[int, bool], now: datetime
) -> Nominee:
    """收回荣誉: by the panel, with the reason; its number stays and is given to nobody else."""
    nominee = common.the_nominee(actor, nominee_id, "honours.revoke")
    if nominee.state != NomineeState.AWARDED:
        raise Refused("wrong_state", _("这一条现在不能这样办，请刷新后再看。"))
    ask = _("请写为什么收回，这户看得到。")
    said = words_in.clean(reason, most=300, least=4, field="reason", ask=ask)
    decision = _sit(common.person(actor, "honours.revoke"), nominee, votes)
    if not decision.passed:
        raise Refused("not_passed", _("评议组没有过半数同意收回。"), field=None)
    nominee.state, nominee.words = NomineeState.REVOKED, said
    nominee.save(update_fields=["state", "words", "round"])
    facts = {"yes": decision.yes, "no": decision.no, "reason": said}
    records.write("honours.revoke", nominee, actor=actor, at=now, **facts)
    return nominee
