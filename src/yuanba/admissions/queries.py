"""What is shown of tasks handed down: to the unit, the village, the county, and to everybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from yuanba.admissions.models import Rule as Kept
from yuanba.admissions.models import Share, Task
from yuanba.admissions.rules import DEFAULT, OPEN, Level, Part, Rule, State, hours
from yuanba.base.permits import Actor, Role, may
from yuanba.lists import queries as lists
from yuanba.lists.models import Line
from yuanba.lists.rules import Kind
from yuanba.people.models import Post
from yuanba.places.models import Place
from yuanba.places.rules import BOTTOM

MOST = 100


def rule(county_id: int) -> Rule:
    """The newest of this county, or the default that the house is shipped with. One statement."""
    row = Kept.objects.filter(county=county_id).order_by("-pk").first()
    return DEFAULT if row is None else Rule(Level(row.level), row.days, row.source)


def forbidden(county_id: int, today: date, words: str) -> list[Line]:
    """The lines of the negative list that these words come near to."""
    return lists.near(lists.lines(county_id, today, Kind.NEGATIVE), words)


def of_post(post: Post) -> QuerySet[Task]:
    """The tasks that this post may know of: its unit's, its county's."""
    rows = Task.objects.select_related("unit")
    if post.role == Role.HANDLER:
        return rows.filter(unit=post.unit_id)
    return rows.filter(county=post.place.county_id)


def tasks(post: Post) -> list[Task]:
    """The open ones first, then the newest. One statement."""
    rows = list(of_post(post).order_by("-pk")[:MOST])
    return sorted(rows, key=lambda task: State(task.state) not in OPEN)


def shares(post: Post) -> list[Share]:
    """What lies with the villages of this post: what is to be done first. One statement."""
    place = post.place
    column = {place.county_id: "county_id", place.township_id: "township_id"}.get(
        place.pk, "village_id"
    )
    own = place.pk if column != "village_id" else place.village_id
    rows = Share.objects.filter(task__state=State.GIVEN, **{f"place__{column}": own})
    rows = rows.select_related("task__unit", "place").order_by("state", "task__due", "pk")
    found = list(rows[: 2 * MOST])
    return sorted(found, key=lambda share: share.state != Part.OPEN)[:MOST]


def task(reader: Actor, task_id: int) -> Task | None:
    """For whoever works in the unit or the county; the villages see it through their share."""
    rows = Task.objects.select_related("unit", "county", "line__edition", "asked_by", "decided_by")
    found = rows.filter(pk=task_id).first()
    if found is None or may(reader, "admissions.see", reach=found.reach) is None:
        return None
    return found


def parts(task: Task) -> list[Share]:
    return list(task.shares.select_related("place").order_by("place__name", "pk"))


def share(reader: Actor, share_id: int) -> Share | None:
    rows = Share.objects.select_related("task__unit", "task__line__edition", "place")
    found = rows.filter(pk=share_id, task__state=State.GIVEN).first()
    if found is None or may(reader, "admissions.see", reach=found.reach) is None:
        return None
    return found


def villages(county_id: int | None) -> list[tuple[str, str]]:
    """The villages a task can be handed to, as a form's choices. One statement."""
    rows = Place.objects.filter(county_id=county_id, kind__in=BOTTOM, until=None)
    rows = rows.select_related("parent").order_by("parent__name", "name", "pk")
    return [(str(v.pk), f"{v.parent.name} · {v.name}" if v.parent else v.name) for v in rows]


def public(county_id: int) -> list[Task]:
    """What was asked of the villages of this county and what became of it: everybody reads it."""
    rows = Task.objects.filter(county=county_id).exclude(state=State.WITHDRAWN)
    rows = rows.select_related("unit", "line__edition", "cited__edition").annotate(
        villages=Count("shares")
    )
    return list(rows.order_by("-pk")[:MOST])


def due_to_lapse(today: date) -> Iterable[int]:
    rows = Task.objects.filter(state__in=sorted(OPEN), decide_by__lt=today)
    return list(rows.values_list("pk", flat=True))


# ---- figures


@dataclass
class Source:
    """What one unit asked of villages in this time: counts, and hours in sum. Nobody's own."""

    unit: str
    handed: int = 0  # under a line of the list
    asked: int = 0
    admitted: int = 0
    refused: int = 0  # lapsed ones too
    back: int = 0  # sent back by villages
    expected: float = 0  # hours of all villages together, as said when it was handed down
    reported: float = 0  # hours that villages wrote down


def figures(county_id: int, since: date) -> list[Source]:
    """By unit, in the order of their names, never ranked. Two statements."""
    found: dict[str, Source] = {}
    rows = Task.objects.filter(county=county_id, asked_at__date__gte=since)
    rows = rows.exclude(state=State.WITHDRAWN)
    for unit, state, line, n in rows.values_list("unit__name", "state", "line").annotate(
        n=Count("pk")
    ):
        one = found.setdefault(unit, Source(unit))
        if line is not None:
            one.handed += n
            continue
        one.asked += n
        one.admitted += n if state == State.GIVEN else 0
        one.refused += n if state in {State.REFUSED, State.LAPSED} else 0
    given = Share.objects.filter(task__in=rows.filter(state=State.GIVEN))
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for unit, expected, reported, back in given.values_list("task__unit__name").annotate(
        expected=Sum(F("task__minutes") * F("task__times")),
        reported=Sum("minutes"),
        back=Count("pk", filter=Q(state=Part.BACK)),
    ):
        sums[unit] = [expected or 0, reported or 0, back]
    for unit, (expected, reported, back) in sums.items():
        one = found[unit]
        one.expected, one.reported = hours(expected), hours(reported)
        one.back = back
    return sorted(found.values(), key=lambda one: one.unit)


def in_sum(sources: Iterable[Source]) -> Source:
    total = Source("")
    for one in sources:
        for column in ("handed", "asked", "admitted", "refused", "back", "expected", "reported"):
            setattr(total, column, getattr(total, column) + getattr(one, column))
    return total
