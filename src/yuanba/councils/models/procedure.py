"""A matter on its way through a procedure: the steps it took, what was hung on the wall, who does what."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.councils.models.law import RuleRow
from yuanba.councils.rules.kinds import ProcedureState
from yuanba.matters.models import Matter
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.problems.models import Problem


class Procedure(models.Model):
    """议题: one question going through one procedure. `steps` is its own copy: a later version of the
    procedure changes nothing here. `at` is the step that comes next, from 1; past the last: done."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="procedures")
    county_id = models.BigIntegerField()
    flow = models.CharField(max_length=24)
    version = models.IntegerField()
    name = models.CharField(max_length=60)
    closed = models.BooleanField(default=False)  # about somebody: strangers do not read it
    source = models.CharField(max_length=200)
    steps = Facts(default=list)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    cost_fen = models.BigIntegerField(default=0)  # money asked for
    levy = Facts(default=dict)  # 一事一议: asked of everybody, and the bounds it was held against
    matter = models.ForeignKey(
        Matter, null=True, on_delete=models.PROTECT, related_name="procedures"
    )
    problem = models.ForeignKey(
        Problem, null=True, on_delete=models.PROTECT, related_name="procedures"
    )
    state = models.CharField(
        max_length=8, choices=choices(ProcedureState), default=ProcedureState.OPEN
    )
    at = models.IntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(  # empty: the clock, for a standing meeting
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(null=True)  # a standing meeting: the day by which it is to be held
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was dropped

    class Meta:
        constraints = [
            models.CheckConstraint(name="procedure_at_a_step", condition=Q(at__gte=1)),
            models.CheckConstraint(
                name="procedure_dropped_says_why",
                condition=~Q(state=ProcedureState.DROPPED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="procedure_put_by_somebody_or_due",
                condition=Q(begun_by__isnull=False) | Q(due__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["place", "flow", "due"],
                condition=Q(due__isnull=False),
                name="standing_put_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-id"], name="procedure_place"),
            models.Index(fields=["county_id", "state", "-id"], name="procedure_county"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reach(self) -> Reach:
        return self.place.reach


class StepDone(models.Model):
    """A step as it was taken, or failed: when, who, how many, each check. Rows are only added."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="done")
    n = models.IntegerField()
    passed = models.BooleanField()
    on = models.DateField()
    who = models.CharField(max_length=120)
    note = models.CharField(max_length=500, blank=True)
    expected = models.IntegerField(null=True)
    attended = models.IntegerField(null=True)
    agreed = models.IntegerField(null=True)
    rule = models.ForeignKey(RuleRow, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed = models.BooleanField(default=True)  # was the row confirmed by the county that day?
    checks = Facts(default=list)
    meeting = models.ForeignKey(
        "councils.Meeting", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "n"], condition=Q(passed=True), name="step_passed_once"
            ),
            models.CheckConstraint(
                name="step_counts_fit",
                condition=Q(attended__isnull=True)
                | (
                    Q(attended__lte=F("expected"), attended__gte=0)
                    & (Q(agreed__isnull=True) | Q(agreed__lte=F("attended"), agreed__gte=0))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.n}"


class Posting(models.Model):
    """公示: what hangs on the board from one day to another."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="postings")
    n = models.IntegerField()
    text = models.CharField(max_length=1500)
    where = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()  # the last day
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="posting_ends_after_it_begins", condition=Q(until__gte=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.n}"


class Task(models.Model):
    """What follows from a decision: one thing, one who does it, one day."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=60)
    due = models.DateField()
    result = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="task_done_says_what", condition=Q(done_at__isnull=True) | ~Q(result="")
            )
        ]

    def __str__(self) -> str:
        return self.text
