"""The county's checklists in versions, and what was done of them on a day (P002-05). Nobody's name."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.places.models import Place
from yuanba.service.models.days import ServiceDay
from yuanba.service.rules import checklists


class Checklist(models.Model):
    """One version of one list of a county."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(checklists.Checklist))
    n = models.IntegerField()  # the nth version
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind"],
                condition=Q(until__isnull=True),
                name="one_checklist_at_a_time",
            ),
            models.UniqueConstraint(fields=["place", "kind", "n"], name="checklist_version_once"),
            models.CheckConstraint(
                name="checklist_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.n}"


class ChecklistLine(models.Model):
    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="lines")
    n = models.IntegerField()
    text = models.CharField(max_length=checklists.LONGEST)
    follow = models.BooleanField(default=False)  # what was found is come back to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "n"], name="checklist_line_number_once"),
            models.UniqueConstraint(fields=["checklist", "text"], name="checklist_line_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Tick(models.Model):
    """A line was done on that day: what was done, and what came of it where that is followed up."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    day = models.ForeignKey(ServiceDay, on_delete=models.PROTECT, related_name="ticks")
    line = models.ForeignKey(ChecklistLine, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=checklists.NOTE)
    at = models.DateTimeField()
    came = models.CharField(max_length=checklists.NOTE, blank=True)
    came_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "line"], name="line_ticked_once_a_day"),
            models.CheckConstraint(
                name="tick_settled_with_words",
                condition=Q(came_at__isnull=True, came="") | Q(came_at__isnull=False) & ~Q(came=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} on {self.day_id}"

    @property
    def place_id(self) -> int:
        return self.day.place_id

    @property
    def reach(self) -> Reach:
        return self.day.reach
