"""送审、审查: the supervision committee agrees or says what is wrong; the committee answers."""

from datetime import datetime

from yuanba.base import records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.catalogue.acts.common import person, the_issue, today
from yuanba.catalogue.models import Issue, Review, Voucher
from yuanba.catalogue.rules import issues, vouchers
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.issues import State
from yuanba.places import queries as places


@act
def send(*, actor: Actor, issue_id: int, now: datetime) -> Issue:
    """送监督委员会: every item says something."""
    found = the_issue(actor, issue_id, "catalogue.send")
    state = issues.step(State(found.state), "send")
    if empty := found.parts.filter(words="").select_related("item").order_by("item__code").first():
        say = _("“%(name)s”还没写，写好再送。没有的也要写明没有。")
        raise Refused("part_empty", say % {"name": empty.item.called})
    found.state, found.sent_at, found.sent_by = state, now, person(actor, "catalogue.send")
    found.save(update_fields=["state", "sent_at", "sent_by"])
    words = dict(found.parts.values_list("item__code", "words"))
    records.write("catalogue.send", found, actor=actor, at=now, words=words)
    return found


@act
def review(*, actor: Actor, issue_id: int, agree: bool, words: str, now: datetime) -> Review:
    """监督委员会审查: agreed, or objected to with what is wrong. Changes nothing of the text."""
    found = the_issue(actor, issue_id, "catalogue.review")
    by = person(actor, "catalogue.review")
    if found.sent_by_id is None:
        raise Refused("wrong_state", _("这一期还没送审。"))
    if agree:
        rows = Voucher.objects.filter(part__issue=found).select_related("replaced_by")
        vouchers.all_seen(one.stands for one in rows)
    found.state = issues.review(
        state=State(found.state), agree=agree, words=words, reviewer=by.pk, sender=found.sent_by_id
    )
    kept = issues.said(words, field="words", ask="", least=0) if words else ""
    due = rules.days_after(today(now), found.catalogue.reply_days, places.calendar())
    said = Review.objects.create(issue=found, agree=agree, words=kept, at=now, by=by, due=due)
    if agree:
        found.agreed_at, found.agreed_by = now, by
    found.save(update_fields=["state", "agreed_at", "agreed_by"])
    facts = {"agree": agree, "words": kept, "review": str(said.pk)}
    records.write("catalogue.review", found, actor=actor, at=now, **facts)
    return said


@act
def answer_review(*, actor: Actor, issue_id: int, words: str, now: datetime) -> Issue:
    """答复监督委员会: what was changed or why not; it goes to them again."""
    found = the_issue(actor, issue_id, "catalogue.answer_review")
    state = issues.step(State(found.state), "answer_review")
    last = found.reviews.filter(agree=False, answered_at=None).order_by("-at").first()
    if last is None:
        raise Denied("catalogue.answer_review")
    by = person(actor, "catalogue.answer_review")
    last.answer = issues.said(words, field="words", ask=_("请写改了什么，或者为什么不改。"))
    last.answered_at, last.answered_by = now, by
    last.save(update_fields=["answer", "answered_at", "answered_by"])
    found.state, found.sent_at, found.sent_by = state, now, by
    found.save(update_fields=["state", "sent_at", "sent_by"])
    facts = {"review": str(last.pk), "words": last.answer}
    records.write("catalogue.answer_review", found, actor=actor, at=now, **facts)
    return found
