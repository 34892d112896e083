"""Who helps: other units with their own task and day, and firms that answer by a link."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.matters.models.matter import Matter
from yuanba.people.models import Person, Unit

OPEN_HELP = Q(answered_at__isnull=True, withdrawn_at__isnull=True)


class HelperTask(models.Model):
    """One thing that the lead unit asks of another (协办), with a day and an answer."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="helpers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done = models.BooleanField(null=True)  # False: cannot, with the reason in the answer
    answer = models.CharField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=OPEN_HELP, name="helper_one_task_at_a_time"
            ),
            models.CheckConstraint(
                name="helper_answered_in_words_by_somebody",
                condition=Q(answered_at__isnull=True)
                | (Q(answered_by__isnull=False, done__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="helper_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on", "id"], name="helper_open", condition=OPEN_HELP),
            models.Index(fields=["matter"], name="helper_open_matter", condition=OPEN_HELP),
        ]

    def __str__(self) -> str:
        return f"help of {self.unit_id} for {self.matter_id}"

    @property
    def reach(self) -> Reach:
        """Whose post reaches this task: the unit that is asked, and its place."""
        return frozenset({self.unit_id, self.unit.place_id})

    @property
    def open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class OutsideLink(models.Model):
    """A firm without an account answers by a link (外单位): one matter, until a day, until withdrawn.

    The link itself is shown once, to the one who made it; only its digest is kept.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="outside")
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outside_answered_in_words",
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="outside_ends_after_it_begins",
                condition=Q(expires_at__gt=models.F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"link of {self.name} for {self.matter_id}"
