"""提醒: what is due soon, or is late, was said once."""

from django.db import models

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.places.models import Place


class Reminder(models.Model):
    """`what` as in queries.late; `about`: the issue, the question or the period."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=6)
    about = models.CharField(max_length=40)
    due = models.DateField()
    late = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "what", "about", "due", "late"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.what} {self.due}"

    @property
    def reach(self) -> Reach:
        return self.place.reach
