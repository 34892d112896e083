"""What is kept about places: a dated tree, its codes in several numberings, its history, the days."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts
from yuanba.base.permits import Reach
from yuanba.places.rules import DayKind, Kind


class Place(models.Model):
    """A county, township, village … courtyard (domain.md 7.1). Its id never changes.

    county, township, village and grid repeat the ids of the places above (and of itself), so that
    every scope is an equality.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    kind = models.CharField(max_length=12, choices=[(k, k) for k in Kind])
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=20, blank=True)  # stands in numbers: 南湖-2026-1187
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    county_id = models.BigIntegerField(null=True)
    township_id = models.BigIntegerField(null=True)
    village_id = models.BigIntegerField(null=True)  # a village or a community
    grid_id = models.BigIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it no longer exists
    phone = models.CharField(max_length=20, blank=True)  # the number on every page of this place
    region = models.CharField(max_length=80, blank=True)  # of a county: 甘肃省 庆阳市
    lat = models.FloatField(null=True)  # WGS-84
    lng = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["parent"], name="place_parent"),
            models.Index(fields=["county_id", "kind", "name"], name="place_county"),
            models.Index(fields=["village_id", "kind"], name="place_village"),
            models.Index(fields=["name"], name="place_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="place_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="place_only_a_county_stands_alone",
                condition=Q(parent__isnull=False) | Q(kind=Kind.COUNTY),
            ),
            # It stands in the numbers of matters, and a number means one matter for ever.
            models.UniqueConstraint(
                fields=["short"], condition=~Q(short=""), name="place_short_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        """The ids whose posts reach this place."""
        above = (self.county_id, self.township_id, self.village_id, self.grid_id, self.pk)
        return frozenset(i for i in above if i is not None)

    @property
    def place_id(self) -> int:
        return self.pk


class PlaceOutline(models.Model):
    """The outline of a place (边界) from a day to another, in WGS 84; `shape` is the coordinates of a
    GeoJSON MultiPolygon, checked by rules.ground."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="outlines")
    shape = Facts()
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(until=None), name="one_outline_at_a_time"
            ),
            models.CheckConstraint(
                name="outline_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"


class PlaceCode(models.Model):
    """A code of a place in one numbering and edition, with the days on which it was in force."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=12)  # stat, admin, grid, local
    edition = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "edition", "code"], name="code_once_per_edition"
            )
        ]
        indexes = [models.Index(fields=["code"], name="code_code")]

    def __str__(self) -> str:
        return f"{self.code} ({self.system} {self.edition})"


class PlacePast(models.Model):
    """How a place was called and where it belonged in an earlier time (曾用名、原隶属)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="past")
    name = models.CharField(max_length=80)
    parent = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["name"], name="past_name")]

    def __str__(self) -> str:
        return f"{self.name} –{self.until}"


class PlaceAlias(models.Model):
    """What people call a place besides its name (俗称): 老纸箱厂. One no longer said keeps its row."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name"], name="alias_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(until=None), name="alias_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Succession(models.Model):
    """One place went into another (merge) or came out of it (split), on a day, by a document.

    After a split the old place may live on, smaller: its `until` says whether it does.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    before = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="predecessors")
    how = models.CharField(max_length=8, choices=[("merge", "merge"), ("split", "split")])
    on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "on"], name="succession_once")
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class Day(models.Model):
    """A day that is not what its weekday says: a holiday, or a make-up workday (调休)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    day = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in DayKind])
    name = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class CalendarYear(models.Model):
    """A year whose days are settled. Years without a row are provisional, and shown as such."""

    year = models.IntegerField(primary_key=True)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.year)
