"""What is kept of tasks handed down: who asked, on what ground, what it costs, who decided, how each
village stands. The database keeps a task that was given from standing on nothing."""

from django.db import models
from django.db.models import Q

from yuanba.admissions import rules
from yuanba.admissions.rules import OPEN, Level, Part, State
from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.lists.models import Line
from yuanba.people.models import Person, Unit
from yuanba.places.models import Place


class Rule(models.Model):
    """Who decides in one county, and within how many working days; the newest counts."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=6, choices=choices(Level))
    days = models.IntegerField()
    source = models.CharField(max_length=200)
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.level} {self.days}"

    @property
    def place_id(self) -> int:
        return self.county_id


class Task(models.Model):
    """One piece of work that a unit wants villages to do (下派任务)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    what = models.CharField(max_length=500)
    basis = models.CharField(max_length=200)
    minutes = models.IntegerField()  # each time, for one village
    times = models.IntegerField()
    fen = models.BigIntegerField()  # for one village
    due = models.DateField()
    line = models.ForeignKey(Line, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, blank=True)  # of what stands on no list
    state = models.CharField(max_length=9, choices=choices(State))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateField(null=True)
    paper = models.CharField(max_length=100, blank=True)  # the city's approval
    cited = models.ForeignKey(Line, null=True, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=500, blank=True)  # as it was cited
    said = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="task_given_stands_on_a_line_or_a_decision",
                condition=~Q(state=State.GIVEN)
                | Q(line__isnull=False)
                | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="task_refused_with_clause_and_reason",
                condition=~Q(state=State.REFUSED) | (~Q(clause="") & ~Q(said="")),
            ),
            models.CheckConstraint(
                name="task_asked_has_its_day",
                condition=~Q(state__in=sorted(OPEN)) | Q(decide_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["county", "state", "-id"], name="task_of_county"),
            models.Index(fields=["unit", "-id"], name="task_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_id(self) -> int:
        return self.county_id

    @property
    def reach(self) -> Reach:
        return frozenset({self.county_id, self.unit_id})

    @property
    def hours(self) -> float:
        """Of one village, in all."""
        return rules.hours(self.minutes * self.times)

    @property
    def each(self) -> float:
        return rules.hours(self.minutes)

    @property
    def whole_hours(self) -> bool:
        """Twenty minutes are told as minutes: a third of an hour sixty times is twenty hours, not 18."""
        return self.minutes % 6 == 0

    @property
    def yuan(self) -> float:
        return self.fen / 100


class Share(models.Model):
    """One village's part of a task. `minutes`: what it took, everybody together."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="shares")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=4, choices=choices(Part), default=Part.OPEN)
    minutes = models.IntegerField(null=True)
    cited = models.ForeignKey(Line, null=True, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "place"], name="share_once_a_village"),
            models.CheckConstraint(
                name="share_ended_whole",
                condition=Q(state=Part.OPEN, ended_at=None)
                | (Q(ended_at__isnull=False) & ~Q(words="")),
            ),
            models.CheckConstraint(
                name="share_done_with_its_hours",
                condition=~Q(state=Part.DONE) | Q(minutes__gte=1),
            ),
            models.CheckConstraint(
                name="share_back_with_its_clause", condition=~Q(state=Part.BACK) | ~Q(clause="")
            ),
        ]
        indexes = [models.Index(fields=["place", "state", "-id"], name="share_of_village")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.place_id}"

    @property
    def reach(self) -> Reach:
        return self.place.reach

    @property
    def hours(self) -> float | None:
        return rules.hours(self.minutes) if self.minutes else None
