"""Councils and committees, and who sits in them."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.base.fields import choices
from yuanba.base.permits import Reach
from yuanba.councils.rules.kinds import BodyKind
from yuanba.people.models import Person
from yuanba.places.models import Place


class Body(models.Model):
    """A council or committee of a place. `rule` names the row that says who may sit in it."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=12, choices=choices(BodyKind))
    name = models.CharField(max_length=60)
    rule = models.CharField(max_length=12, blank=True)
    since = models.DateField()
    term_ends = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=Q(until__isnull=True),
                name="body_name_once_per_place",
            ),
            models.CheckConstraint(
                name="body_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> Reach:
        return self.place.reach


class Member(models.Model):
    """Somebody sits in a body. Few have an account here; those who do are linked."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    lead = models.BooleanField(default=False)
    woman = models.BooleanField(default=False)  # asked only where the law sets a share
    delegate = models.BooleanField(default=False)
    relative = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"], condition=Q(until__isnull=True), name="one_seat_in_a_body"
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(until__isnull=True) & Q(lead=True),
                name="one_lead_in_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_id(self) -> int:
        return self.body.place_id
