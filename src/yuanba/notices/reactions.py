"""What happens to messages when something happened to their matter."""

from yuanba.base.models import Record
from yuanba.notices.models import Visit
from yuanba.notices.rules import VisitState


def spare_visit(record: Record) -> None:
    """The person has judged, or it begins anew: nobody needs to go there and ask."""
    waiting = Visit.objects.filter(matter_id=record.subject_id, state=VisitState.WAITING)
    waiting.update(state=VisitState.REPLACED)
