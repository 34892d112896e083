"""我有不同意见: said by the household at any line, by neighbours while it is on the list; the panel
answers in words, and what was wrong is put right by a new step, never by wiping out."""

from collections.abc import Mapping
from datetime import datetime

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor, Role
from yuanba.base.text import _
from yuanba.councils import acts as councils
from yuanba.people.door import Guest
from yuanba.people.models import Household
from yuanba.points.acts.common import home_of, person, the_claim
from yuanba.points.acts.ledger import take_back
from yuanba.points.acts.panel import list_it, sit
from yuanba.points.models import Claim, Objection
from yuanba.points.queries import council
from yuanba.points.rules import claims
from yuanba.points.rules.claims import State

WORKS_HERE = {Role.GRID, Role.GRIDLEAD, Role.WORKER}


@act
def object_to(
    *, actor: Actor, claim_id: int, words: str, now: datetime, for_home: bool = False
) -> Objection:
    """提不同意见: it stops the booking until the panel has answered. Whoever works there enters it for
    somebody who came to him: for the household (`for_home`), or for a neighbour, who is not named."""
    claim, home, _role = the_claim(actor, claim_id, "points.object_to")
    me = person(actor, "points.object_to")
    own = me.pk in home.family
    neighbour = not own and _of_this_village(me.pk, claim)
    works = WORKS_HERE & me.roles_in(home.row.place.reach)
    entered = not own and not neighbour and bool(works)
    own = own or (entered and for_home)
    if claim.takes and not own:
        raise Denied("points.object_to")  # what is taken away is between the village and the home
    if not own and not entered and not neighbour:
        raise Refused("not_of_village", _("公示的积分由本村的人提异议。"))
    claims.may_object(
        state=State(claim.state),
        own=own,
        object_until=claim.object_until,
        today=clock.day_of(now),
    )
    if claim.objections.filter(answered_at=None).exists():
        raise Refused("objected", _("已经有人提了不同意见，正在等评议组答复。"))
    ask = _("请写哪里不对。")
    said = words_in.clean(words, most=500, field="words", ask=ask)
    if claim.takes:
        ask_again(claim, said, now)
    made = Objection.objects.create(
        claim=claim, person=me, own=own, entered=entered, words=said, at=now
    )
    facts = {"claim": str(claim.pk), "own": own, "entered": entered}
    records.write("points.object_to", made, actor=actor, at=now, **facts)
    return made


def _of_this_village(person_id: int, claim: Claim) -> bool:
    """Whether somebody lives in the village of this claim."""
    home = home_of(person_id)
    lives = home and Household.objects.filter(pk=home, place__village_id=claim.place_id).exists()
    return bool(lives)


def ask_again(claim: Claim, words: str, now: datetime) -> None:
    """The household does not agree: the whole council is asked to appraise again, once. Raises Refused where
    it has done so already."""
    ruling = council.ruling(claim)
    if ruling is None:
        return
    question = ruling.procedure
    if council.reviewed(question):
        say = _("道德评议会全体已经再评过一次。还有不同意见，请向镇街说。")
        raise Refused("reviewed", say)
    whole = Guest(holds=question.pk)
    councils.ask_review(actor=whole, procedure_id=question.pk, reason=words[:300], now=now)


@act
def answer_objection(
    *,
    actor: Actor,
    objection_id: int,
    upheld: bool,
    answer: str,
    votes: Mapping[int, bool],
    now: datetime,
) -> Claim:
    """答复不同意见: by the panel, with whoever objected stepping aside as well. If it is right: what was
    listed is dropped, what was booked is reversed, what was refused goes on the list."""
    found = Objection.objects.filter(pk=objection_id).values_list("claim_id", flat=True).first()
    claim, home, _role = the_claim(actor, found or 0, "points.answer_objection")
    objection = Objection.objects.get(pk=objection_id)
    if actor.pk in home.family | {objection.person_id}:
        raise Refused("own_home", _("这件事和您自己有关，答复请别人来记。"))
    if objection.answered_at is not None:
        raise Refused("answered", _("这条意见已经答复了。"))
    if claim.takes and council.ruling(claim) is not None:
        raise Refused("by_council", _("扣分的不同意见由道德评议会全体再评，评议组不能定。"))
    said = words_in.clean(answer, most=500, field="answer", ask=_("请写答复，对方会看到。"))
    decision = sit(claim, home, votes, objection.person_id)
    if decision.passed != upheld:
        say = _("评议组 %(yes)s 票认为意见有理、%(no)s 票认为没理，和填的结果不一样。")
        told = {"yes": decision.yes, "no": decision.no}
        raise Refused("votes_differ", say % told, field="upheld")
    me = person(actor, "points.answer_objection")
    objection.upheld, objection.answer = upheld, said
    objection.answered_at, objection.answered_by = now, me
    objection.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    if upheld:
        put_right(claim, actor, said, now)
    claim.decided_at, claim.decided_by = now, me
    claim.save()
    facts = {"objection": str(objection.pk), "upheld": upheld, "answer": said}
    records.write("points.answer_objection", claim, actor=actor, at=now, **facts)
    return claim


def put_right(claim: Claim, actor: Actor, why: str, now: datetime) -> None:
    if claim.state == State.BOOKED:
        others = (claim.decided_by, claim.checked_by, claim.told_by)
        second = next((one for one in others if one is not None and one.pk != actor.pk), None)
        take_back(claim, actor=actor, second=second, why=why[:200], now=now)
    claim.state = claims.AFTER[State(claim.state)]
    list_it(claim, now)
