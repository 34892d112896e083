"""Organisations below the village, what they cover, who holds their posts; the county's duties."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import Facts, choices
from yuanba.base.permits import Reach
from yuanba.grids.rules.organisations import HOW_WORDS, Chosen
from yuanba.places.models import Place


class Team(models.Model):
    """An organisation of one of the shapes in organisations.toml, where it stands."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="teams")
    template = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)  # first day on which it is no more

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "template"], condition=Q(until=None), name="team_once_a_place"
            ),
            models.CheckConstraint(
                name="team_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Cover(models.Model):
    """A team covers a place: its own, or several (一个支部管几个屯组)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="covers")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "place"], condition=Q(until=None), name="place_covered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id} covers {self.place_id}"


class Seat(models.Model):
    """Somebody holds a post of a team for a time. Name and telephone hang on the wall."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    post = models.CharField(max_length=20)
    paid = models.BooleanField()  # as the shape said on that day; volunteers are counted apart
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # who works with this program as well
    how = models.CharField(max_length=10, choices=choices(Chosen))
    since = models.DateField()
    term_until = models.DateField(
        null=True
    )  # the term is over then; he stays until somebody follows
    until = models.DateField(null=True)
    elected_on = models.DateField(null=True)
    entitled = models.IntegerField(null=True)
    present = models.IntegerField(null=True)
    votes = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="seat_votes_add_up",
                condition=Q(elected_on=None, entitled=None, present=None, votes=None)
                | Q(
                    elected_on__isnull=False,
                    votes__gt=0,
                    votes__lte=F("present"),
                    present__lte=F("entitled"),
                ),
            ),
            models.CheckConstraint(
                name="volunteer_seats_are_unpaid",
                condition=~Q(how="volunteer") | Q(paid=False),
            ),
        ]
        indexes = [models.Index(fields=["team", "until"], name="seat_team")]

    def __str__(self) -> str:
        return f"{self.name} {self.post}"

    @property
    def place_id(self) -> int:
        return self.team.place_id

    @property
    def how_word(self) -> Any:
        return HOW_WORDS[self.how]

    @property
    def reach(self) -> Reach:
        return self.team.reach


class DutyList(models.Model):
    """The county's duties of a grid worker (职责), in versions."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    lines = Facts()
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(until=None), name="one_duty_list_at_a_time"
            ),
            models.UniqueConstraint(fields=["place", "n"], name="duty_list_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.n}"
