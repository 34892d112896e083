"""What was found at a point, and the pictures and spoken notes of findings that are no matter (those of
a matter hang on the matter)."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids, photos, voices
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.matters.models import Matter
from yuanba.patrols.models.points import Look, Point
from yuanba.patrols.rules import WORDS
from yuanba.patrols.rules.findings import Weight


class Finding(models.Model):
    """隐患、问题: open until somebody writes how it was put right. Who is told of it: models/steps.py."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="findings")
    look = models.OneToOneField(Look, on_delete=models.PROTECT, related_name="finding")
    weight = models.CharField(max_length=7, choices=choices(Weight))
    text = models.CharField(max_length=WORDS, blank=True)  # empty: the photo or the voice says it
    day = models.DateField()
    due_on = models.DateField()  # by when it should be put right
    recheck_on = models.DateField(null=True)  # when somebody looks again
    on_spot = models.BooleanField(default=False)
    fixed_on = models.DateField(null=True)
    how = models.CharField(max_length=WORDS, blank=True)  # it was put right
    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, null=True, related_name="finding"
    )

    class Meta:
        indexes = [
            models.Index(fields=["point"], name="finding_open", condition=Q(fixed_on=None)),
            models.Index(fields=["day"], name="finding_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="finding_fixed_with_words",
                condition=Q(fixed_on=None, how="") | Q(fixed_on__isnull=False) & ~Q(how=""),
            ),
            models.CheckConstraint(
                name="finding_open_is_looked_at_again",
                condition=Q(fixed_on__isnull=False) | Q(recheck_on__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_major_is_a_matter",
                condition=~Q(weight=Weight.MAJOR.value) | Q(matter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.day}"

    @property
    def place_id(self) -> int:
        return self.point.place_id

    @property
    def reach(self) -> Reach:
        return self.point.reach


photos.KEPT_IN.append("patrols.FindingPicture")
voices.KEPT_IN.append("patrols.FindingSound")


class FindingPicture(models.Model):
    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="pictures")
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    width = models.IntegerField()
    height = models.IntegerField()

    def __str__(self) -> str:
        return self.name


class FindingSound(models.Model):
    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="sounds")
    name = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=4)
    digest = models.CharField(max_length=64)
    bytes = models.IntegerField()
    seconds = models.IntegerField(null=True)

    def __str__(self) -> str:
        return self.name
