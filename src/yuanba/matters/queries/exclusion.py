"""不计入 and contests as the desk sees them; which matters look the same."""

from datetime import timedelta

from yuanba.matters import sight
from yuanba.matters.models import Contest, Exclusion, Ground, Matter
from yuanba.matters.models.contest import WAITS
from yuanba.matters.models.exclusion import WAITS_FOR
from yuanba.matters.queries import alike
from yuanba.matters.queries.lists import Scope
from yuanba.matters.queries.sampling import here
from yuanba.people.models import Person

PAGE = 25


def grounds(county_id: int, *, all_: bool = False) -> list[Ground]:
    """The grounds a county has published, in force now or ever. One statement."""
    found = Ground.objects.filter(county_id=county_id)
    found = found if all_ else found.filter(until=None)
    return list(found.select_related("verified_by").order_by("until", "code", "id"))


def waiting(scope: Scope, after: int | None = None) -> list[Exclusion]:
    """What waits for a decision or for a second one, the oldest first. One statement."""
    if scope.column not in {"county_id", "township_id"}:
        return []
    found = Exclusion.objects.filter(
        WAITS_FOR, sight.open_to(scope.stand, "matter__"), **here(scope)
    )
    found = found.filter(id__gt=after) if after else found
    return list(found.select_related("matter", "ground", "asked_by").order_by("id")[: PAGE + 1])


def of(matter: Matter) -> Exclusion | None:
    """The last word on whether this matter counts. One statement."""
    found = Exclusion.objects.filter(matter=matter).select_related("ground")
    return found.order_by("-id").first()


def contests(scope: Scope, after: int | None = None) -> list[Contest]:
    """What neighbours said that nobody has looked at yet, the oldest first. One statement."""
    found = Contest.objects.filter(WAITS, sight.open_to(scope.stand, "matter__"), **here(scope))
    found = found.filter(id__gt=after) if after else found
    return list(found.select_related("matter__place").order_by("id")[: PAGE + 1])


def likes(matter: Matter, reader: Person) -> list[alike.Like]:
    """The open matters of the village that look like this one, without it."""
    now = matter.reported_at + timedelta(days=1)
    corner = matter.grid_id or matter.place_id
    return alike.near(
        matter.village_id, matter.text, now, corner=corner, reader=reader, but=matter.pk
    )


def together(matter: Matter) -> list[Matter]:
    """Those that go along with this one, the first told first. One statement."""
    found = Matter.objects.filter(goes_with__into=matter, concerned=False).only(
        "id", "number", "state", "title"
    )
    return list(found.order_by("id")[:PAGE])
