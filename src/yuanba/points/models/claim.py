"""A claim of points from the word to the ledger; its pictures, the panel's votes, objections."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids, photos
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.people.models import Household, Person
from yuanba.places.models import Place
from yuanba.points.models.book import Line
from yuanba.points.models.panel import Disagreement, PanelVote
from yuanba.points.rules.claims import State


class Claim(models.Model):
    """积分申报, or what is proposed to be taken away (points below zero)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)  # the line's, over all versions of the book
    points = models.IntegerField()
    on = models.DateField()  # the day of the deed
    period_on = models.DateField()  # first day of the period whose cap it counts in
    note = models.CharField(max_length=300, blank=True)
    # what it came from, where it was not told by hand: a meeting, a suggestion, a matter, a sign-in list
    source_kind = models.CharField(max_length=40, blank=True, default="")
    source_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=9, choices=choices(State), default=State.TOLD)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    check_by = models.DateField(null=True)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_home = models.BigIntegerField(null=True)  # the checker's household on that day
    checked_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)  # of the checker or the panel
    # of what is to be taken away: until when the household may answer, and what it said
    reply_until = models.DateField(null=True)
    reply = models.CharField(max_length=500, blank=True)
    replied_at = models.DateTimeField(null=True)
    round = models.IntegerField(default=0)  # how often the panel sat about it
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    listed_until = models.DateField(null=True)
    object_until = models.DateField(null=True)
    booked_at = models.DateTimeField(null=True)
    booked = models.IntegerField(
        null=True
    )  # points that went into the ledger: less where zero was reached

    class Meta:
        constraints = [
            models.CheckConstraint(name="claim_points_not_zero", condition=~Q(points=0)),
            models.UniqueConstraint(
                fields=["source_id", "household"],
                condition=Q(source_id__isnull=False),
                name="claim_once_a_source",
            ),
            # Three households (trust.md T5): who told it, who checked it, who gets it.
            models.CheckConstraint(
                name="claim_teller_does_not_check",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("told_by")),
            ),
            models.CheckConstraint(
                name="claim_checker_of_another_home",
                condition=Q(checked_home__isnull=True) | ~Q(checked_home=F("household")),
            ),
            models.CheckConstraint(
                name="claim_listed_after_the_panel",
                condition=~Q(state__in=[State.POSTED, State.BOOKED])
                | Q(decided_at__isnull=False, object_until__isnull=False, round__gte=1),
            ),
            models.CheckConstraint(
                name="claim_booked_is_dated",
                condition=~Q(state=State.BOOKED) | Q(booked_at__isnull=False, booked__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "state", "id"], name="claim_waiting"),
            models.Index(fields=["household", "-id"], name="claim_of_home"),
            models.Index(fields=["household", "code", "period_on"], name="claim_cap"),
            models.Index(
                fields=["place", "booked_at"],
                name="claim_month",
                condition=Q(booked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.points:+d}"

    @property
    def takes(self) -> bool:
        return self.points < 0

    @property
    def reach(self) -> Reach:
        """Those who work there, and whoever lives in the household. One statement."""
        living = self.household.members.filter(until=None).values_list("person_id", flat=True)
        return self.household.place.reach | set(living)


class Roster(models.Model):
    """签到表 of an activity: its households entered once, a claim for each; who is left out and why."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    on = models.DateField()
    what = models.CharField(max_length=120)
    left = Facts(default=list)  # [{"home": id, "why": sentence}]
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "code", "on", "what"], name="roster_once")
        ]
        indexes = [models.Index(fields=["place", "-id"], name="roster_of_place")]

    def __str__(self) -> str:
        return self.what


photos.KEPT_IN.append("points.Picture")


class Picture(models.Model):
    """A picture of a claim. `look` finds it again when it is turned or saved anew (rules.pictures)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="pictures")
    place_id = models.BigIntegerField()  # the village
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    look = models.CharField(max_length=36, blank=True)  # hexadecimal; empty for a flat picture
    width = models.IntegerField()
    height = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_id", "digest"], name="claim_picture_once")
        ]
        indexes = [models.Index(fields=["place_id", "-at"], name="claim_picture_looks")]

    def __str__(self) -> str:
        return self.name


class Unnamed(models.Model):
    """公示时不写姓: a household that does not want its name in the public lists, from one day on."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(until__isnull=True), name="unnamed_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.household_id)

    @property
    def place_id(self) -> int:
        return self.household.place_id


class Vote(PanelVote):
    """What one member of the panel said in one sitting, or why he stepped aside."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="votes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round", "member"], name="panel_member_votes_once"
            ),
            models.CheckConstraint(
                name="panel_aside_has_no_vote", condition=Q(aside="") | Q(yes__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.round} {self.yes}"


class Objection(Disagreement):
    """我有不同意见: one open at a time about a claim; answered by the panel in words."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="objections")
    own = models.BooleanField()  # the household itself
    entered = models.BooleanField(default=False)  # by who works there, for somebody who came

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(answered_at__isnull=True), name="objection_one_open"
            ),
            models.CheckConstraint(
                name="objection_answered_in_words",
                condition=Q(answered_at__isnull=True)
                | (Q(upheld__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]
