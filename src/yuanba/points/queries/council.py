"""What the points of a village ask of its councils: decisions about somebody (道德评议会), and which question
passed a rule book."""

from datetime import date

from django.db.models import Q

from yuanba.councils import queries as councils
from yuanba.councils.models import Entry, Procedure
from yuanba.councils.queries import boards
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.points.models import Claim, Ruling

MORAL = (
    "moral"  # the procedure of a 道德评议会: closed, with hearing, telling and a right of review
)


def appraisals(village: int, since: date) -> list[Procedure]:
    """道德评议 begun from this day on, decided, newest first. One statement."""
    rows = Procedure.objects.filter(place=village, flow=MORAL, closed=True)
    rows = rows.filter(begun_at__date__gte=since).order_by("-pk")
    return [one for one in rows[:30] if councils.stands(one)]


def sat_there(question: Procedure, people: frozenset[int]) -> bool:
    """Whether one of these came to a meeting of this question; a line written in by hand has only a name."""
    names = Person.objects.filter(pk__in=people).values("name")
    came = Entry.objects.filter(meeting__procedure=question, came_at__isnull=False)
    return came.filter(Q(person__in=people) | Q(person=None, name__in=names)).exists()


def rulings(claim: Claim) -> list[Procedure]:
    """What may decide about this taking: begun after the household was told, used for nothing else."""
    used = set(Ruling.objects.values_list("procedure_id", flat=True))
    found = appraisals(claim.place_id, claim.told_at.date())
    return [one for one in found if one.pk not in used]


def ruling(claim: Claim) -> Ruling | None:
    return Ruling.objects.select_related("procedure").filter(claim=claim).first()


def reviewed(question: Procedure) -> bool:
    """Whether the whole council has been asked to appraise again."""
    return any(step.get("full") for step in question.steps)


def for_books(village: Place) -> list[Procedure]:
    """Open questions of this village that could pass a rule book: under way or decided."""
    found = [p for p in boards.openly(village) if p.place_id == village.pk]
    return [p for p in found if p.state != ProcedureState.DROPPED]
