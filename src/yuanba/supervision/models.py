"""What is kept of supervision. Remarks are for everybody; a clue is sealed and for supervisors alone."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, Sealed, choices
from yuanba.base.permits import Reach
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.supervision import rules


class Sample(models.Model):
    """抽查: a draw of one kind and period, with what is needed to draw it again."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(rules.Kind))
    since = models.DateField()
    until = models.DateField()  # the last day
    salt = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    frame = Facts(default=list)  # the ids it was drawn from
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "since", "until"], name="sample_drawn_once"
            ),
            models.CheckConstraint(
                name="sample_ends_after_it_begins", condition=Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind} {self.since}"

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Pick(models.Model):
    """One of a sample: what was found when it was looked at, and what the village says of a doubt."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="picks")
    n = models.IntegerField()  # its place in the order of the draw
    subject_id = models.BigIntegerField()  # a public row, a claim or an entry
    title = models.CharField(max_length=120)
    verdict = models.CharField(
        max_length=9, choices=choices(rules.Verdict), default=rules.Verdict.WAITING
    )
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "n"], name="pick_once"),
            models.CheckConstraint(
                name="pick_doubt_says_why",
                condition=~Q(verdict=rules.Verdict.DOUBT) | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.n}"

    @property
    def place_id(self) -> int:
        return self.sample.place_id

    @property
    def reach(self) -> Reach:
        return self.sample.place.reach


class Suggestion(models.Model):
    """监督委员会的建议, answered by the day it asks for."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    due = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    adopted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.words

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Report(models.Model):
    """监督委员会的报告, at least every half year (重庆市实施村民委员会组织法办法 art. 33, 2013 text). The
    figures are counted by the house."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    words = models.CharField(max_length=3000)
    figures = Facts(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.place_id} {self.until}"


class Clue(models.Model):
    """线索 from a resident: sealed, without a name, followed by a receipt of sixteen digits of which only
    a keyed digest is kept."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    county_id = models.BigIntegerField()
    heard = models.CharField(max_length=7, choices=choices(rules.Heard))
    receipt = models.CharField(max_length=64, unique=True)
    words = Sealed()
    contact = Sealed(default="")
    at = models.DateTimeField()
    state = models.CharField(
        max_length=6, choices=choices(rules.ClueState), default=rules.ClueState.TOLD
    )
    handed_to = models.CharField(max_length=80, blank=True)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=9, choices=choices(rules.Result), blank=True)
    answer = models.CharField(max_length=500, blank=True)  # for who told it
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clue_closed_with_an_answer",
                condition=~Q(state=rules.ClueState.CLOSED) | (~Q(answer="") & ~Q(result="")),
            ),
            models.CheckConstraint(
                name="clue_handed_to_somebody",
                condition=~Q(state=rules.ClueState.HANDED) | ~Q(handed_to=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def reach(self) -> Reach:
        """Who hears it: the village's supervisors and those above, or the county's alone."""
        if self.heard == rules.Heard.COUNTY:
            return frozenset({self.county_id})
        return self.place.reach


class Finding(models.Model):
    """巡察反馈: what inspectors found in a village; put right by it; checked by its own supervisors."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120)
    words = models.CharField(max_length=500)
    due = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    put_right = models.CharField(max_length=500, blank=True)
    put_at = models.DateTimeField(null=True)
    put_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    check_words = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True)  # the supervisors agree that it is put right
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="finding_checked_by_somebody_else",
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("put_by")),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def reach(self) -> Reach:
        return self.place.reach
