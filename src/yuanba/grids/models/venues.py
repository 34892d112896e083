"""Venues of a courtyard and what they are for."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts
from yuanba.base.permits import Reach
from yuanba.grids.rules import venues as rules
from yuanba.places.models import Place


class Venue(models.Model):
    """阵地: a room or a corner where people come together, with its functions (六站)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(max_length=rules.NAME)
    spot = models.CharField(max_length=rules.SPOT)
    functions = Facts()
    hours = models.CharField(max_length=rules.HOURS, blank=True)
    keeper = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it is no more

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="venue_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach

    @property
    def serves(self) -> list[Any]:
        """Its functions, in the order of the list."""
        return [one for key, one in rules.stations().items() if key in self.functions]
