"""More looks at names and numbers in a day than is usual (trust.md T10)."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.people.models import Person
from yuanba.places.models import Place


class Alarm(models.Model):
    """查看过多: a person looked at more than 20 people's numbers in one day."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # of his post
    day = models.DateField()
    n = models.IntegerField()  # looks of that day so far
    at = models.DateTimeField()
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="alarm_once_a_day"),
            models.CheckConstraint(
                name="alarm_noted_by_another",
                condition=Q(seen_by__isnull=True) | ~Q(seen_by=models.F("person")) & ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n} looks of {self.person_id} on {self.day}"

    @property
    def reach(self) -> Reach:
        """The ids whose posts reach this alarm."""
        return self.place.reach
