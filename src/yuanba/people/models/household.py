"""Households, who belonged to them and where they came from."""

from django.db import models
from django.db.models import F, Q

from yuanba.base import ids
from yuanba.people.models.person import Person
from yuanba.places.models import Place


class Household(models.Model):
    """户: those who live together. Its members change, the household stays."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="households")
    code = models.CharField(max_length=24, unique=True)
    address = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="household_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]
        indexes = [models.Index(fields=["place", "id"], name="household_place")]

    def __str__(self) -> str:
        return self.address


class Membership(models.Model):
    """A person belonged to a household from one day to another."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    head = models.BooleanField(default=False)  # 户主
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="one_household_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until__isnull=True) & Q(head=True),
                name="one_head_at_a_time",
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"

    @property
    def place_id(self) -> int:
        return self.household.place_id


class HouseholdPast(models.Model):
    """Where a household lived in an earlier time (原住址)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="past")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="household_past_ends_after_it_begins", condition=Q(until__gte=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} –{self.until}"


class HouseholdLink(models.Model):
    """One household came out of another (分户) or went into it (并户)."""

    id = models.BigIntegerField(primary_key=True, default=ids.new, editable=False)
    before = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="went_into")
    after = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="came_from")
    how = models.CharField(max_length=8, choices=[("split", "split"), ("merge", "merge")])
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
