"""Asked to strike out an entry that is no matter, and what a second person decided."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules.voiding import DOUBLE
from yuanba.people.models import Person


class VoidRequest(models.Model):
    """One person asks that an entry be void, another decides (作废申请). Never deleted."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="voids")
    ground = models.CharField(max_length=12)  # code of the list "void" (duties.ListItem)
    ground_name = models.CharField(max_length=60)  # as it read then
    other_number = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    why_not = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(decided_at=None), name="void_one_request_at_a_time"
            ),
            models.CheckConstraint(
                name="void_decided_by_another",
                condition=Q(decided_at=None)
                | (
                    Q(decided_by__isnull=False, granted__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="void_double_names_the_other",
                condition=~Q(ground=DOUBLE) | ~Q(other_number=""),
            ),
            models.CheckConstraint(name="void_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"void {self.matter_id}: {self.ground}"
