"""What the reporter asks of those who have the matter: to hurry, or to look again at its class."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules import Asked

WAITING = Q(settled_at__isnull=True)


class Ask(models.Model):
    """催一催, or 我觉得分得不对: open until somebody did something about it.

    Its places are copied from the matter, so that a list of a scope is answered by one index.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="asks")
    kind = models.CharField(max_length=9, choices=choices(Asked))
    why = models.CharField(max_length=300, blank=True, default="")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    grid_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    # an objection answered by a reason: the class that was kept
    kept_lane = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"], condition=WAITING, name="ask_waits_once_per_matter"
            ),
            models.CheckConstraint(
                name="ask_objection_says_why", condition=~Q(kind=Asked.OBJECTION) | ~Q(why="")
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{s}_id", "kind"], name=f"ask_waits_{s}", condition=WAITING)
                for s in ("county", "township", "village", "grid")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter_id}"
