"""What hangs on a matter beside its own row: the pause it stands in, the question it waits for."""

from dataclasses import dataclass

from yuanba.matters.models import Matter, Pause, Question
from yuanba.places.running import Stop, midnight


@dataclass(frozen=True)
class Beside:
    """The open rows of models/waits.py; `question` is the one that has no answer yet."""

    pause: Pause | None = None
    question: Question | None = None
    stops: tuple[Stop, ...] = ()  # when its clock stood, and to when it stands


NOTHING = Beside()


def of(matter: Matter) -> Beside:
    """Read once for each matter object; no statement for a matter on which nothing ever hung."""
    if not matter.sides:
        return NOTHING
    found = getattr(matter, "_beside", None)
    if not isinstance(found, Beside):
        found = matter._beside = _read(matter)  # type: ignore[attr-defined]
    return found


def _read(matter: Matter) -> Beside:
    pauses = list(Pause.objects.filter(matter=matter).order_by("asked_at", "id"))
    asked = Question.objects.filter(matter=matter, answered_at=None, replaced_at=None)
    return Beside(
        pause=next((p for p in pauses if p.ended_at is None), None),
        question=asked.first(),
        stops=tuple((p.since, p.ended_at or midnight(p.review_on)) for p in pauses if p.since),
    )
