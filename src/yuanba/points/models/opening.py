"""旧账: an older table of points whose balances were brought into the ledger."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.people.models import Person
from yuanba.places.models import Place


class Opening(models.Model):
    """One table, once: the same file a second time is the same row."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    source = models.CharField(max_length=120)  # what its owner called it
    homes = models.IntegerField()
    points = models.BigIntegerField()  # as summed over the sheet, before anything was booked
    made_at = models.DateTimeField()
    # Who agreed, and who brought it: two people; none where the command line did it.
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    brought_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "digest"], name="opening_file_once"),
            models.CheckConstraint(
                name="opening_two_people",
                condition=Q(made_by__isnull=True) | ~Q(made_by=F("brought_by")),
            ),
            models.CheckConstraint(
                name="opening_brings_something", condition=Q(homes__gt=0, points__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.source
