"""What hangs on a matter beside its own row: the pause it stands in, the question it waits for."""

from dataclasses import dataclass

from yuanba.matters.models import (
    Convening,
    HelperTask,
    Matter,
    OutsideLink,
    Pause,
    Question,
    VoidRequest,
)
from yuanba.matters.rules import HELD
from yuanba.places.running import Stop, midnight


@dataclass(frozen=True)
class Beside:
    """The open rows of models/waits.py; `question` is the one that has no answer yet."""

    pause: Pause | None = None
    question: Question | None = None
    convening: Convening | None = None
    helpers: tuple[HelperTask, ...] = ()  # the open ones first
    outside: tuple[OutsideLink, ...] = ()
    void: VoidRequest | None = None  # asked for and not decided
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


def _convening(matter: Matter) -> Convening | None:
    """Asked for only where others settle whose it is."""
    if matter.settling not in HELD:
        return None
    found = Convening.objects.filter(matter=matter, decided_at=None)
    return found.select_related("place", "leader").prefetch_related("units").first()


def _read(matter: Matter) -> Beside:
    pauses = list(Pause.objects.filter(matter=matter).order_by("asked_at", "id"))
    helpers = HelperTask.objects.filter(matter=matter).select_related("unit", "answered_by")
    asked = Question.objects.filter(matter=matter, answered_at=None, replaced_at=None)
    return Beside(
        pause=next((p for p in pauses if p.ended_at is None), None),
        question=asked.first(),
        convening=_convening(matter),
        void=VoidRequest.objects.filter(matter=matter, decided_at=None).first(),
        helpers=tuple(sorted(helpers, key=lambda h: (not h.open, h.pk))),
        outside=tuple(OutsideLink.objects.filter(matter=matter).order_by("made_at", "id")),
        stops=tuple((p.since, p.ended_at or midnight(p.review_on)) for p in pauses if p.since),
    )
