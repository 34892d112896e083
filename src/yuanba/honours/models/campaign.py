"""A campaign, whom it names, what the panel said, what was objected."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.councils.models import Procedure
from yuanba.honours.rules import campaigns as rules
from yuanba.people.models import Household, Person
from yuanba.places.models import Place
from yuanba.points.models.panel import Disagreement, PanelVote


class Campaign(models.Model):
    """评选: one honour, one time."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    name = models.CharField(max_length=30)
    whom = models.CharField(max_length=9, choices=choices(rules.Whom))
    criteria = models.CharField(max_length=600)
    source = models.CharField(max_length=200)
    seats = models.IntegerField()  # at most so many are honoured
    nominators = models.CharField(max_length=8, choices=choices(rules.Nominators))
    until = models.DateField()  # last day of nominations
    judge = models.CharField(max_length=7, choices=choices(rules.Judge))
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=7, choices=choices(rules.CampaignState), default=rules.CampaignState.OPEN
    )
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    listed_until = models.DateField(null=True)
    object_until = models.DateField(null=True)
    awarded_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was dropped

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="campaign_seats_in_bounds", condition=Q(seats__gte=1, seats__lte=100)
            ),
            models.CheckConstraint(
                name="campaign_says_criteria_and_source",
                condition=~Q(criteria="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="campaign_awarded_after_the_list",
                condition=~Q(state=rules.CampaignState.AWARDED)
                | Q(object_until__isnull=False, awarded_on__gt=models.F("object_until")),
            ),
            models.CheckConstraint(
                name="campaign_dropped_says_why",
                condition=~Q(state=rules.CampaignState.DROPPED) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["place", "-id"], name="campaign_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Nominee(models.Model):
    """提名: a household, or one person of it. Without its own yes nothing is judged or shown."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="nominees")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=choices(rules.NomineeState), default=rules.NomineeState.NAMED
    )
    shown = models.CharField(max_length=6, choices=choices(rules.Shown), blank=True)
    # Of a household: under whose name it agreed to stand. No name once that person lives elsewhere.
    stands_as = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True)
    said_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    on_paper = models.BooleanField(default=False)  # signed on paper, entered by who works there
    round = models.IntegerField(default=0)  # how often the panel sat about it
    yes = models.IntegerField(null=True)
    passed = models.BooleanField(null=True)
    words = models.CharField(max_length=300, blank=True)  # why struck or revoked
    number = models.IntegerField(null=True)  # of the certificate, in the village and year
    year = models.IntegerField(null=True)
    place_id = models.BigIntegerField()  # the village

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=Q(
                    person__isnull=True, state__in=[str(s) for s in sorted(rules.UNDER_WAY)]
                ),
                name="nominee_household_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=Q(person__isnull=False),
                name="nominee_person_once",
            ),
            # Nobody is judged, listed or honoured unasked.
            models.CheckConstraint(
                name="nominee_agreed_first",
                condition=Q(state__in=[rules.NomineeState.NAMED, rules.NomineeState.DECLINED])
                | (~Q(shown="") & Q(said_at__isnull=False, said_by__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["place_id", "year", "number"],
                condition=Q(number__isnull=False),
                name="honour_number_once",
            ),
            models.CheckConstraint(
                name="honour_is_numbered",
                condition=~Q(state=rules.NomineeState.AWARDED)
                | Q(number__isnull=False, year__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["household", "-id"], name="nominee_of_home")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.household_id}"

    @property
    def reach(self) -> Reach:
        """Those who work there, and whose honour it is. One statement."""
        if self.person_id is not None:
            return self.household.place.reach | {self.person_id}
        living = self.household.members.filter(until=None).values_list("person_id", flat=True)
        return self.household.place.reach | set(living)


class HonourVote(PanelVote):
    """What one member of the panel said in one sitting, or why he stepped aside."""

    nominee = models.ForeignKey(Nominee, on_delete=models.PROTECT, related_name="votes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nominee", "round", "member"], name="honour_member_votes_once"
            ),
            models.CheckConstraint(
                name="honour_aside_has_no_vote", condition=Q(aside="") | Q(yes__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nominee_id} {self.round} {self.yes}"


class HonourObjection(Disagreement):
    """异议: one open at a time about a nominee; answered by the panel in words."""

    nominee = models.ForeignKey(Nominee, on_delete=models.PROTECT, related_name="objections")
    entered = models.BooleanField(default=False)  # by who works there, for somebody not named

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nominee"],
                condition=Q(answered_at__isnull=True),
                name="honour_objection_one_open",
            ),
            models.CheckConstraint(
                name="honour_objection_answered_in_words",
                condition=Q(answered_at__isnull=True)
                | (Q(upheld__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]
