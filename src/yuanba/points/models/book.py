"""The rule book of a village: versions that stand from a day on, each with its lines."""

from django.db import models
from django.db.models import Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.councils.models import Procedure
from yuanba.people.models import Person
from yuanba.places.models import Place
from yuanba.points.rules import book as rules


class Book(models.Model):
    """积分细则, one version. A claim keeps the line it was made under."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # the village
    n = models.IntegerField()
    since = models.DateField()
    source = models.CharField(max_length=200)
    # The procedure of the village that passed it, where there is one.
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="+")
    unratified = models.CharField(max_length=200, blank=True)  # why no procedure passed it
    ratified_at = models.DateTimeField(null=True)  # in force only from then on
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "n"], name="rulebook_version_once"),
            models.CheckConstraint(name="rulebook_says_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="rulebook_passed_or_says_why_not",
                condition=Q(procedure__isnull=False) | ~Q(unratified=""),
            ),
        ]
        indexes = [models.Index(fields=["place", "-since", "-n"], name="rulebook_standing")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.n}"


class Line(models.Model):
    """One line of a version. Never changed: another version says it otherwise."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=60)
    points = models.IntegerField()
    cap = models.IntegerField(null=True)  # points, in a period
    period = models.CharField(max_length=7, choices=choices(rules.Period))
    evidence = models.CharField(max_length=12, choices=choices(rules.Evidence))
    checker = models.CharField(max_length=9, choices=choices(rules.Checker))
    source = models.CharField(max_length=200)
    # what makes a claim of this line by itself
    event = models.CharField(max_length=10, choices=choices(rules.Occasion), blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "event"], condition=~Q(event=""), name="rulebook_event_once"
            ),
            models.CheckConstraint(
                name="rulebook_taking_has_no_event", condition=Q(points__gt=0) | Q(event="")
            ),
            models.UniqueConstraint(fields=["book", "code"], name="rulebook_code_once"),
            models.CheckConstraint(
                name="rulebook_points_in_bounds",
                condition=Q(points__gte=rules.LEAST, points__lte=rules.MOST) & ~Q(points=0),
            ),
            models.CheckConstraint(
                name="rulebook_takes_by_council_alone",
                condition=Q(points__gt=0) | Q(checker=rules.Checker.COUNCIL),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def said(self) -> rules.Line:
        return rules.Line(
            code=self.code,
            name=self.name,
            points=self.points,
            cap=self.cap,
            period=rules.Period(self.period),
            evidence=rules.Evidence(self.evidence),
            checker=rules.Checker(self.checker),
            source=self.source,
            event=rules.Occasion(self.event),
        )
