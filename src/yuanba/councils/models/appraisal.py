"""大家评: how those of the roll find what became of a decision. One for each line, no name beside it in public."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.councils.models.meeting import Entry
from yuanba.councils.models.procedure import Procedure
from yuanba.councils.rules.kinds import Mark3


class Appraisal(models.Model):
    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="appraisals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=4, choices=choices(Mark3))
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "entry"], name="appraised_once"),
            models.CheckConstraint(
                name="appraisal_bad_says_why", condition=~Q(mark=Mark3.BAD) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.mark}"
