"""What the village can pay for: points are issued only against it."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.people.models import Household, Person
from yuanba.places.models import Place


class Budget(models.Model):
    """积分预算 of a year, with its source. Never changed: a newer row of the same year counts instead."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    fen = models.BigIntegerField()  # what is set aside for goods
    fen_per_point = models.IntegerField()
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="budget_is_money", condition=Q(fen__gt=0, fen_per_point__gt=0)
            ),
            models.CheckConstraint(name="budget_says_its_source", condition=~Q(source="")),
        ]
        indexes = [models.Index(fields=["place", "year", "-id"], name="budget_of_year")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year}"

    @property
    def points(self) -> int:
        """How many points it pays for."""
        return self.fen // self.fen_per_point


class LapseWarning(models.Model):
    """快到期的提醒: a household was told, once for each month in which points lapse."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # the first of the month in which they lapse
    until = models.DateField()  # they lapse on the day after
    points = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "month"], name="lapse_warned_once")
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.until}"

    @property
    def place_id(self) -> int:
        return self.household.place_id
