"""A question that a courtyard meeting passed and that is about nobody."""

from datetime import timedelta

from tests.world import THURSDAY, World
from yuanba.councils import acts
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import Ending
from yuanba.councils.tests.village import Village


def passed(world: World) -> Procedure:
    village = Village(world, households=1)
    question = village.proposed("courtyard", title="定村规民约", text="大家一起定。")
    meeting = village.called(question, days=0, rule="T1")
    acts.enter(**village.go(meeting_id=meeting.pk, lines=[acts.Line("户主")]))
    meeting = village.begun(meeting)
    village.come(meeting, 1)
    later = village.ended(meeting, Ending.AGREED).ended_at
    day = THURSDAY.date()
    said = {"text": "印出来", "owner": "村委会", "due": day + timedelta(days=5)}
    acts.give_task(**village.go(procedure_id=question.pk, now=later, **said))
    task = question.tasks.get()
    acts.finish_task(**village.go(task_id=task.pk, result="印好了。", now=later))
    posted = {"text": "村规民约印好了。", "where": "公开栏", "since": day, "days": 1}
    acts.post(**village.go(procedure_id=question.pk, n=3, now=later, **posted))
    question.refresh_from_db()
    return question
