"""Where a question is on its way."""

from datetime import date

from django.db.models import Max

from yuanba.councils.models import Posting, Procedure
from yuanba.councils.rules.flows import StepKind
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.places.models import Place


def last_day(procedure: Procedure) -> date | None:
    """The day of the last step that was passed."""
    found: date | None = procedure.done.filter(passed=True).aggregate(last=Max("on"))["last"]
    return found


def hanging(place: Place, day: date) -> list[Posting]:
    """What hangs on the board of a village or community on this day: resolutions and outcomes, nothing that
    is about somebody. One statement."""
    rows = Posting.objects.filter(procedure__place=place, procedure__closed=False)
    rows = rows.filter(since__lte=day, until__gte=day).select_related("procedure")
    return list(rows.order_by("-since", "-id")[:20])


def yuan(fen: int) -> str:
    """Money as it is read: 420,000 or 60.50; nothing for none."""
    return f"{fen / 100:,.2f}".removesuffix(".00") if fen else ""


def publicity_days(procedure: Procedure) -> int:
    """How long the rules of the meetings so far ask for a posting."""
    passed = procedure.done.filter(passed=True, meeting__isnull=False)
    return int(passed.aggregate(most=Max("rule__publicity_days"))["most"] or 0)


def decided(procedure: Procedure) -> bool:
    """Whether the last meeting of its way is behind it (at once, where no step is a meeting)."""
    meetings = [n for n, step in enumerate(procedure.steps, 1) if step["kind"] == StepKind.MEETING]
    return procedure.at > max(meetings, default=0)


def stands(procedure: Procedure) -> bool:
    """Whether its decision was taken as the rules ask: the last meeting is behind it (the last step, where
    none is a meeting), and nobody dropped it."""
    meetings = [n for n, step in enumerate(procedure.steps, 1) if step["kind"] == StepKind.MEETING]
    until = max(meetings, default=len(procedure.steps))
    return procedure.state != ProcedureState.DROPPED and procedure.at > until
