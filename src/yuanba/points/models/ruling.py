"""The council's decision on which something is taken from a household."""

from django.db import models

from yuanba.base import ids
from yuanba.councils.models import Procedure
from yuanba.people.models import Person
from yuanba.points.models.claim import Claim


class Ruling(models.Model):
    """扣分的决定: one question of the 道德评议会 for one taking, and for nothing else."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="ruling")
    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.claim_id} {self.procedure_id}"
