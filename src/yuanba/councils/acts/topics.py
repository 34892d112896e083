"""The topic a matter was put on (lanes) hears what became of the question that it came from."""

from datetime import datetime

from yuanba.base.text import _
from yuanba.councils.models import Ballot, Meeting, Procedure
from yuanba.lanes import acts as lanes
from yuanba.lanes.rules.communal import Topic
from yuanba.matters import sight
from yuanba.people.models import Person


def settle_topic(
    procedure: Procedure, outcome: Topic, words: str, *, actor: Person, now: datetime
) -> None:
    """Settle the open topic of the question's matter, if there is one that this actor may see."""
    matter = procedure.matter
    topic = matter.topics.filter(state=Topic.OPEN).first() if matter is not None else None
    if matter is None or topic is None or sight.shut(matter, actor):
        return
    lanes.settle_topic(actor=actor, topic_id=topic.pk, outcome=outcome, words=words, now=now)


def decision_words(meeting: Meeting, settled: list[Ballot]) -> str:
    """What was decided, for whoever told the matter."""
    carried = [
        f"{ballot.title}：{choice.text}"
        for ballot in settled
        for choice in ballot.choices.order_by("n")
        if choice.n in ballot.result["carried"]
    ]
    if not carried:
        return str(_("会上商量一致了：%(what)s。") % {"what": meeting.title})
    return str(_("会议表决通过：%(what)s。") % {"what": "；".join(carried)})
