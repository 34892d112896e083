"""The naming list: the rule by which a place turned it on, and each line with its whole way. No picture,
no address, no telephone: there is no field for one."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.councils.models import Procedure
from yuanba.honours.rules import naming as rules
from yuanba.honours.rules.naming import State
from yuanba.people.models import Household, Person
from yuanba.places.models import Place
from yuanba.points.models.panel import PanelVote


class NamingRule(models.Model):
    """点名单的开关: what a village's assembly decided, for how long, filed with the town."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    grounds = Facts(default=list)
    days = models.IntegerField(default=rules.USUAL_DAYS)
    since = models.DateField()
    until = models.DateField()  # the last day
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    filed_note = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(ended_at__isnull=True),
                name="naming_rule_one_at_a_time",
            ),
            models.CheckConstraint(
                name="naming_days_within_the_limit",
                condition=Q(days__gte=1, days__lte=rules.MOST_DAYS),
            ),
            models.CheckConstraint(
                name="naming_rule_ends", condition=Q(until__gt=F("since")) & ~Q(source="")
            ),
            models.CheckConstraint(
                name="naming_filed_by_somebody",
                condition=Q(filed_at__isnull=True) | Q(filed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.since}"

    @property
    def reach(self) -> Reach:
        return self.place.reach


AFTER_REVIEW = [State.REVIEWED, State.CHECKED, State.HUNG]


class Listing(models.Model):
    """One line, from the proposal to the day it comes down."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    rule = models.ForeignKey(NamingRule, on_delete=models.PROTECT, related_name="listings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=6, choices=choices(rules.Ground))
    on = models.DateField()
    deed = models.CharField(max_length=300, blank=True)
    one = models.CharField(max_length=200, blank=True)
    two = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=7, choices=choices(rules.Basis))
    basis_text = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=choices(State), default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seconded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    noticed_on = models.DateField(null=True)
    notice_how = models.CharField(max_length=120, blank=True)
    reply_until = models.DateField(null=True)
    reply = models.CharField(max_length=500, blank=True)
    replied_at = models.DateTimeField(null=True)
    round = models.IntegerField(default=0)
    judged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)  # of the panel, or why it was given up
    procedure = models.OneToOneField(
        Procedure, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    hung_on = models.DateField(null=True)
    days = models.IntegerField(null=True)  # on the list
    until = models.DateField(null=True)  # the last of them
    doubt = models.CharField(max_length=500, blank=True)
    doubted_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    mended_at = models.DateTimeField(null=True)
    mended_by = models.DateField(null=True)  # comes down at the latest after this day
    down_on = models.DateField(null=True)
    down = models.CharField(max_length=6, choices=choices(rules.Down), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listing_seconded_by_another",
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="listing_noticed_before_judged",
                condition=~Q(state__in=[State.JUDGED, *AFTER_REVIEW])
                | Q(
                    seconded_by__isnull=False,
                    noticed_on__isnull=False,
                    reply_until__isnull=False,
                    round__gte=1,
                ),
            ),
            models.CheckConstraint(
                name="listing_by_council_and_supervision",
                condition=~Q(state=State.HUNG)
                | Q(procedure__isnull=False, checked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="listing_ends",
                condition=~Q(state=State.HUNG)
                | Q(hung_on__isnull=False, until__isnull=False, days__isnull=False),
            ),
            models.CheckConstraint(
                name="listing_ninety_days_at_most",
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=rules.MOST_DAYS),
            ),
            models.CheckConstraint(
                name="listing_down_says_why", condition=~Q(state=State.DOWN) | ~Q(down="")
            ),
            models.UniqueConstraint(
                fields=["person", "ground"],
                condition=Q(state__in=[str(s) for s in sorted(rules.OPEN)]),
                name="listing_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["place", "state", "-id"], name="listing_place")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.ground}"

    @property
    def reach(self) -> Reach:
        """Those who work there, and the person himself."""
        return self.household.place.reach | {self.person_id}


class NamingVote(PanelVote):
    """What one member of the panel said in one sitting, or why he stepped aside."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="votes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "round", "member"], name="naming_member_votes_once"
            ),
            models.CheckConstraint(
                name="naming_aside_has_no_vote", condition=Q(aside="") | Q(yes__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.round} {self.yes}"
