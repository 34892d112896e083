"""What is shown of tasks handed down: to the unit, the village, the county, and to everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, When

from yuanba.admissions.models import Rule as Kept
from yuanba.admissions.models import Share, Task
from yuanba.admissions.rules import DEFAULT, OPEN, Level, Part, Rule, State, hours
from yuanba.base.permits import Actor, Role, may
from yuanba.base.text import _
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
    first = Case(When(state__in=sorted(OPEN), then=0), default=1, output_field=IntegerField())
    return list(of_post(post).order_by(first, "-pk")[:MOST])


def shares(post: Post) -> list[Share]:
    """What lies with the villages of this post: what is to be done first. One statement."""
    place = post.place
    column = {place.county_id: "county_id", place.township_id: "township_id"}.get(
        place.pk, "village_id"
    )
    own = place.pk if column != "village_id" else place.village_id
    rows = Share.objects.filter(task__state=State.GIVEN, **{f"place__{column}": own})
    first = Case(When(state=Part.OPEN, then=0), default=1, output_field=IntegerField())
    found = rows.select_related("task__unit", "place")
    return list(found.order_by(first, "task__due", "-pk")[:MOST])


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


def villages(county_id: int | None) -> list[tuple[str, Any]]:
    """Where a task can be handed to, as a form's choices: the whole county, whole townships, villages. One
    statement."""
    rows = Place.objects.filter(county_id=county_id, kind__in=BOTTOM, until=None)
    every = list(rows.select_related("parent").order_by("parent__name", "name", "pk"))
    towns = {v.parent_id: v.parent.name for v in every if v.parent and v.parent_id != county_id}
    whole = [(str(county_id), _("全县（%(n)s 个村社区）") % {"n": len(every)})] if every else []
    whole += [(str(pk), _("%(town)s全部") % {"town": name}) for pk, name in towns.items()]
    return whole + [
        (str(v.pk), f"{v.parent.name} · {v.name}" if v.parent else v.name) for v in every
    ]


def within(county_id: int | None, place_ids: Collection[int]) -> list[Place]:
    """The living villages of this county that are named, or lie in what is named. One statement."""
    named = Q(pk__in=place_ids) | Q(township_id__in=place_ids) | Q(county_id__in=place_ids)
    rows = Place.objects.filter(named, county_id=county_id, kind__in=BOTTOM, until=None)
    return list(rows.order_by("pk"))


def public(county_id: int, unit_id: int | None = None) -> list[tuple[Task, int]]:
    """What was asked of the villages of this county and what became of it, with of how many: everybody
    reads it."""
    rows = Task.objects.filter(county=county_id).exclude(state=State.WITHDRAWN)
    rows = rows.filter(unit=unit_id) if unit_id else rows
    rows = rows.select_related("unit", "line__edition", "cited__edition")
    many = rows.annotate(villages=Count("shares")).order_by("-pk")[:MOST]
    return [(task, task.villages) for task in many]


def due_to_lapse(today: date) -> Iterable[int]:
    rows = Task.objects.filter(state__in=sorted(OPEN), decide_by__lt=today)
    return list(rows.values_list("pk", flat=True))


# ---- figures


@dataclass(frozen=True)
class Row:
    """One task as it counts: hours are minutes of all its villages together."""

    task: Task
    villages: int
    back: int  # sent back by villages
    expected: int  # as said when it was handed down; nothing of what was not given
    reported: int  # that villages wrote down

    @property
    def handed(self) -> bool:
        return self.task.line_id is not None

    @property
    def given(self) -> bool:
        return self.task.state == State.GIVEN

    @property
    def turned_down(self) -> bool:
        return self.task.state in {State.REFUSED, State.LAPSED}

    @property
    def expected_hours(self) -> float:
        return hours(self.expected)

    @property
    def reported_hours(self) -> float:
        return hours(self.reported)


def worked(county_id: int, since: date) -> list[Row]:
    """What was asked of the villages of a county in this time, the newest first. Two statements: what
    stands in a sum, in its rows and in the workbook is the same."""
    rows = Task.objects.filter(county=county_id, asked_at__date__gte=since)
    rows = rows.exclude(state=State.WITHDRAWN)
    parts = Share.objects.filter(task__in=rows).values_list("task")
    counted = parts.annotate(
        villages=Count("pk"), back=Count("pk", filter=Q(state=Part.BACK)), reported=Sum("minutes")
    )
    sums = {task_id: (n, back, reported or 0) for task_id, n, back, reported in counted}
    found = []
    for task in rows.select_related("unit", "line__edition").order_by("-pk"):
        villages, back, reported = sums.get(task.pk, (0, 0, 0))
        expected = task.minutes * task.times * villages if task.state == State.GIVEN else 0
        found.append(Row(task, villages, back, expected, reported))
    return found


@dataclass
class Source:
    """What one unit asked of villages in this time: counts, and hours in sum. Nobody's own."""

    unit: str
    unit_id: int = 0
    handed: int = 0  # under a line of the list
    asked: int = 0
    admitted: int = 0
    refused: int = 0  # lapsed ones too
    back: int = 0
    expected: float = 0
    reported: float = 0


def by_unit(rows: Iterable[Row]) -> list[Source]:
    """In the order of their names, never ranked. No statement."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.task.unit_id].append(row)
    sources = [summed(of, of[0].task.unit.name, unit_id) for unit_id, of in found.items()]
    return sorted(sources, key=lambda one: one.unit)


def summed(rows: Collection[Row], unit: str = "", unit_id: int = 0) -> Source:
    asked = [row for row in rows if not row.handed]
    return Source(
        unit,
        unit_id,
        handed=len(rows) - len(asked),
        asked=len(asked),
        admitted=sum(row.given for row in asked),
        refused=sum(row.turned_down for row in asked),
        back=sum(row.back for row in rows),
        expected=hours(sum(row.expected for row in rows)),
        reported=hours(sum(row.reported for row in rows)),
    )
