"""公开目录: for a year, in versions, of a county, township or village; the nearest one holds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.catalogue.rules import items as rules
from yuanba.people.models import Person
from yuanba.places.models import Place


class Catalogue(models.Model):
    """One version. An issue keeps the version it was drafted under. The days are in natural days."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    n = models.IntegerField()
    source = models.CharField(max_length=300)
    verified = models.BooleanField()  # has whoever issued it compared it with the text in force?
    month_day = models.IntegerField()
    quarter_day = models.IntegerField()
    once_days = models.IntegerField()
    board_days = models.IntegerField()
    review_days = models.IntegerField()
    reply_days = models.IntegerField()
    answer_days = models.IntegerField()
    above_days = models.IntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "n"], name="catalogue_version_once_a_year"
            ),
            models.CheckConstraint(name="catalogue_says_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year} {self.n}"

    @property
    def cited(self) -> str:
        """Its source, in the reader's language where it is the example's own."""
        return gettext(self.source)

    @property
    def terms(self) -> rules.Terms:
        return rules.Terms(**{name: getattr(self, name) for name in rules.TERM_WORDS})


class Item(models.Model):
    """公开事项, one line of a version. Never changed: another version says it otherwise."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=3)
    name = models.CharField(max_length=40)
    basis = models.CharField(max_length=200)
    content = models.CharField(max_length=300)
    cycle = models.CharField(max_length=7, choices=choices(rules.Cycle))
    who = models.CharField(max_length=40)
    channel = models.CharField(max_length=80)
    level = models.CharField(max_length=20)
    draws = models.CharField(max_length=9, choices=choices(rules.Draws))
    keep_years = models.IntegerField()
    board_days = models.IntegerField(null=True)  # its own; null: those of the catalogue

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="catalogue_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def hangs(self) -> int:
        """Days on the board at least."""
        return self.board_days or self.catalogue.board_days

    # In the reader's language where it is the example's own (rules/example.py).
    @property
    def called(self) -> str:
        return gettext(self.name)

    @property
    def tells(self) -> str:
        return gettext(self.content)

    @property
    def by_whom(self) -> str:
        return gettext(self.who)

    @property
    def where_told(self) -> str:
        return gettext(self.channel)

    @property
    def told_to(self) -> str:
        return gettext(self.level)

    @property
    def said(self) -> rules.Item:
        return rules.Item(
            code=self.code, name=self.name, basis=self.basis, content=self.content,
            cycle=rules.Cycle(self.cycle), who=self.who, channel=self.channel, level=self.level,
            draws=rules.Draws(self.draws), keep_years=self.keep_years, board_days=self.board_days,
        )  # fmt: skip
