"""还没好: what neighbours say against a closed matter; and the endings that did not hold."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules.contest import Reply

WAITS = Q(state=Reply.WAITING)


class Contest(models.Model):
    """A neighbour says at the wall that a closed matter is not done (还没好). No name, no address."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="contests")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    why = models.CharField(max_length=300)
    said_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=choices(Reply), default=Reply.WAITING)
    reply = models.CharField(max_length=300, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contest_decided_by_somebody",
                condition=WAITS | (Q(decided_at__isnull=False) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="contest_answered_says_why",
                condition=~Q(state=Reply.ANSWERED) | ~Q(reply=""),
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{s}_id", "id"], name=f"contest_{s}", condition=WAITS)
                for s in ("county", "township", "village")
            ),
        ]

    def __str__(self) -> str:
        return f"contest of {self.matter_id}"


class Ending(models.Model):
    """An ending that did not hold (原来的办结): kept as it was when the matter was reopened.

    The first dates and a missed first limit stay readable and counted (trust.md T3).
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="endings")
    n = models.IntegerField()  # the how-manieth, from 1
    due_at = models.DateTimeField()
    late = models.BooleanField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, blank=True)
    refusal = models.CharField(max_length=9, blank=True)
    replied_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)
    rated_by = models.CharField(max_length=8, blank=True)
    closed_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)
    reopened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "n"], name="ending_once"),
            models.CheckConstraint(name="ending_from_one", condition=Q(n__gte=1)),
        ]

    def __str__(self) -> str:
        return f"ending {self.n} of {self.matter_id}"
