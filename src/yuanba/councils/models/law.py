"""Rule rows with their source and dates, who confirmed them, and a county's own flows."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.councils.rules.kinds import BodyKind, Measure
from yuanba.people.models import Person
from yuanba.places.models import Place


class RuleRow(models.Model):
    """规则: what makes a meeting of this kind valid and what decides. Never changed: another text of
    the law is another row, and every result names the row it was judged by.

    `county` is empty for the rows the house is shipped with.
    """

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    body = models.CharField(max_length=12, choices=choices(BodyKind))
    unit = models.CharField(max_length=10, choices=choices(Measure))
    valid = models.CharField(max_length=200, blank=True)
    decides = models.CharField(max_length=200, blank=True)
    initiative = models.CharField(max_length=200, blank=True)
    notice_days = models.IntegerField(default=0)
    publicity_days = models.IntegerField(default=0)
    proxies = models.IntegerField(default=0)  # how many one person may stand for
    leave_out = models.BooleanField(default=False)  # who cannot be reached is not counted
    paper_only = models.BooleanField(default=False)  # statutory elections and recalls
    composition = Facts(default=dict)
    numbers = Facts(default=dict)  # days, bounds: rules/numbers.py
    source = models.CharField(max_length=120)
    article = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it no longer holds
    carried = models.BooleanField(default=False)  # the law changed; its new numbers were not read

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "since"],
                condition=Q(county__isnull=True),
                name="shipped_rule_once",
            ),
            models.UniqueConstraint(
                fields=["county", "code", "since"],
                condition=Q(county__isnull=False),
                name="county_rule_once",
            ),
            models.CheckConstraint(
                name="rule_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="rule_names_its_source", condition=~Q(source="") & ~Q(article="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def place_id(self) -> int | None:
        return self.county_id


class Confirmed(models.Model):
    """核实: a county has read the text of the law and found the row right."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    row = models.ForeignKey(RuleRow, on_delete=models.PROTECT, related_name="confirmed")
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    read = models.CharField(max_length=200)  # what was read

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "county"], name="rule_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.row_id} by {self.county_id}"

    @property
    def place_id(self) -> int:
        return self.county_id


class CountyFlow(models.Model):
    """A county's own procedure, as its file was written. A new text is a new version."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    version = models.IntegerField()
    text = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "code", "version"], name="flow_version_once"),
            models.CheckConstraint(name="flow_version_from_one", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def place_id(self) -> int:
        return self.county_id
