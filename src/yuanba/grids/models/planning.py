"""Plans of grids: asked for, drawn by a job, changed by hand, adopted or put aside."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.places.models import Place


class Plan(models.Model):
    """A plan for the villages at or below a place. An adopted one keeps what it said."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    size = models.CharField(max_length=20)  # the row of organisations.toml
    many = models.IntegerField(null=True)  # so many grids in all; none: as the size has it
    keep = models.BooleanField()  # begin at the grids there are, move few households
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)  # why it could not be drawn
    adopted_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=200, blank=True)  # the paper it was adopted by

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(adopted_at=None, dropped_at=None),
                name="one_open_plan_a_place",
            ),
            models.CheckConstraint(
                name="plan_adopted_or_dropped", condition=Q(adopted_at=None) | Q(dropped_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def open(self) -> bool:
        return self.adopted_at is None and self.dropped_at is None

    @property
    def reach(self) -> Reach:
        return self.place.reach


class PlanPart(models.Model):
    """One grid of a plan; `grid` is the one that goes on as it, none for a new one."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="parts")
    n = models.IntegerField()
    village = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    grid = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="plan_part_once"),
            models.UniqueConstraint(fields=["plan", "grid"], name="grid_goes_on_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanSpot(models.Model):
    """A place with its households, and in which part of the plan it lies."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="spots")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(PlanPart, on_delete=models.CASCADE, related_name="spots")
    households = models.IntegerField()
    was = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="planned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.part_id}"
