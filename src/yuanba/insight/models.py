"""What is counted about the house itself: how often each form was filled in, in sum."""

from django.db import models

from yuanba.base import ids


class Filled(models.Model):
    """One act in one month: how often, and how often again for the same thing. Nobody's name."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    month = models.DateField()  # its first day
    act = models.CharField(max_length=60)
    n = models.IntegerField()
    again = models.IntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "act"], name="filled_once_a_month"),
            models.CheckConstraint(
                name="filled_again_is_part_of_it",
                condition=models.Q(n__gte=models.F("again"), again__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.month}"
