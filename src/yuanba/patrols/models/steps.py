"""Who is told of a finding and by when, the county's rows for that, and what was handed over."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.patrols.models.findings import Finding
from yuanba.patrols.rules import steps
from yuanba.patrols.rules.findings import Weight
from yuanba.places.models import Place


class RungRow(models.Model):
    """One row of a county's ladder, by this paper, from this day on."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    weight = models.CharField(max_length=7, choices=choices(Weight))
    level = models.CharField(max_length=8, choices=choices(steps.RungLevel))
    after = models.IntegerField()  # hours
    within = models.IntegerField()  # hours
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "weight", "level"],
                condition=Q(until=None),
                name="one_rung_at_a_time",
            ),
            models.CheckConstraint(name="rung_hours", condition=Q(after__gte=0) & Q(within__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.weight} {self.level}"


class Step(models.Model):
    """报到一级: when this level is told, by when it has to have taken it, when it did."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    level = models.CharField(max_length=8, choices=choices(steps.RungLevel))
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # who is told
    told_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["place", "told_at"], name="step_open", condition=Q(taken_at=None))
        ]
        constraints = [
            models.UniqueConstraint(fields=["finding", "level"], name="one_step_of_a_level"),
            models.CheckConstraint(
                name="step_due_after_told", condition=Q(due_at__gt=F("told_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.level}"

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Handover(models.Model):
    """移交: to whom it went, when, and what came back."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="handovers")
    to = models.CharField(max_length=10, choices=choices(steps.To))
    whom = models.CharField(max_length=steps.WHOM)  # an office, a station
    at = models.DateTimeField()  # when it was written down, by our clock
    called_at = models.DateTimeField(null=True)  # when it was handed over, where that was earlier
    answer = models.CharField(max_length=steps.ANSWER, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handover_answered_with_words",
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.whom}"

    @property
    def place_id(self) -> int:
        return self.finding.place_id

    @property
    def reach(self) -> Reach:
        return self.finding.reach
