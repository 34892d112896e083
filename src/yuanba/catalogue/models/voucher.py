"""凭据 of an item written by hand: a picture of the paper, its sum, and what the supervision committee said of it."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids, photos
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.catalogue.models.issue import Part
from yuanba.catalogue.rules.vouchers import Stands, Verdict
from yuanba.people.models import Person

photos.KEPT_IN.append("catalogue.Voucher")


class Voucher(models.Model):
    """Never changed and never taken away: one that was sent back is followed by the one in its place."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="vouchers")
    what = models.CharField(max_length=80)
    fen = models.BigIntegerField()
    name = models.CharField(max_length=32, unique=True)  # of the picture
    digest = models.CharField(max_length=64)
    width = models.IntegerField()
    height = models.IntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    verdict = models.CharField(max_length=7, choices=choices(Verdict), default=Verdict.WAITING)
    remark = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="voucher_of_a_sum", condition=Q(fen__gt=0)),
            models.CheckConstraint(
                name="voucher_back_says_why", condition=~Q(verdict=Verdict.BACK) | ~Q(remark="")
            ),
            models.CheckConstraint(
                name="voucher_seen_by_somebody_else",
                condition=Q(seen_by__isnull=True) | ~Q(seen_by=F("by")),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def place_id(self) -> int:
        return self.part.issue.place_id

    @property
    def reach(self) -> Reach:
        return self.part.reach

    @property
    def replaced(self) -> bool:
        return hasattr(self, "replaced_by")

    @property
    def stands(self) -> Stands:
        return Stands(Verdict(self.verdict), self.replaced)
