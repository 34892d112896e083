"""More looks at names and numbers in a day than is usual (trust.md T10)."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.matters.models.matter import Matter
from yuanba.people.models import Person
from yuanba.places.models import Place


class Decoy(models.Model):
    """试探件: a matter that nobody told and nobody has to work on. It stands among the closed ones of a
    village as one about somebody unknown, so that no public figure, wall or draw ever holds it."""

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="decoy"
    )
    planted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"decoy {self.matter_id}"

    @property
    def place_id(self) -> int:
        return self.matter.place_id


class Alarm(models.Model):
    """查看提醒: a person looked at more than 20 people's numbers in one day, or at a decoy."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # of his post
    decoy = models.ForeignKey(Decoy, null=True, on_delete=models.PROTECT, related_name="alarms")
    reason = models.CharField(max_length=300, blank=True)  # what he wrote when he looked at a decoy
    day = models.DateField()
    n = models.IntegerField()  # looks of that day so far
    at = models.DateTimeField()
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"], condition=Q(decoy=None), name="alarm_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["person", "day", "decoy"], name="alarm_once_a_day_and_decoy"
            ),
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
