"""Texts as they are shown."""

from yuanba.charters.models import Charter, Recording, Version
from yuanba.charters.rules import State
from yuanba.councils.models import Procedure
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.people.queries import below
from yuanba.places.models import Place

MOST = 60
PUBLIC = [State.ADOPTED, State.FILED, State.BACK, State.ENDED]  # a draft is the village's own


def texts(place: Place) -> list[Version]:
    """What is in force or on its way to it, by title. Two statements."""
    rows = Version.objects.filter(charter__place=place, state__in=[State.FILED, State.ADOPTED])
    found = rows.select_related("charter").prefetch_related("recordings")
    return list(found.order_by("charter__kind", "charter__title", "-n")[:MOST])


def desk(place: Place) -> list[Version]:
    rows = Version.objects.filter(charter__place=place).exclude(state=State.ENDED)
    found = rows.select_related("charter").order_by("charter__kind", "charter__title", "-n")
    return list(found[:MOST])


def to_file(over: list[int]) -> list[Version]:
    """Passed, and waiting for the township."""
    rows = Version.objects.filter(below(over, "charter__place__"), state=State.ADOPTED)
    return list(rows.select_related("charter__place").order_by("adopted_on", "pk")[:MOST])


def one(version_id: int) -> Version | None:
    rows = Version.objects.select_related(
        "charter__place__parent__parent", "procedure", "by", "filed_by"
    )
    return rows.filter(pk=version_id).first()


def versions(charter: Charter) -> list[Version]:
    return list(charter.versions.filter(state__in=PUBLIC).order_by("-n"))


def before(found: Version) -> Version | None:
    """The version that was in force or on its way before this one."""
    rows = found.charter.versions.filter(state__in=PUBLIC, n__lt=found.n)
    return rows.order_by("-n").first()


def recording(recording_id: int) -> Recording | None:
    """What everybody may hear: of a text that everybody may read, and not taken down."""
    rows = Recording.objects.select_related("version__charter__place")
    found = rows.filter(pk=recording_id, ended_at=None).first()
    return found if found and found.version.state in PUBLIC else None


def passed(place: Place) -> list[Procedure]:
    """Questions of the village that ended with yes: one of them passed the text."""
    rows = Procedure.objects.filter(place=place, closed=False, state=ProcedureState.DONE)
    return list(rows.order_by("-ended_at")[:MOST])
