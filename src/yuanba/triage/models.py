"""What is kept about sorting: the county's rules, and what was learned from what people sorted."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts
from yuanba.duties.models import Category
from yuanba.duties.rules import Lane
from yuanba.places.models import Place


class SortingRule(models.Model):
    """A row of the county's table (分流规则). Never deleted: one that ends keeps its date."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    position = models.IntegerField()
    name = models.CharField(max_length=60)
    words = models.CharField(max_length=900, blank=True)  # parted by 、: one of these
    also = models.CharField(max_length=900, blank=True)  # and one of these
    but_not = models.CharField(max_length=900, blank=True)  # and none of these
    # only what was told there
    within = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=8, blank=True)  # the channel it came by
    nature = models.CharField(max_length=12, blank=True)  # 投诉, 求助, 咨询 …
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=10, choices=[(x, x) for x in Lane], blank=True)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it no longer stands

    class Meta:
        indexes = [models.Index(fields=["county", "position"], name="sorting_rule_county")]
        constraints = [
            models.CheckConstraint(
                name="sorting_rule_has_a_condition",
                condition=~Q(words="") | ~Q(door="") | ~Q(nature="") | Q(within__isnull=False),
            ),
            models.CheckConstraint(
                name="sorting_rule_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"

    @property
    def place_id(self) -> int:
        return self.county_id


class Learned(models.Model):
    """One version of what a county learned from its own register, with its score on held-out newest
    matters. The newest is in use; older ones are kept without their weights."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    made_at = models.DateTimeField()
    rows = models.IntegerField()
    score = Facts()
    weights = models.BinaryField()  # rules.linear.Model.packed(); empty once a newer one stands
    dispatch = models.BinaryField(default=b"")  # rules.dispatch.Dispatch.packed(); likewise

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="learned_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.county_id} v{self.version}"

    @property
    def place_id(self) -> int:
        return self.county_id
