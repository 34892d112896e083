"""扣分由议事会定: the 道德评议会 decides about what is taken, hears the household first, and once more as a
whole when the household does not agree. Nobody here counts votes for it (domain.md 9.4)."""

from datetime import datetime

from yuanba.base import clock, records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries as decisions
from yuanba.councils.models import Procedure
from yuanba.points.acts.common import kin_of, person, the_claim
from yuanba.points.acts.objections import put_right
from yuanba.points.acts.panel import list_it
from yuanba.points.models import Claim, Objection, Ruling
from yuanba.points.queries import council
from yuanba.points.rules import claims
from yuanba.points.rules.claims import State


@act
def rule_on_taking(*, actor: Actor, claim_id: int, procedure_id: int, now: datetime) -> Claim:
    """议事会定了扣分: by a question of the 道德评议会 that began after the notice and stands; none of the
    household or its kin sat in it. Then the days for an objection begin."""
    claim, home, _role = the_claim(actor, claim_id, "points.rule_on_taking")
    claims.expect(State(claim.state), State.NOTICED)
    claims.heard(reply=claim.reply, until=claim.reply_until, today=clock.day_of(now))
    if actor.pk in home.family:
        raise Refused("own_home", _("这是您自己家的，请别人来记。"))
    question = next((p for p in council.rulings(claim) if p.pk == procedure_id), None)
    if question is None:
        say = _("选告知这户以后开始、已经定下来的道德评议，没有用在别的事上的。")
        raise Refused("no_ruling", say, field="procedure")
    if council.sat_there(question, home.family | kin_of(home.family)):
        say = _("这次评议到会的有这家人、亲属，或者同名的人，要回避了重评。")
        raise Refused("must_step_aside", say, field="procedure")
    me = person(actor, "points.rule_on_taking")
    Ruling.objects.create(claim=claim, procedure=question, at=now, by=me)
    claim.state, claim.round = State.POSTED, claim.round + 1
    claim.decided_at, claim.decided_by = now, me
    list_it(claim, now)
    claim.save()
    facts = {"procedure": str(question.pk), "code": claim.code, "points": claim.points}
    records.write("points.rule_on_taking", claim, actor=actor, at=now, **facts)
    return claim


@act
def answer_taking(*, actor: Actor, objection_id: int, answer: str, now: datetime) -> Claim:
    """答复对扣分的不同意见: as the whole council decided. Its decision stands: so does the taking; it fell or was
    dropped: what was taken comes back."""
    found = Objection.objects.filter(pk=objection_id).values_list("claim_id", flat=True).first()
    claim, home, _role = the_claim(actor, found or 0, "points.answer_taking")
    objection = Objection.objects.get(pk=objection_id)
    if actor.pk in home.family:
        raise Refused("own_home", _("这件事和您自己有关，答复请别人来记。"))
    if objection.answered_at is not None:
        raise Refused("answered", _("这条意见已经答复了。"))
    ruling = council.ruling(claim)
    if ruling is None:
        raise Refused("no_ruling", _("这一条不是议事会定的扣分。"))
    upheld = not _still_decided(ruling.procedure)
    said = words_in.clean(answer, most=500, field="answer", ask=_("请写答复，对方会看到。"))
    me = person(actor, "points.answer_taking")
    objection.upheld, objection.answer = upheld, said
    objection.answered_at, objection.answered_by = now, me
    objection.save(update_fields=["upheld", "answer", "answered_at", "answered_by"])
    if upheld:
        put_right(claim, actor, said, now)
    claim.decided_at, claim.decided_by = now, me
    claim.save()
    facts = {"objection": str(objection.pk), "upheld": upheld, "answer": said}
    records.write("points.answer_taking", claim, actor=actor, at=now, **facts)
    return claim


def _still_decided(question: Procedure) -> bool:
    """Whether the whole council decided the same again. Raises Refused until it has met."""
    if decisions.stands(question):
        return True
    again = [n for n, step in enumerate(question.steps, 1) if step.get("full")]
    met = question.done.filter(n__in=again).exists() or question.state == "dropped"
    if not met:
        raise Refused("review_open", _("等道德评议会全体再评，评了再答复。"))
    return False
