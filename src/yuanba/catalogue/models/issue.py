"""一期公开: what a village tells of a month, a quarter or one event, and how it came to hang there."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.catalogue.models.catalogue import Catalogue, Item
from yuanba.catalogue.rules.issues import OUT, State
from yuanba.catalogue.rules.items import Cycle
from yuanba.councils.models import Procedure
from yuanba.people.models import Person
from yuanba.places.models import Place


class Issue(models.Model):
    """From `since` to before `until`. Each step keeps who and when; nobody reviews what he sent."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="issues")
    cycle = models.CharField(max_length=7, choices=choices(Cycle))
    since = models.DateField()
    until = models.DateField()
    due = models.DateField()  # the last day on which it is published in time
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=choices(State), default=State.DRAFT)
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    present = models.IntegerField(null=True)
    agreed = models.IntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=120, blank=True)
    hung_since = models.DateField(null=True)
    hung_until = models.DateField(null=True)  # the last day
    again = models.IntegerField(default=0)  # how often it had to be hung again
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    archived_at = models.DateTimeField(null=True)
    archive = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "cycle", "since"],
                condition=~Q(cycle=Cycle.ONCE),
                name="issue_once_a_period",
            ),
            models.UniqueConstraint(
                fields=["place", "procedure"],
                condition=Q(procedure__isnull=False),
                name="issue_once_a_decision",
            ),
            models.CheckConstraint(
                name="issue_agreed_by_somebody_else",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("sent_by")),
            ),
            models.CheckConstraint(
                name="issue_out_went_all_the_way",
                condition=~Q(state__in=sorted(OUT))
                | Q(
                    agreed_by__isnull=False, decided_on__isnull=False, published_by__isnull=False,
                    hung_since__isnull=False, hung_until__gte=F("hung_since"),
                ),
            ),
            models.CheckConstraint(
                name="issue_decided_by_most_who_came",
                condition=Q(agreed__isnull=True) | Q(agreed__lte=F("present"), present__lt=F("agreed") * 2),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["place", "-since", "-id"], name="issue_place"),
            models.Index(fields=["state", "due"], name="issue_due"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.cycle} {self.since}"

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Part(models.Model):
    """One item of an issue: the figures as they were drawn, frozen; the words as people edited them;
    what is written by hand has vouchers (models/voucher.py)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="parts")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    drawn = Facts(default=dict)  # rules.figures.Drawn
    drawn_at = models.DateTimeField()
    words = models.CharField(max_length=1000, blank=True)
    edited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "item"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.item_id}"

    @property
    def reach(self) -> Reach:
        return self.issue.place.reach

    @property
    def place_id(self) -> int:
        return self.issue.place_id


class Review(models.Model):
    """What the supervision committee said about a plan, and what it was answered. Rows are only added;
    an answer is written once."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="reviews")
    agree = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()  # of an objection: the last day for its answer
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_objection_says_why", condition=Q(agree=True) | ~Q(words="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.agree}"


class Correction(models.Model):
    """更正: what stood there and what is right; the part itself is not overwritten."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="corrections")
    words = models.CharField(max_length=500)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.part_id} {self.words}"
