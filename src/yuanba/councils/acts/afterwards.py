"""After the outcome is published: those of the roll say how they find it; whoever told the matter hears."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.errors import Denied, Refused
from yuanba.base.permits import Actor
from yuanba.base.text import _
from yuanba.councils import queries
from yuanba.councils.models import Appraisal, Entry, Procedure
from yuanba.councils.rules import saying
from yuanba.councils.rules.kinds import Mark3
from yuanba.matters import acts as matters
from yuanba.matters import sight
from yuanba.matters.rules import DONE, State
from yuanba.people.models import Person


@act
def appraise(
    *, actor: Actor, entry_id: int, mark: Mark3, now: datetime, words: str = ""
) -> Appraisal:
    """评一评: a line of the roll, once, after the outcome is published. Who finds it bad says why. The desk
    writes it down for whoever has no telephone."""
    found = Entry.objects.select_for_update(of=("self",)).select_related(
        "meeting__procedure", "meeting__place"
    )
    entry = found.filter(pk=entry_id).first()
    if entry is None or entry.meeting.procedure is None:
        raise Denied("councils.appraise")
    permits.require(
        actor, "councils.appraise", reach=queries.reach_of(entry) | entry.meeting.place.reach
    )
    procedure = entry.meeting.procedure
    if not queries.outcome_posted(procedure):
        raise Refused("early", _("结果还没有公开，公开了再评。"))
    if queries.appraised(entry):
        raise Refused("twice", _("您家评过了，一户评一次。"))
    said = " ".join(words.split())[:200]
    if mark is Mark3.BAD:
        said = saying.say(words, field="words")[:200]
    made = Appraisal.objects.create(procedure=procedure, entry=entry, mark=mark, words=said, at=now)
    records.write("councils.appraise", made, actor=actor, at=now, mark=mark)
    return made


def tell_outcome(procedure: Procedure, text: str, *, actor: Person, now: datetime) -> None:
    """The outcome goes into the matter that the question came from, for whoever told it to read: while it
    is being worked on, and by somebody who may write there."""
    matter = procedure.matter
    if matter is None or sight.shut(matter, actor) or State(matter.state) in DONE:
        return
    if permits.may(actor, "matters.note", reach=matter.reach) is None:
        return
    said = str(_("“%(title)s”议过、办过，结果公开了：%(text)s")) % {
        "title": procedure.title, "text": text,
    }  # fmt: skip
    try:
        matters.note(actor=actor, matter_id=matter.pk, text=said[:500], now=now)
    except Refused:  # it stands where nothing is written into it just now
        return
