"""What is kept of the lists: editions, each from one paper, and their lines. Nothing is deleted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.lists import rules
from yuanba.lists.rules import COLUMNS, LONGEST, Kind
from yuanba.people.models import Person
from yuanba.places.models import Place

OPEN = Q(verified_at=None, dropped_at=None)  # brought in, waits to be checked


class Edition(models.Model):
    """One version of one list of one county (清单的一版)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=choices(Kind))
    n = models.IntegerField()
    source = models.CharField(max_length=200)
    told = models.IntegerField(null=True)  # how many lines the paper itself says it has
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it no longer stands
    adopted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    verified_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "n"], name="list_edition_once"),
            models.UniqueConstraint(
                fields=["county", "kind"],
                condition=Q(verified_at__isnull=False, until=None),
                name="list_one_edition_stands",
            ),
            models.UniqueConstraint(
                fields=["county", "kind"], condition=OPEN, name="list_one_edition_waits"
            ),
            models.CheckConstraint(
                name="list_edition_checked_by_another",
                condition=Q(verified_by=None)
                | Q(adopted_by=None)
                | ~Q(verified_by=F("adopted_by")),
            ),
            models.CheckConstraint(
                name="list_edition_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="list_edition_dropped_or_checked",
                condition=Q(dropped_at=None) | Q(verified_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.n}"

    @property
    def place_id(self) -> int:
        return self.county_id

    @property
    def reach(self) -> Reach:
        return frozenset({self.county_id})

    @property
    def words(self) -> str:
        return str(rules.KIND_WORDS[Kind(self.kind)])


class Line(models.Model):
    """One line of an edition (清单条目). What cites it keeps citing it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="lines")
    n = models.IntegerField()
    code = models.CharField(max_length=LONGEST["code"])
    name = models.CharField(max_length=LONGEST["name"])
    name_en = models.CharField(max_length=LONGEST["name_en"], blank=True)
    basis = models.CharField(max_length=LONGEST["basis"])
    lead = models.CharField(max_length=LONGEST["lead"], blank=True)
    along = models.CharField(max_length=LONGEST["along"], blank=True)
    procedure = models.CharField(max_length=LONGEST["procedure"], blank=True)
    form = models.CharField(max_length=LONGEST["form"], blank=True)
    contact = models.CharField(max_length=LONGEST["contact"], blank=True)
    office = models.CharField(max_length=LONGEST["office"], blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="list_line_code_once"),
            models.UniqueConstraint(fields=["edition", "n"], name="list_line_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def place_id(self) -> int:
        return self.edition.county_id

    @property
    def label(self) -> str:
        """As it stands in the list; in English where the county wrote it."""
        return (self.name_en or self.name) if get_language() == "en" else self.name

    @property
    def cited(self) -> str:
        kind = Kind(self.edition.kind)
        return rules.cite(kind=kind, code=self.code, name=self.label, basis=self.basis)

    @property
    def said(self) -> rules.Line:
        return rules.Line(**{column: getattr(self, column) for column in COLUMNS})
