"""并办: which matter goes along with which."""

from django.db import models
from django.db.models import F, Q

from yuanba.base.fields import choices
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules import State


class Duplicate(models.Model):
    """A matter that goes along with another (并办). Its number, contact and thread stay its own.

    Chains and circles are impossible: a trigger refuses a main matter that itself goes along, and
    a matter going along that others go along with.
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, primary_key=True, related_name="goes_with"
    )
    into = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="duplicates")
    was = models.CharField(max_length=9, choices=choices(State))  # where it stood before
    own_words = models.BooleanField(default=False)  # 我家也是: the reporter joined by himself
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="duplicate_of_another", condition=~Q(matter=F("into")))
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} with {self.into_id}"
