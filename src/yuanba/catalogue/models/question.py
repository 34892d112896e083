"""有疑问，问一句: asked by anybody at a published item, answered in public by a day."""

from django.db import models
from django.db.models import Q

from yuanba.base import clock, ids
from yuanba.base.fields import Sealed, choices
from yuanba.base.permits import Reach
from yuanba.catalogue.models.issue import Part
from yuanba.catalogue.rules import issues as rules
from yuanba.people.models import Person


class Asked(models.Model):
    """Nobody's name is kept. `words` as it was written is for the desk; `shown` hangs there, masked."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="asked")
    kind = models.CharField(max_length=6, choices=choices(rules.Kind))
    words = models.CharField(max_length=300)
    shown = models.CharField(max_length=300)
    # Where somebody wants to hear the answer: sealed, gone when the last answer is given or it is archived.
    phone = Sealed(blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    at = models.DateTimeField()
    due = models.DateField()
    answer = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(null=True)
    above_due = models.DateField(null=True)
    above_answer = models.CharField(max_length=600, blank=True)
    above_at = models.DateTimeField(null=True)
    above_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="asked_answer_has_words", condition=Q(answered_at__isnull=True) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="asked_above_after_an_answer",
                condition=Q(raised_at__isnull=True)
                | Q(answered_at__isnull=False, above_due__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["part", "id"], name="asked_part")]

    def __str__(self) -> str:
        return self.shown

    @property
    def place_id(self) -> int:
        return self.part.issue.place_id

    @property
    def reach(self) -> Reach:
        return self.part.issue.place.reach

    @property
    def answered_late(self) -> bool:
        """The village answered after its day: it says so beside the answer."""
        return self.answered_at is not None and clock.day_of(self.answered_at) > self.due

    @property
    def stands(self) -> rules.Asked:
        return rules.Asked(
            answered=self.answered_at is not None,
            raised=self.raised_at is not None,
            answered_above=self.above_at is not None,
        )
