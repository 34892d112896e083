"""What the public pages are made of: rows and counts of their own, never the matters themselves.

A public page reads these three tables and places, nothing else (trust.md T30): what is not copied
here cannot be shown by mistake.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.permits import Reach
from yuanba.disclosure.rules import CONCERNED, ReleaseState, RowState, Step
from yuanba.people.models import Unit
from yuanba.places.models import Place

SCOPES = ("county", "township", "village")
PUBLIC = Q(state=RowState.PUBLISHED)
CLOSED, STILL_OPEN = Q(closed__isnull=False), Q(closed__isnull=True)
READABLE = ~Q(held_because=CONCERNED)  # by those who look after the rows
# Counter rows of the floor: the id of the last record counted, and when (seconds since 1970).
COUNTED_TO, COUNTED_AT = "tally", "tally_at"
UNITS_TO, UNITS_AT = "tally_units", "tally_units_at"


class Row(models.Model):
    """One matter as it may hang on the wall (公开条目): masked, read by a person first.

    A closed one, read by somebody else than who closed it; or, where the person who told agreed, an
    open one (`closed` is empty) for 大家的事. When that is closed its row is drawn and read anew.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter_id = models.BigIntegerField(unique=True)  # a plain number: nothing is joined from here
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=300, blank=True)
    lane = models.CharField(max_length=10)
    category_code = models.CharField(max_length=8)
    category_name = models.CharField(max_length=60)
    unit_name = models.CharField(max_length=80)
    outcome = models.CharField(max_length=9)
    solved = models.BooleanField(null=True)
    confirmed = models.BooleanField(null=True)
    days_taken = models.IntegerField()  # natural days from the day it was told
    received = models.DateField()
    closed = models.DateField(null=True)
    corner_id = models.BigIntegerField(null=True)  # of an open one: its grid or courtyard
    corner_name = models.CharField(max_length=80, blank=True, db_default="", default="")
    closed_by_id = models.BigIntegerField(null=True)  # he may not publish it
    state = models.CharField(max_length=9, choices=[(s, s) for s in RowState])
    held_because = models.CharField(max_length=200, blank=True, default="")
    imported = models.BooleanField(default=False)  # closed elsewhere before it came to us
    masked = models.BooleanField(default=True)  # masking took something out: read one by one
    contests = models.IntegerField(db_default=0, default=0)  # neighbours who said "not done"
    contest_reply = models.CharField(max_length=300, blank=True, db_default="", default="")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="row_published_by_somebody_else",
                condition=~PUBLIC
                | (
                    Q(published_at__isnull=False)
                    & Q(published_by__isnull=False)
                    & (Q(closed_by_id__isnull=True) | ~Q(closed_by_id=models.F("published_by")))
                ),
            ),
            models.CheckConstraint(
                name="row_held_says_why",
                condition=~Q(state=RowState.HELD) | ~Q(held_because=""),
            ),
        ]
        indexes = [
            *(
                models.Index(
                    fields=[f"{s}_id", "-closed", "-id"], name=f"row_public_{s}", condition=PUBLIC
                )
                for s in SCOPES
            ),
            models.Index(
                fields=["village_id", "-received", "-id"],
                name="row_open",
                condition=PUBLIC & STILL_OPEN,
            ),
            *(
                models.Index(fields=[f"{s}_id", "state", "id"], name=f"row_desk_{s}")
                for s in SCOPES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def place_id(self) -> int:
        return self.village_id

    @property
    def reach(self) -> Reach:
        return frozenset({self.county_id, self.township_id, self.village_id})


class Voided(models.Model):
    """A number that was struck out (作废的编号): published as number, days and ground, no word of it.

    Two persons decided it, so nobody reads it first; a number that came back says so.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    matter_id = models.BigIntegerField(unique=True)
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    number = models.CharField(max_length=40)
    ground = models.CharField(max_length=60)
    received = models.DateField()
    voided = models.DateField()
    restored = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=[f"{s}_id", "-voided", "-id"], name=f"voided_{s}") for s in SCOPES
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.ground}"


class Tallied(models.Model):
    """What became of some matters: the counts that every indicator is made of (counting.counts)."""

    received = models.IntegerField()  # every telling: a voice each
    merged = models.IntegerField(
        db_default=0, default=0
    )  # told twice, goes along: no work of its own
    excluded = models.IntegerField(db_default=0, default=0)  # left out on a published ground
    # from here to "reopened": work, each once; answers: voices, without the excluded
    government = models.IntegerField()
    communal = models.IntegerField()
    personal = models.IntegerField()
    refused = models.IntegerField()
    finished = models.IntegerField()  # with an ending that is one: not "waiting for a condition"
    waiting = models.IntegerField()
    timed = models.IntegerField()  # finished, and known whether within the limit
    late = models.IntegerField()
    replied = models.IntegerField()
    solved = models.IntegerField()
    unsolved = models.IntegerField()
    called_back = models.IntegerField()  # answers written down by staff, counted apart (T4)
    satisfied = models.IntegerField()
    unsatisfied = models.IntegerField()
    closed = models.IntegerField()
    confirmed = models.IntegerField()
    unconfirmed = models.IntegerField()
    unasked = models.IntegerField()  # closed elsewhere before it came to us
    reopened = models.IntegerField()
    last_hour = models.IntegerField(
        db_default=0, default=0
    )  # finished in the hour before the limit
    staff_satisfied = models.IntegerField(db_default=0, default=0)  # "satisfied" typed in by staff
    spot_asked = models.IntegerField(
        db_default=0, default=0
    )  # random call-backs that were answered
    spot_unsolved = models.IntegerField(db_default=0, default=0)
    spot_unreached = models.IntegerField(db_default=0, default=0)
    contested = models.IntegerField(db_default=0, default=0)  # by neighbours at the wall
    repeated = models.IntegerField(
        db_default=0, default=0
    )  # told again, came back, refused as such
    bulk = models.IntegerField(db_default=0, default=0)  # closed with many others in ten minutes
    # finished, by the level that brought it to its end; what ended elsewhere is in none of the four
    in_grid = models.IntegerField(db_default=0, default=0)
    in_village = models.IntegerField(db_default=0, default=0)
    in_township = models.IntegerField(db_default=0, default=0)
    in_county = models.IntegerField(db_default=0, default=0)

    class Meta:
        abstract = True


class DayTally(Tallied):
    """What became of the matters told in one village on one day. Counted again, never added to."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    day = models.DateField()
    reclassified = models.IntegerField(db_default=0, default=0)
    contacted = models.IntegerField(db_default=0, default=0)
    contacted_in_time = models.IntegerField(db_default=0, default=0)
    uncontacted = models.IntegerField(db_default=0, default=0)
    contact_unknown = models.IntegerField(db_default=0, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village_id", "day"], name="tally_once_a_day")
        ]
        indexes = [
            models.Index(fields=["township_id", "day"], name="tally_township"),
            models.Index(fields=["county_id", "day"], name="tally_county"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.day}: {self.received}"


# The names of the counts. How each is counted: `counting.COUNTS`.
COUNTED = [f.name for f in DayTally._meta.fields if type(f) is models.IntegerField]


class UnitTally(Tallied):
    """The same for a unit: what became of the matters told in one village in one month that it has now.
    What is confidential names no unit."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village_id", "month", "unit"], name="unit_tally_once_a_month"
            )
        ]
        indexes = [
            models.Index(fields=["township_id", "month"], name="unit_tally_township"),
            models.Index(fields=["county_id", "month"], name="unit_tally_county"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.village_id} {self.month}: {self.received}"


class Wait(models.Model):
    """How long it took until somebody took them in: matters of a village-day by class of minutes."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    day = models.DateField()
    minutes = models.IntegerField()  # the upper end of the class, in working minutes
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village_id", "day", "minutes"], name="wait_once")
        ]
        indexes = [
            models.Index(fields=["township_id", "day"], name="wait_township"),
            models.Index(fields=["county_id", "day"], name="wait_county"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.day} {self.minutes}: {self.n}"


class Burst(models.Model):
    """A closing that came with many others by the same person within minutes. Worked out anew."""

    matter_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()  # of the closing: a later one of the same matter is another

    def __str__(self) -> str:
        return f"burst {self.matter_id}"


class Standing(models.Model):
    """How many matters of a village stand where right now, by unit and by what they wait for."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county_id = models.BigIntegerField()
    township_id = models.BigIntegerField()
    village_id = models.BigIntegerField()
    unit_name = models.CharField(max_length=80, blank=True)  # empty: nobody yet, or restricted
    step = models.CharField(max_length=8, choices=[(s, s) for s in Step])
    n = models.IntegerField()
    late = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village_id", "unit_name", "step"], name="standing_once"
            )
        ]
        indexes = [
            models.Index(fields=["township_id"], name="standing_township"),
            models.Index(fields=["county_id"], name="standing_county"),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.unit_name} {self.step}: {self.n}"


class Release(models.Model):
    """Many rows at once to the wall (批量公开): closed elsewhere, nothing personal in them. One person
    proposes with a reason, another looks at a sample and releases."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    upto = models.BigIntegerField()  # the last row meant; what is drafted later waits for the next
    n = models.IntegerField()  # rows meant when it was proposed
    left_out = models.IntegerField()  # imported rows in which masking found something
    done = models.IntegerField(default=0)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=[(s, s) for s in ReleaseState])
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="release_by_another_person",
                condition=~Q(state__in=[ReleaseState.GOING, ReleaseState.DONE])
                | (
                    Q(released_at__isnull=False)
                    & Q(released_by__isnull=False)
                    & ~Q(released_by=models.F("proposed_by"))
                ),
            ),
            models.CheckConstraint(name="release_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["place"],
                name="release_one_at_a_time",
                condition=Q(state__in=[ReleaseState.PROPOSED, ReleaseState.GOING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.n} {self.state}"
