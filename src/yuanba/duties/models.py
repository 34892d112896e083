"""What is kept about duties: the category tree with its default lane, unit and limit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from yuanba.base import ids
from yuanba.duties.rules import Lane, ListKind
from yuanba.duties.variants import Cadence
from yuanba.people.rules import UnitKind
from yuanba.places.models import Place
from yuanba.places.rules import Limit, Unit


class Category(models.Model):
    """A leaf (or, with an empty parent code, a branch) of the category tree of domain.md 12."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    code = models.CharField(max_length=8, unique=True)
    branch = models.CharField(max_length=8, blank=True)  # code of the branch; empty for a branch
    word = models.CharField(max_length=20, blank=True)  # the one-word identifier of domain.md 12.2
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    lane = models.CharField(max_length=10, choices=[(x, x) for x in Lane], blank=True)
    unit_kind = models.CharField(max_length=12, choices=[(u, u) for u in UnitKind], blank=True)
    amount = models.IntegerField(default=0)  # the limit, in `limit_unit`
    limit_unit = models.CharField(
        max_length=9, choices=[(u, u) for u in Unit], default=Unit.WORKDAYS
    )
    restricted = models.BooleanField(default=False)  # seen by the named handlers only
    refer = models.CharField(max_length=60, blank=True)  # the right door, as 110
    links = models.CharField(max_length=60, blank=True)  # item codes of GB/T 47678.5
    note = models.CharField(max_length=120, blank=True)  # what whoever sorts must know
    active = models.BooleanField(default=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="category_leaf_is_whole",
                condition=Q(branch="") | (~Q(lane="") & ~Q(unit_kind="") & Q(amount__gt=0)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    place_id = None

    @property
    def label(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def limit(self) -> Limit:
        """The default time limit; only leaves have one."""
        return Limit(self.amount, Unit(self.limit_unit))


class ListItem(models.Model):
    """One line of a list that bounds the work (清单条目): who leads in what, why a clock may stop, why
    an entry may be void. Never deleted: an item that ends keeps its date, and what cited it stays."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    list = models.CharField(max_length=5, choices=[(x, x) for x in ListKind])
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    unit_kind = models.CharField(max_length=12, choices=[(u, u) for u in UnitKind], blank=True)
    days = models.IntegerField(default=0)  # the longest pause one person decides alone, natural
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it no longer stands

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="list_item_code_once"),
            models.CheckConstraint(
                name="list_item_of_duty_names_who_leads",
                condition=~Q(list=ListKind.DUTY) | ~Q(unit_kind=""),
            ),
            models.CheckConstraint(
                name="list_item_of_pause_has_days",
                condition=~Q(list=ListKind.PAUSE) | Q(days__gte=1, days__lte=180),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.code} {self.name}"

    place_id = None

    @property
    def label(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class LaneName(models.Model):
    """What one county calls one lane, which meeting sits about it and how often (domain.md 3.2). A
    county without rows says 大事, 小事, 私事."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=10, choices=[(x, x) for x in Lane])
    name = models.CharField(max_length=6)
    name_en = models.CharField(max_length=20)
    meeting = models.CharField(max_length=60, blank=True)
    leads = models.CharField(max_length=60, blank=True)
    cadence = models.CharField(max_length=10, choices=[(x, x) for x in Cadence])
    neighbours = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "lane"], name="lane_named_once_a_county")
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.lane}: {self.name}"

    @property
    def place_id(self) -> int:
        return self.county_id
