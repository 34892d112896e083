"""有疑问，问一句: asked by whoever reads it, answered in public by a day; one level up if need be."""

from datetime import datetime

from yuanba.base import records, words_in
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.masking import mask
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.catalogue.acts.common import person, the_asked, the_part, today
from yuanba.catalogue.models import Asked
from yuanba.catalogue.rules import issues
from yuanba.catalogue.rules import items as rules
from yuanba.catalogue.rules.issues import OUT, Kind, State
from yuanba.places import queries as places


@act
def ask(
    *,
    actor: Actor,
    part_id: int,
    kind: Kind,
    words: str,
    now: datetime,
    phone: str = "",
    language: str = "",
) -> Asked:
    """问一句: no name is asked for; what hangs there is masked. Who leaves a telephone is told the answer."""
    part = the_part(actor, part_id, "catalogue.ask")
    if State(part.issue.state) not in OUT:
        raise Denied("catalogue.ask")
    kept = words_in.clean(words, most=300, field="words", ask=_("请写想问什么。"))
    found = Asked.objects.create(
        part=part,
        kind=kind,
        words=kept,
        shown=mask(kept)[:300],
        phone=words_in.phone(phone) if phone else "",
        language=language,
        at=now,
        due=rules.days_after(today(now), part.issue.catalogue.answer_days, places.calendar()),
    )
    facts = {"part": str(part.pk), "kind": Kind(kind).value, "due": str(found.due)}
    records.write("catalogue.ask", found, actor=actor, at=now, **facts)
    return found


@act
def answer(*, actor: Actor, asked_id: int, answer: str, now: datetime) -> Asked:
    """答复: read by everybody beside the question."""
    found = the_asked(actor, asked_id, "catalogue.answer")
    found.answer = issues.answer(found.stands, answer)
    found.answered_at, found.answered_by = now, person(actor, "catalogue.answer")
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    late = today(now) > found.due
    records.write("catalogue.answer", found, actor=actor, at=now, answer=found.answer, late=late)
    return found


@act
def ask_above(*, actor: Actor, asked_id: int, now: datetime) -> Asked:
    """请镇街再看: the answer did not satisfy; whoever reads it may ask, once."""
    found = the_asked(actor, asked_id, "catalogue.ask_above")
    issues.ask_above(found.stands)
    days = found.part.issue.catalogue.above_days
    found.raised_at = now
    found.above_due = rules.days_after(today(now), days, places.calendar())
    found.save(update_fields=["raised_at", "above_due"])
    records.write("catalogue.ask_above", found, actor=actor, at=now, due=str(found.above_due))
    return found


@act
def answer_above(*, actor: Actor, asked_id: int, answer: str, now: datetime) -> Asked:
    """镇街答复."""
    found = the_asked(actor, asked_id, "catalogue.answer_above")
    found.above_answer = issues.answer_above(found.stands, answer)
    found.above_at, found.above_by = now, person(actor, "catalogue.answer_above")
    found.save(update_fields=["above_answer", "above_at", "above_by"])
    records.write("catalogue.answer_above", found, actor=actor, at=now, answer=found.above_answer)
    return found
