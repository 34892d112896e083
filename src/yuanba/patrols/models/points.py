"""Points that are looked at, the county's rows (how often, what to look at), and the looks."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids, photos
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.patrols import rules
from yuanba.patrols.rules.findings import Result
from yuanba.places.models import Place


class Point(models.Model):
    """点位: something that is looked at, in a grid; `n` is its place on the way. `version` counts what was
    found, put right or changed there, so that a telephone knows whether it heard of it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=rules.NAME)
    kind = models.CharField(max_length=8, choices=choices(rules.PointKind))
    risk = models.CharField(max_length=8, choices=choices(rules.Risk))
    spot = models.CharField(max_length=rules.SPOT, blank=True)  # how to find it
    mind = models.CharField(max_length=rules.MIND, blank=True)  # what to mind there
    lat = models.FloatField(null=True)  # WGS-84; of the thing itself, not of its grid
    lng = models.FloatField(null=True)
    n = models.IntegerField()
    version = models.IntegerField(default=1)
    since = models.DateField()
    last_on = models.DateField(null=True)  # when it was last looked at
    until = models.DateField(null=True)  # first day on which nobody looks any more
    why = models.CharField(max_length=200, blank=True)  # why nobody does

    class Meta:
        indexes = [models.Index(fields=["place", "n"], name="point_way", condition=Q(until=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(until=None), name="point_name_once"
            ),
            models.CheckConstraint(
                name="point_ends_with_a_word",
                condition=Q(until=None, why="") | Q(until__isnull=False) & ~Q(why=""),
            ),
            models.CheckConstraint(
                name="point_has_both_or_neither",
                condition=Q(lat=None, lng=None) | Q(lat__isnull=False, lng__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach


class PaceRow(models.Model):
    """One row of a county's time: so many days, by this paper, from this day on."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    pace = models.CharField(max_length=12, choices=choices(rules.Pace))
    days = models.IntegerField()
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "pace"], condition=Q(until=None), name="one_pace_at_a_time"
            ),
            models.CheckConstraint(
                name="pace_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="pace_from_one_day", condition=Q(days__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.pace} {self.days}"


class Lines(models.Model):
    """What to look at at one kind of point, one line each, by this paper, from this day on."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(rules.PointKind))
    text = models.CharField(max_length=400, blank=True)  # rules.LINES lines of rules.LINE signs
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind"], condition=Q(until=None), name="one_list_of_lines"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"


class Look(models.Model):
    """看一次: what a look at a point came to. Whoever looked stands in the record alone, as with every
    act: no table counts looks by person."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="looks")
    result = models.CharField(max_length=5, choices=choices(Result))
    day = models.DateField()  # on which it was looked at
    seen_at = models.DateTimeField()  # as the telephone or the sheet told
    at = models.DateTimeField()  # when it came here, by our clock
    doubtful = models.BooleanField(default=False)  # what the telephone's clock said cannot be
    # The key made on the telephone before the first try, and what was sent with it: kept as long as
    # the look, so that a telephone that comes back after months doubles nothing.
    sent_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  pages have none
    digest = models.CharField(max_length=64, blank=True)
    before = models.IntegerField()  # the version of the point before and after
    after = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["point", "-id"], name="look_of_point"),
            models.Index(fields=["day"], name="look_day"),
        ]
        constraints = [
            models.CheckConstraint(name="look_goes_on", condition=Q(after__gte=F("before")))
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.day} {self.result}"

    @property
    def place_id(self) -> int:
        return self.point.place_id


class PaperSheet(models.Model):
    """A printed sheet that came back: typed in, once, or photographed first and typed in by whoever has
    time. Printing one leaves nothing here."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True)  # as printed
    points = Facts(default=list)  # as printed, where it was photographed first
    name = models.CharField(max_length=32, blank=True, db_index=True)  # of the photo
    digest = models.CharField(max_length=64, blank=True)
    shot_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)  # of the round
    at = models.DateTimeField(null=True)  # typed in

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sheet_typed_in_or_photographed",
                condition=Q(at__isnull=False, day__isnull=False)
                | Q(at=None, day=None, shot_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sheet_photo_has_its_time",
                condition=Q(name="", shot_at=None) | ~Q(name="") & Q(shot_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def reach(self) -> Reach:
        return self.place.reach


photos.KEPT_IN.append("patrols.PaperSheet")
