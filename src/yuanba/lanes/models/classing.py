"""三方会商: a doubtful class, the three that were asked, and what each said."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.duties.rules import Lane
from yuanba.matters.models import Matter
from yuanba.people.models import Person, Unit

LANES = [(x, x) for x in Lane]


class Doubt(models.Model):
    """One question about the class of one matter; settled by two of three."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="doubts")
    question = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=10, choices=LANES, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(settled_at=None), name="doubt_one_open_a_matter"
            ),
            models.CheckConstraint(
                name="doubt_settled_names_a_lane",
                condition=Q(settled_at=None) | (~Q(lane="") & Q(settled_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:40]


class View(models.Model):
    """One of the three: who spoke for it, and which lane it thinks right. Empty until it spoke."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    doubt = models.ForeignKey(Doubt, on_delete=models.PROTECT, related_name="views")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=60, blank=True)
    lane = models.CharField(max_length=10, choices=LANES, blank=True)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["doubt", "unit"], name="view_once_a_party"),
            models.CheckConstraint(
                name="view_said_whole",
                condition=Q(lane="") | (Q(at__isnull=False) & ~Q(who="") & ~Q(words="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.lane}"
