"""不计入: the grounds a county has published, and what was left out of the rates by them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.matters.models.matter import Matter
from yuanba.matters.rules.exclusion import COUNTS_OUT, LIVING, Stage
from yuanba.places.models import Place

LEFT_OUT = Q(stage__in=sorted(COUNTS_OUT))
WAITS_FOR = Q(stage__in=[Stage.ASKED, Stage.OBJECTED])


class Ground(models.Model):
    """One reason for which a county leaves demands out of its rates (不计入的理由), with its source."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)  # in force to before this day; None: still
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code"], name="ground_in_force_once", condition=Q(until=None)
            ),
            models.CheckConstraint(
                name="ground_has_text_and_source", condition=~Q(text="") & ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def place_id(self) -> int:
        return self.county_id


class Exclusion(models.Model):
    """Whether one matter counts in the rates: asked for, decided, objected to, decided again."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="exclusions")
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+")
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    stage = models.CharField(max_length=8, choices=choices(Stage), default=Stage.ASKED)
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=300, blank=True, default="")  # the person reads it
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    objection = models.CharField(max_length=300, blank=True, default="")
    objected_at = models.DateTimeField(null=True)
    settled = models.CharField(max_length=300, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                name="exclusion_living_once",
                condition=Q(stage__in=sorted(LIVING)),
            ),
            models.CheckConstraint(
                name="exclusion_decided_by_another",
                condition=Q(stage=Stage.ASKED)
                | (
                    Q(decided_by__isnull=False)
                    & Q(decided_at__isnull=False)
                    & ~Q(answer="")
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="exclusion_settled_by_yet_another",
                condition=~Q(stage__in=[Stage.UPHELD, Stage.LIFTED])
                | (
                    Q(settled_by__isnull=False)
                    & Q(settled_at__isnull=False)
                    & ~Q(settled="")
                    & ~Q(objection="")
                    & ~Q(settled_by=F("decided_by"))
                    & ~Q(settled_by=F("asked_by"))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["county_id", "id"], name="exclusion_county", condition=WAITS_FOR),
            models.Index(
                fields=["township_id", "id"], name="exclusion_township", condition=WAITS_FOR
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion of {self.matter_id}: {self.stage}"
